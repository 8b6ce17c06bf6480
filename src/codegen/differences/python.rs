use crate::codegen::language::Difference;

pub const PYTHON: &[Difference] = &[
    Difference {
        subject: "parallel",
        text: "asyncio.gather: concurrent, on one thread. It starts its branches in order, on the next turn of \
                   the event loop, and returns when all have ended; return_exceptions=True makes it wait for the \
                   others even if one fails.",
    },
    Difference {
        subject: "failure",
        text: "With errors: cancel the branches are in an asyncio.TaskGroup: the first failure cancels the \
                   others, and the group waits for their cleanups. With errors: leave gather raises it at once, and \
                   the others go on. With errors: collect the failures are results.",
    },
    Difference {
        subject: "race",
        text: "asyncio.wait with FIRST_COMPLETED returns when the first branch has ended. The others are \
                   cancelled, and awaited until their cleanups are done.",
    },
    Difference {
        subject: "timeout",
        text: "asyncio.timeout cancels what is inside at its deadline. A CancelledError goes through the steps, \
                   their cleanups run, and only then does it become a TimeoutError.",
    },
    Difference {
        subject: "retry",
        text: "A coroutine runs only once: each step is a lambda, which makes a new one for each attempt.",
    },
    Difference { subject: "repeat", text: "Each step is a lambda here too, called once in each round." },
    Difference {
        subject: "fallback",
        text: "try and except Failed around each step: the first to succeed ends it. A CancelledError is no \
                   Failed, so it ends the block, and no step after it starts.",
    },
    Difference {
        subject: "ensure",
        text: "except BaseException catches a CancelledError too. The cleanup is a task of its own, since a \
                   further cancellation would end what awaits it.",
    },
    Difference {
        subject: "lock",
        text: "async with an asyncio.Lock, or an asyncio.Semaphore if it has several permits: whoever came first \
                   gets it first, and it is released however the steps end.",
    },
    Difference {
        subject: "start",
        text: "asyncio.create_task: the task runs by itself, from the next turn of the event loop on, and asyncio.run \
                   cancels what is left at the end. To await it is to await its future, shielded: who is cancelled \
                   there leaves the task alone.",
    },
    Difference {
        subject: "work",
        text: "A coroutine gives way only where it awaits: a loop without an await holds the thread to its end.",
    },
    Difference {
        subject: "blocking",
        text: "time.sleep takes the place of asyncio.sleep: the thread sleeps, and with it the event loop. Messages arrive in \
                   these stubs when somebody comes to look. Deadlines that passed meanwhile cut what has not gone on by then. A race, \
                   a lock, an ensure or an await inside it gives way in this code.",
    },
    Difference {
        subject: "offload",
        text: "asyncio.to_thread: another thread runs the steps, while this one awaits it. Who cancels it does not stop \
                   that thread, and asyncio.run waits for it. The threads of CPython take turns at Python code.",
    },
    Difference {
        subject: "future",
        text: "A coroutine is lazy: calling the function runs nothing of it, and one that nobody awaits never runs.",
    },
    Difference {
        subject: "resolve",
        text: "set_result of a Future, which the event loop makes. It can be set once, so the code asks first.",
    },
];
