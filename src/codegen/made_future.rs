//! The time at which the steps of a future run that is made in one line and awaited later, in several languages.

use std::time::Duration;

/// The time for which the program works, then for which it waits, and which the steps of the future take.
pub const UNIT: Duration = Duration::from_millis(500);

/// A line that makes a future, and what it did in a run of a program that makes it, works for a [`UNIT`] without giving way,
/// waits for a [`UNIT`] and then awaits it. `make code-test` runs these programs and compares the times.
#[derive(Clone, Copy, Debug)]
pub struct MadeFuture {
    /// The id of the language.
    pub language: &'static str,
    /// The language's own word for what the line makes.
    pub kind: &'static str,
    pub line: &'static str,
    /// The time at which the steps of the future begin, in units.
    pub begins: u32,
    /// The time at which the program ends, in units.
    pub total: u32,
}

/// Those that begin first come first.
pub const MADE_FUTURES: [MadeFuture; 5] = [
    MadeFuture { language: "javascript", kind: "promise", line: "const ticket = flush();", begins: 0, total: 2 },
    MadeFuture { language: "python", kind: "task", line: "ticket = asyncio.create_task(flush())", begins: 1, total: 2 },
    MadeFuture { language: "rust", kind: "task", line: "let ticket = tokio::spawn(flush());", begins: 1, total: 2 },
    MadeFuture { language: "python", kind: "coroutine", line: "ticket = flush()", begins: 2, total: 3 },
    MadeFuture { language: "rust", kind: "future", line: "let ticket = flush();", begins: 2, total: 3 },
];
