//! Text of the event log panel.

pub const EVENTS: &str = "Events";
pub const NO_EVENTS: &str =
    "Nothing has happened yet. Each start and end of a [step] will be written down in this [event log].";

/// The note above a part of the events.
pub fn events_around_cursor(count: usize) -> String {
    format!("Of {count} events, those around the cursor:")
}

/// One who waits in a run that is stuck: "1.1 waits for door, which 0 holds".
pub fn waits(path: &str, lock: &str, holder: Option<&str>) -> String {
    match holder {
        Some(holder) => format!("{path} waits for {lock}, which {holder} holds"),
        None => format!("{path} waits for {lock}"),
    }
}

/// The reason why a step was cancelled: "by timeout".
pub fn because_of(name: &str) -> String {
    format!("by {name}")
}
