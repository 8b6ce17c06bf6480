//! Text of the view of futures and locks, in the place of the timeline.

use std::time::Duration;

use super::{numbers::seconds, transport::Label};
use crate::runtime::NamedProgress;

pub const FUTURES: Label =
    Label { name: "Futures", title: "Tasks, futures, promises and locks: who makes them, and who waits" };

/// The headings of the two halves, with words of the glossary.
pub const PLACES: &str = "[Tasks|task], [futures|future] and [locks|lock], with those who wait";
pub const LAZINESS: &str = "Lazy or eager? When do the steps of what this line makes run?";

/// The words on the arrows.
pub const MAKES: &str = "makes";
pub const RESOLVES: &str = "resolves";
pub const HOLDS: &str = "holds";
pub const WAITS: &str = "waits";

/// The content where nothing is.
pub const NOBODY: &str = "nobody waits";
pub const NOBODY_HOLDS: &str = "on its hook";
pub const NO_MAKER: &str = "nothing makes it";

/// The view of a program without names and locks.
pub const NONE: &str = "A [future] is a ticket for a value that will be there later. This program hands out none by a name: “start” does, for \
                        a [task], “future”, for steps that run when they are awaited, and a [promise]. The story “A ticket for later” begins with them.";

pub fn task(progress: NamedProgress) -> String {
    format!("task, {}", self::progress(progress))
}

pub fn future(progress: NamedProgress) -> String {
    format!("future, {}", self::progress(progress))
}

pub fn promise(progress: NamedProgress) -> String {
    format!("promise, {}", self::progress(progress))
}

/// "lock, free", "lock, 1 of 2 permits held"
pub fn lock(permits: usize, held: usize) -> String {
    match (permits, held) {
        (1, 0) => "lock, free".into(),
        (1, _) => "lock, held".into(),
        _ => format!("lock, {held} of {permits} permits held"),
    }
}

/// The state of a task, future or promise in words.
pub fn progress(progress: NamedProgress) -> &'static str {
    match progress {
        NamedProgress::Missing => "not there yet",
        NamedProgress::NotStarted => "not started",
        NamedProgress::Pending => "pending",
        NamedProgress::Ready => "ready",
        NamedProgress::Failed => "failed",
        NamedProgress::Cancelled => "cancelled",
    }
}

/// The block that a step waits in: "in lock music".
pub fn inside(block: &str) -> String {
    format!("in {block}")
}

/// The step that a task has come to: "now: toilet flush".
pub fn now(step: &str) -> String {
    format!("now: {step}")
}

/// A line of a language: "Python task: ticket = asyncio.create_task(flush())".
pub fn line(language: &str, kind: &str, line: &str) -> String {
    let space = if kind.is_empty() { "" } else { " " };
    format!("{language}{space}{kind}: {line}")
}

/// The unit in which the steps of a future begin.
pub fn begins(unit: u32) -> &'static str {
    match unit {
        0 => "Eager: at once",
        1 => "Eager: once its maker waits",
        _ => "Lazy: once it is awaited",
    }
}

/// The bar of a line: "runs from 0.50 s to 1.00 s; all is done at 1.00 s".
pub fn runs(begins: Duration, ends: Duration, total: Duration) -> String {
    format!("runs from {} to {}; all is done at {}", seconds(begins), seconds(ends), seconds(total))
}

/// The parts of the program, above the axis.
pub const WORKS: &str = "maker works";
pub const SLEEPS: &str = "waits";
pub const AWAITS: &str = "awaits it";

/// The name of the language of the page itself.
pub const HERE: &str = "Homeloop";
