use crate::codegen::language::Difference;

pub const PYTHON_THREADS: &[Difference] = &[
    Difference {
        subject: "message",
        text: "A call waits by itself, and its thread waits with it. The others go on, so no word like await is needed; and a \
                   switch may come anywhere, not only where one is written.",
    },
    Difference {
        subject: "parallel",
        text: "A threading.Thread for each branch, and join to wait for its end. Each has a stack of its own, where a task is an \
                   object of the event loop.",
    },
    Difference {
        subject: "failure",
        text: "An exception ends its own thread and no other: the code hands it on to the block. With errors: cancel the others \
                   are asked to stop.",
    },
    Difference {
        subject: "race",
        text: "A queue tells which thread ends first. Nothing stops a thread from outside: a loser looks at its next wait whether it \
                   should stop.",
    },
    Difference {
        subject: "timeout",
        text: "Each wait inside ends at the deadline too. A thread that works looks at nothing before its work has ended.",
    },
    Difference {
        subject: "ensure",
        text: "A cancelled wait raises an exception, as with asyncio. The cleanup has a shield around it, so its own waits do not \
                   look.",
    },
    Difference {
        subject: "lock",
        text: "A threading.Lock, or a threading.Semaphore if it has several permits: who gets it next is up to the system. Where \
                   a block can be cancelled, acquire is called again whenever something changes, since no other thread can end \
                   its wait.",
    },
    Difference {
        subject: "increment",
        text: "Between the read and the write another thread may run. CPython hardly ever switches just there by itself, so a short \
                   time.sleep gives it the time to.",
    },
    Difference {
        subject: "start",
        text: "A thread that nobody joins. At the end of the program the code cancels it and waits for it; by itself, Python would \
                   wait for its end.",
    },
    Difference {
        subject: "work",
        text: "The interpreter lock of CPython lets one thread compute at a time, however many cores there are. time.thread_time \
                   counts only the time in which this thread did. A wait gives that lock up.",
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
        text: "Functions that are called by the first thread that awaits them, and never if none does.",
    },
];
