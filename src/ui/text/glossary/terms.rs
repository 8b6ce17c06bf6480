use super::{Term, term};

/// The words, in alphabetical order.
pub static TERMS: [Term; 56] = [
    term(
        "async",
        "A way to write code that pauses where it waits, so that other code on the same thread goes on \
                   meanwhile. Python, Rust and JavaScript mark such functions with the word async.",
    ),
    term("await", "To wait inside one task until a future has ended. Meanwhile the thread is free for other tasks."),
    term("block", "A step that contains other steps. A sequence runs them one after another, a parallel all together."),
    term(
        "blocking",
        "A block whose steps hold the thread while they wait, so that nobody else is polled. Await the same steps, and the thread is free meanwhile.",
    ),
    term(
        "cancel",
        "To stop what is open before its end: it is logged as cancelled, and only cleanups still run. What has ended before stays as it is.",
    ),
    term(
        "cleanup",
        "Steps that run after a step, however it ended. Cancelling does not stop them, and whoever cancels waits for them.",
    ),
    term(
        "concurrency",
        "Several things are under way during the same time. On one thread they take turns: while one \
                         waits, another goes on.",
    ),
    term("context switch", "A core goes on with another thread than before. It costs time in which nobody works."),
    term(
        "core",
        "A part of the processor that runs one thread at a time. Other threads wait until it is free, or until a scheduler takes it away.",
    ),
    term(
        "critical path",
        "The steps that decide how long the run takes: if one of them takes longer, so does the run. \
                           They have no slack.",
    ),
    term("cursor", "The time that all panels show. It follows a run, and you can move it back and forth."),
    term(
        "deadlock",
        "Several wait for each other in a ring: each holds a lock that the next one wants. None of them ever goes on.",
    ),
    term("device", "A light, a speaker or a toilet, to which messages are sent. It has a name, a latency and a state."),
    term(
        "ensure",
        "A block that runs its first step, and then the others as cleanup, however the first one ended. So it is there after a failure and after a cancel, too.",
    ),
    term(
        "event log",
        "The list of everything that happened in a run, and when. Every picture on the page is drawn from \
                       it and the cursor.",
    ),
    term(
        "event loop",
        "A loop that waits until something is due, and then lets the tasks go on that waited for it. The browser has one, and the steps run on it, on one thread.",
    ),
    term(
        "executor",
        "The part of the runtime that polls tasks when they can make progress. Homeloop's is written \
                      in Rust and runs on the browser's event loop.",
    ),
    term(
        "failure",
        "The end of a step that could not do what it should. It makes the block fail too, unless the block is there for that: a retry, a fallback, or a parallel that collects.",
    ),
    term("fallback", "A block that runs its steps one after another until one succeeds. It fails if all of them do."),
    term(
        "future",
        "A value that will be there later, such as the end of a step. A Rust future or a Python coroutine runs only once it is awaited; a task runs by itself.",
    ),
    term(
        "hazard",
        "Something that goes wrong because of the moment at which a message is sent, such as a brush during a \
                    flush. It does not stop the run.",
    ),
    term(
        "increment",
        "A step that reads a number on the wall and writes it, one higher. It does not wait between, so on one thread nobody comes between.",
    ),
    term(
        "latency",
        "The time from sending one message to its arrival. It belongs to the device, unless the message has \
                     its own.",
    ),
    term(
        "lock",
        "Something that one holds at a time, such as a key. Whoever comes meanwhile waits, and gets it in the order of coming.",
    ),
    term(
        "lost update",
        "Two read the same value, and each writes what it made of it. The later one writes over the change of the earlier one, which is lost.",
    ),
    term("makespan", "The time from the start of a run to the end of its outermost step. The page calls it the total."),
    term(
        "message",
        "A step that sends an action to a device, such as “toilet flush”. It ends when it has arrived, one \
                     latency later.",
    ),
    term(
        "micro-step",
        "What a thread does between two places where it can be switched: a send or read, a write, getting a lock or giving it back, a start. Nothing comes between.",
    ),
    term(
        "model",
        "The way in which a program shares the processor: async tasks, one step after another, or threads. It is chosen for a run, and the program stays the same.",
    ),
    term(
        "offload",
        "A block whose steps run on a worker, beside the thread. Nothing cancels them once they have begun, and the run waits for them.",
    ),
    term(
        "parallel",
        "A block whose steps are started together: concurrent, on one thread, which takes turns. It lasts as \
                      long as its longest step, and it is not multithreading.",
    ),
    term("permit", "One of the places of a lock. A lock with two of them can be held by two at once."),
    term(
        "poll",
        "To ask a future whether it can make progress: it runs until it has to wait again, or has ended. Nothing \
                  interrupts it in between.",
    ),
    term(
        "preempt",
        "To take the core away from a thread that could go on. The thread need not know, and goes on later as if nothing had happened.",
    ),
    term("program", "A tree of steps. It says what waits for what, and the times follow from that."),
    term(
        "promise",
        "A future without steps of its own: somebody resolves it, once. Until then, whoever awaits it waits.",
    ),
    term(
        "quantum",
        "The time for which a thread works before another that could run gets its core. Short ones seem fair, and cost more switches.",
    ),
    term(
        "race",
        "A block that starts its steps together, and ends as the first of them ends. The losers are cancelled, or go on as strays.",
    ),
    term(
        "race condition",
        "The outcome depends on who comes first. With threads that can be decided between any two micro-steps, in async only where something waits.",
    ),
    term(
        "ready queue",
        "The tasks that can make progress, in the order in which they were woken. The executor polls the \
                         first, then the next.",
    ),
    term("repeat", "A block that runs its steps several times, and stops at a failure. Between two times it can wait."),
    term(
        "retry",
        "A block that runs its steps again after a failure, up to a number of attempts. Between attempts it can wait, longer each time.",
    ),
    term("schedule", "Who goes on wherever several threads could. The same schedule gives the same run."),
    term(
        "sequence",
        "A block whose steps run one after another: each starts when the one before it has finished. Their \
                      times add up.",
    ),
    term(
        "slack",
        "The time by which a step could take longer without the run getting longer. Steps on the critical path \
                   have none.",
    ),
    term(
        "step",
        "A part of a program: a message, a delay or a block. Once it has started, it finishes, fails or is \
                  cancelled.",
    ),
    term("story", "The presets in their order, each with a lesson. Next opens the one that follows."),
    term(
        "stray",
        "A step that goes on after its block has ended, as nothing waits for it. At the end of the run it is cancelled.",
    ),
    term(
        "stuck",
        "The end of a run in which something is open, but nothing is ready and no timer is set. Nothing could ever happen again.",
    ),
    term(
        "task",
        "A future that runs by itself from its start on, although nobody awaits it yet. The whole program is one, and so is each branch of a parallel.",
    ),
    term(
        "thread",
        "A line of execution that the operating system runs beside others. In the async model a program uses one, and its \
                    steps share it.",
    ),
    term(
        "timeout",
        "A block that cancels its steps at a deadline, and then fails. What ends at the deadline itself is in time.",
    ),
    term(
        "timer",
        "A deadline together with the task to wake when it is reached. Each message and each delay waits on \
                   one.",
    ),
    term(
        "turn",
        "One round of the event loop: a timer fires and wakes a task. Then ready tasks are polled until every \
                  task waits.",
    ),
    term(
        "wake",
        "To put a task into the ready queue because it can make progress. A task that nothing wakes is not \
                  polled.",
    ),
    term(
        "work",
        "A step that computes for some time and never waits, so it holds the thread. Only a worker can do it while others go on.",
    ),
];
