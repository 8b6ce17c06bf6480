//! Text of the home panel.

pub use super::device::volume;
use super::{
    device::{describe_hazard, device_state},
    futures, numbers,
};
use crate::{
    home::{ActionName, DeviceState, Hazard, StartState},
    runtime::{NamedProgress, Note},
};

pub const HOME: &str = "Home";

/// The name of the house that shows a compared run: "Home of Wake up".
pub fn home_of(program: &str) -> String {
    format!("Home of {program}")
}

pub fn devices_not_drawn(count: usize) -> String {
    format!("{count} more devices are not drawn.")
}

pub fn more_on_their_way(count: usize) -> String {
    format!("{count} more on their way")
}

/// The locks, tickets and numbers without a hook: "2 more locks, 1 more ticket, not drawn".
pub fn not_drawn(counts: [usize; 3]) -> String {
    let words = ["more lock", "more ticket", "more number"];
    let parts = counts.into_iter().zip(words).filter(|(count, _)| *count > 0);
    parts.map(|(count, words)| numbers::count(count, words) + ", ").collect::<String>() + "not drawn"
}

/// The number of an attempt on an envelope, which has room for two characters.
pub fn attempt_number(number: u32) -> String {
    if number < 100 { number.to_string() } else { "…".into() }
}

/// The start state of a device, in its room: "starts off".
pub fn start_state(start: StartState) -> String {
    format!("starts {}", start.as_str())
}

/// The name of the button that shows it: "light starts off, change to on".
pub fn start_state_button(name: &str, start: StartState, next: StartState) -> String {
    format!("{name} {}, change to {}", start_state(start), next.as_str())
}

/// A device with its state, its newest message and its newest hazard: "toilet: closed, clean, flush under way".
pub fn device(name: &str, state: &DeviceState, action: Option<ActionName>, hazard: Option<Hazard>) -> String {
    let mut text = format!("{name}: {}", device_state(state));
    if let Some(action) = action {
        text += &format!(", {} under way", action.describe());
    }
    if let Some(hazard) = hazard {
        text += &format!("; {}", describe_hazard(hazard));
    }
    text
}

/// A lock with who holds it and who waits: "lock door: held, 2 wait", "lock door: 1 of 2 permits free".
pub fn lock(name: &str, permits: usize, held: usize, waiting: usize) -> String {
    let state = match permits.saturating_sub(held) {
        _ if permits > 1 => format!("{} of {permits} permits free", permits.saturating_sub(held)),
        0 => "held".into(),
        _ => "free".into(),
    };
    let waiting = match waiting {
        0 => String::new(),
        1 => ", 1 waits".into(),
        count => format!(", {count} wait"),
    };
    format!("lock {name}: {state}{waiting}")
}

/// A task, future or promise with who awaits it: "ticket bath: pending, 1 awaits it".
pub fn ticket(name: &str, progress: NamedProgress, waiting: usize) -> String {
    let state = futures::progress(progress);
    let waiting = match waiting {
        0 => String::new(),
        1 => ", 1 awaits it".into(),
        count => format!(", {count} await it"),
    };
    format!("ticket {name}: {state}{waiting}")
}

/// "thread 1: runnable, has read 0, holds left"
pub fn person(thread: u32, state: &str, note: Option<Note>, held: &[&str]) -> String {
    let note = match note {
        Some(Note::Read(value)) => format!(", has read {value}"),
        Some(Note::Written(value)) => format!(", has written {value}"),
        Some(Note::Dropped) | None => String::new(),
    };
    let held = if held.is_empty() { String::new() } else { format!(", holds {}", held.join(" and ")) };
    format!("thread {thread}: {state}{note}{held}")
}

pub fn more_people(count: usize) -> String {
    format!("+{count}")
}

/// A number on the wall: "number count: 2".
pub fn number(name: &str, value: u32) -> String {
    format!("number {name}: {value}")
}

/// The value of a number on its slate, which has room for four characters.
pub fn chalk(value: u32) -> String {
    if value < 10_000 { value.to_string() } else { "…".into() }
}

/// An arrow of the ring of a run that is stuck: "who holds bathroom waits for music".
pub fn ring_arrow(from: &str, to: &str) -> String {
    format!("who holds {from} waits for {to}")
}

/// The name below a key or a ticket, where there is little room.
pub fn plate(name: &str) -> String {
    const MAX_LETTERS: usize = 9;
    match name.char_indices().nth(MAX_LETTERS) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Device, DeviceKind};

    #[test]
    fn a_lock_says_who_holds_it_and_how_many_wait() {
        assert_eq!(lock("door", 1, 0, 0), "lock door: free");
        assert_eq!(lock("door", 1, 1, 1), "lock door: held, 1 waits");
        assert_eq!(lock("door", 2, 1, 0), "lock door: 1 of 2 permits free");
        assert_eq!(lock("door", 2, 2, 3), "lock door: 0 of 2 permits free, 3 wait");
        assert_eq!(plate("bathroom_door"), "bathroom_…");
    }

    #[test]
    fn a_ticket_says_how_far_it_has_come_and_how_many_await_it() {
        assert_eq!(ticket("bath", NamedProgress::NotStarted, 0), "ticket bath: not started");
        assert_eq!(ticket("bath", NamedProgress::Pending, 1), "ticket bath: pending, 1 awaits it");
        assert_eq!(ticket("bath", NamedProgress::Missing, 2), "ticket bath: not there yet, 2 await it");
    }

    #[test]
    fn a_device_is_described_with_its_state_its_message_and_its_hazard() {
        let state = Device::new("toilet", DeviceKind::Toilet).start_state();
        let hazard = Hazard::CleanDuringFlush;
        assert_eq!(device("toilet", &state, None, None), "toilet: closed, clean");
        assert_eq!(
            device("toilet", &state, Some(ActionName::Clean), Some(hazard)),
            "toilet: closed, clean, clean under way; the toilet is cleaned while it flushes: it splashes"
        );
    }
}
