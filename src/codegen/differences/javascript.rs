use crate::codegen::language::Difference;

pub const JAVASCRIPT: &[Difference] = &[
    Difference {
        subject: "message",
        text: "A promise is eager: its work begins with the call, not with await. That is why each message is \
                   wrapped in () => and called when its turn has come; a Python coroutine waits by itself.",
    },
    Difference {
        subject: "sequence",
        text: "The same loop with await. Its steps are functions, so that the second does not begin before the \
                   first has ended.",
    },
    Difference {
        subject: "parallel",
        text: "Promise.allSettled is like gather with return_exceptions=True. All calls are made at once, before \
                   the event loop turns again.",
    },
    Difference {
        subject: "failure",
        text: "Promise.all rejects with the first failure and does not wait for the others, as gather does by \
                   itself; neither stops them. allSettled waits for all. With errors: cancel the catch around \
                   Promise.all aborts the others; with errors: leave it does not; with errors: collect the failures \
                   that allSettled hands back are results.",
    },
    Difference {
        subject: "race",
        text: "Promise.race lets its losers run on, for a promise cannot be cancelled. Here each step has an \
                   AbortController, which ends its wait as it ends a fetch.",
    },
    Difference {
        subject: "timeout",
        text: "There is no timeout for promises: a setTimeout cancels what is inside, step by step.",
    },
    Difference { subject: "retry", text: "Each step is a function already, so each attempt calls it again." },
    Difference { subject: "repeat", text: "Each round calls the functions again." },
    Difference {
        subject: "fallback",
        text: "try and catch around each step, as in Python. An abort is caught too, so the block asks whether it \
                   is cancelled before it starts the next step.",
    },
    Difference {
        subject: "ensure",
        text: "An abort is an exception at an await, as in Python. The cleanup is marked as one, so that no \
                   cancel reaches it.",
    },
    Difference {
        subject: "lock",
        text: "A class with a queue is the lock: whoever comes while it is held awaits a promise, which the release \
                   resolves for whoever came first.",
    },
    Difference {
        subject: "start",
        text: "To call an async function is to start it: it runs at once until its first await, and then by itself. \
                   Nothing cancels what is left at the end, so the code does.",
    },
    Difference {
        subject: "work",
        text: "A function runs to its end or to its next await, and nothing interrupts it: that is why a page freezes. An \
                   await gives way even to what has ended, so between two works in a row others go on here.",
    },
    Difference {
        subject: "blocking",
        text: "JavaScript has no sleep that holds the thread, so this code awaits the steps: its run is another than that \
                   of the program, and Compare shows it.",
    },
    Difference {
        subject: "offload",
        text: "A Worker shares no objects with the page, so it could not reach the devices. This code does the steps itself, \
                   and its work holds the thread.",
    },
    Difference {
        subject: "future",
        text: "A promise is never lazy. A function that returns one is: nothing runs before somebody calls it.",
    },
    Difference {
        subject: "resolve",
        text: "The function that new Promise hands to its executor, kept for later. A second call does nothing.",
    },
    Difference {
        subject: "delay",
        text: "setTimeout takes milliseconds and a callback; asyncio.sleep takes seconds and is awaited. A new \
                   Promise turns one into the other.",
    },
    Difference {
        subject: "main",
        text: "Node and the browser run an event loop from the start: main is just called, where Python needs \
                   asyncio.run.",
    },
];
