use crate::codegen::language::Difference;

pub const BLOCKING: &[Difference] = &[
    Difference {
        subject: "message",
        text: "A call returns only when its message has arrived: time.sleep holds the thread, and this program \
                   has only one.",
    },
    Difference {
        subject: "parallel",
        text: "Each call blocks the next, so nothing overlaps, and the program takes the sum of all latencies and \
                   delays. Overlapping them without async takes more threads.",
    },
    Difference {
        subject: "failure",
        text: "When a branch fails nothing else is under way, so there is nothing to wait for, to cancel or to \
                   leave, and those after it never start. A parallel that collects goes on with the next.",
    },
    Difference {
        subject: "race",
        text: "The first branch is over before another could start, so it decides alone. With first: success the \
                   next one starts when it has failed.",
    },
    Difference {
        subject: "timeout",
        text: "Nothing can stop a call before it returns: the deadline is ignored, and the steps take their time.",
    },
    Difference {
        subject: "ensure",
        text: "Nothing can cancel a call, so the cleanup runs after an end or a failure, and is as much a part of \
                   the program as any call.",
    },
    Difference {
        subject: "lock",
        text: "A threading.Lock is there for other threads, and there are none: it is free whenever it is wanted, \
                   unless a block around holds it. Then the thread waits for itself, for ever.",
    },
    Difference {
        subject: "start",
        text: "Nothing runs beside anything else: the steps of a task are over before the next step starts, and nothing \
                   is left to cancel.",
    },
    Difference { subject: "work", text: "A call like any other: nobody waits for the thread, as nothing overlaps." },
    Difference { subject: "blocking", text: "What is blocking in an async program is all of this one." },
    Difference {
        subject: "offload",
        text: "Nobody else could go on meanwhile, so there is nothing to gain from another thread.",
    },
    Difference {
        subject: "future",
        text: "Functions that are called by the first await, and never if nobody awaits them.",
    },
    Difference {
        subject: "sequence",
        text: "The order of the lines is the sequence; the first exception ends the whole program, unless a \
                   retry, a fallback or a parallel that collects catches it.",
    },
];
