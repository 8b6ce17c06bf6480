//! Text of the event log panel.

use super::scheduler;
use crate::runtime::OnThread;

pub const EVENTS: &str = "Events";
pub const NO_EVENTS: &str =
    "Nothing has happened yet. Each start and end of a [step] will be written down in this [event log].";

/// The note above a part of the events.
pub fn events_around_cursor(count: usize) -> String {
    format!("Of {count} events, those around the cursor:")
}

/// One who waits in a run that is stuck: "1.1 waits for door, which 0 holds".
pub fn waits(who: &str, lock: &str, holder: Option<&str>) -> String {
    match holder {
        Some(holder) => format!("{who} waits for {lock}, which {holder} holds"),
        None => format!("{who} waits for {lock}"),
    }
}

/// The thread of an event before its reason: "thread 1: by timeout".
pub fn on_thread(thread: u32, reason: &str) -> String {
    let thread = scheduler::thread(thread);
    if reason.is_empty() { thread } else { format!("{thread}: {reason}") }
}

/// The reason of a switch: "core 0 goes on with it".
pub fn goes_on(on: OnThread) -> String {
    on.core.map(|core| format!("core {core} goes on with it")).unwrap_or_default()
}

/// The reason why a step was cancelled: "by timeout".
pub fn because_of(name: &str) -> String {
    format!("by {name}")
}
