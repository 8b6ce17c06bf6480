use crate::codegen::language::Difference;

pub const RUST_THREADS: &[Difference] = &[
    Difference {
        subject: "message",
        text: "A step is a closure in an Arc that any thread may call: Send and Sync say so, and the compiler refuses what is not \
                   safe to share.",
    },
    Difference {
        subject: "parallel",
        text: "thread::scope starts a thread for each branch and waits for all of them, so a branch may borrow what is around it.",
    },
    Difference {
        subject: "failure",
        text: "A failure is a value that the thread sends to its block through an mpsc::channel. Nothing reaches into a thread \
                   from outside.",
    },
    Difference {
        subject: "race",
        text: "A channel tells which thread ends first. A loser looks at its next wait whether it should stop, as in Python.",
    },
    Difference {
        subject: "timeout",
        text: "Each wait inside is a Condvar with a time limit, which ends at the deadline too.",
    },
    Difference {
        subject: "ensure",
        text: "What is cancelled returns an Err as what fails does. So the cleanup can wait, unlike one in async Rust, where \
                   the future is dropped.",
    },
    Difference {
        subject: "lock",
        text: "The standard library has no semaphore: a number of permits is in a Mutex, and a Condvar wakes who waits for one.",
    },
    Difference {
        subject: "increment",
        text: "Rust rules out a data race: the number can only be reached through its Mutex. It does not rule out that two threads \
                   read the same number before either writes.",
    },
    Difference {
        subject: "start",
        text: "thread::spawn: the thread runs by itself. By itself, Rust would end it with main; here the code cancels it and joins it.",
    },
    Difference {
        subject: "work",
        text: "Threads compute at the same time on all the cores of the machine; no interpreter has a lock.",
    },
    Difference {
        subject: "blocking",
        text: "Nothing is special here: each thread waits like that, and keeps nobody else from going on.",
    },
    Difference {
        subject: "offload",
        text: "There is no thread that must be kept free, so its steps are done where they are.",
    },
    Difference {
        subject: "future",
        text: "Closures that are called by the first thread that awaits them, and never if none does.",
    },
];
