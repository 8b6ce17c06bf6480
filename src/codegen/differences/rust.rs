use crate::codegen::language::Difference;

pub const RUST: &[Difference] = &[
    Difference {
        subject: "message",
        text: "A future is lazy like a coroutine: it does nothing before it is awaited, and one that is dropped \
                   never runs. A message without data says None, for Rust has no default arguments.",
    },
    Difference {
        subject: "sequence",
        text: "The same loop with .await; the ? after it returns the first failure, where Python raises an \
                   exception. sequence! is a macro, so that it takes any number of steps.",
    },
    Difference {
        subject: "parallel",
        text: "gather makes a task of each coroutine, which the event loop runs. join_all makes one future that \
                   polls all of them in the task it is awaited in.",
    },
    Difference {
        subject: "failure",
        text: "join_all always waits for all and hands back every result. gather by itself raises the first \
                   exception at once and leaves the others running. With errors: cancel it is try_join_all, which \
                   drops the others at the first failure; with errors: leave they run on in a task of their own, by \
                   spawn_local; with errors: collect nobody looks at the outcomes.",
    },
    Difference {
        subject: "race",
        text: "select_all gives the first outcome and the futures that have not ended. To drop those cancels them \
                   at once; Python asks a task to cancel itself, and awaits it.",
    },
    Difference {
        subject: "timeout",
        text: "tokio::time::timeout drops its future at the deadline: nothing inside goes on, not even a cleanup.",
    },
    Difference {
        subject: "retry",
        text: "A future runs only once, as a coroutine does: each step is a closure that makes a new one for each \
                   attempt.",
    },
    Difference {
        subject: "repeat",
        text: "A closure for each step here too, and a ? that ends the rounds at the first failure.",
    },
    Difference {
        subject: "fallback",
        text: "A failure is a value: a loop goes on while the outcome is an Err. What is cancelled is not polled \
                   again, so the loop cannot take it for a failure.",
    },
    Difference {
        subject: "ensure",
        text: "Drop cannot await. The cleanup runs after a failure, but not when this future is dropped, and it \
                   can be dropped itself: the marks beside the lines show that run. In the timeline, Compare draws it \
                   below the program's.",
    },
    Difference {
        subject: "lock",
        text: "A Semaphore of tokio hands its permits out in the order in which they are asked for. The permit \
                   is a value: it is given back when it is dropped, and a future that is dropped drops it too.",
    },
    Difference {
        subject: "start",
        text: "spawn_local: the task runs by itself once the runtime comes to it. abort drops its future when it is \
                   polled next, and what is left at the end is dropped with the LocalSet.",
    },
    Difference {
        subject: "work",
        text: "A poll runs until it returns. A loop without an await is one poll, and the runtime has only this thread.",
    },
    Difference {
        subject: "blocking",
        text: "std::thread::sleep takes the place of tokio::time::sleep: nothing else is polled before it returns. \
                   A race, a lock or an await inside it does not hold the thread in this code.",
    },
    Difference {
        subject: "offload",
        text: "Only work leaves the thread here, with tokio::task::spawn_blocking: a message waits without holding it anyway.",
    },
    Difference {
        subject: "future",
        text: "A future does nothing before it is polled, and one that is dropped before never runs.",
    },
    Difference {
        subject: "resolve",
        text: "A watch channel of tokio: it keeps its value, and each receiver waits until there is one.",
    },
    Difference { subject: "delay", text: "The duration has a type of its own, so that its unit cannot be mistaken." },
    Difference {
        subject: "main",
        text: "Rust brings no event loop: tokio is one, and the attribute starts it as asyncio.run does, here on \
                   one thread. An Err that main returns makes the exit code 1.",
    },
];
