use std::fmt;

use super::{Action, ActionName, Condition, DeviceState, Playback};

/// Something that goes wrong because of *when* a message is sent. It does not stop a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hazard {
    /// A song sent to a speaker that is not on yet.
    SpeakerOff,
    /// The brush goes in while the water still runs.
    CleanDuringFlush,
    /// The water comes while the brush is still inside.
    FlushDuringClean,
    /// Another message is on its way to the same device, and it matters which of them arrives first.
    Overlap { with: ActionName },
}

impl Hazard {
    /// Whether the message changes nothing when it arrives.
    pub fn loses_message(self) -> bool {
        matches!(self, Self::SpeakerOff | Self::CleanDuringFlush)
    }

    /// The hazard of sending `action` to a device in `state`: the precondition of the action that does not hold.
    pub(super) fn of_state(state: &DeviceState, action: &Action) -> Option<Self> {
        match (&state.condition, action) {
            (Condition::Speaker(Playback::Off), Action::PlaySong(_)) => Some(Self::SpeakerOff),
            _ => None,
        }
    }

    /// The hazard of sending `sent` while `under_way` is under way to the same device.
    pub fn between(sent: &Action, under_way: &Action) -> Option<Self> {
        let with = under_way.name();
        match sent.name() == with && sent.data() != under_way.data() {
            true => Some(Self::Overlap { with }),
            false => Self::of_overlap(sent.name(), with),
        }
    }

    /// The same for actions whose arguments, if they have any, are the same.
    pub(super) fn of_overlap(sent: ActionName, under_way: ActionName) -> Option<Self> {
        match (sent, under_way) {
            (ActionName::Clean, ActionName::Flush) => Some(Self::CleanDuringFlush),
            (ActionName::Flush, ActionName::Clean) => Some(Self::FlushDuringClean),
            (sent, with) => order_matters(sent, with).then_some(Self::Overlap { with }),
        }
    }
}

/// Whether two different actions on one device leave it differently when they swap places.
fn order_matters(one: ActionName, other: ActionName) -> bool {
    use ActionName::{Clean, Close, Connect, Disconnect, Flush, Open, PlaySong, SwitchOff, SwitchOn};
    let pair = |a, b| (one, other) == (a, b) || (one, other) == (b, a);
    match (one, other) {
        _ if one == other => false,
        // Nothing but a connect reaches a device that is gone.
        (Disconnect, _) | (_, Disconnect) => true,
        (Connect, _) | (_, Connect) => false,
        _ => pair(SwitchOn, SwitchOff) || pair(SwitchOff, PlaySong) || pair(Open, Close) || pair(Flush, Clean),
    }
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SpeakerOff => f.write_str("the song was sent to a speaker that is off: it is lost"),
            Self::CleanDuringFlush => f.write_str("the toilet is cleaned while it flushes: it splashes"),
            Self::FlushDuringClean => f.write_str("the toilet is flushed with the brush inside"),
            Self::Overlap { with } => write!(f, "{} is still under way, and their order matters", with.describe()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Device, DeviceKind};

    /// The action with some argument, and every state it could meet.
    fn action(name: ActionName) -> Action {
        Action::new(name, name.argument().map(|_| "red")).unwrap()
    }

    fn states(kind: DeviceKind) -> Vec<DeviceState> {
        let starts = kind.start_states().iter().map(|&start| Device::new("it", kind).starting(start).start_state());
        let told = starts.flat_map(|state| {
            kind.actions().iter().map(move |&name| {
                let mut state = state.clone();
                state.apply(&action(name));
                state
            })
        });
        told.collect()
    }

    /// Whether a message gets through to a device and does what it is for.
    fn works(state: &DeviceState, action: &Action) -> bool {
        (state.connected || *action == Action::Connect) && Hazard::of_state(state, action).is_none()
    }

    /// Whether the two orders can differ: in the end, or in that the later message no longer works.
    fn swap_differs(kind: DeviceKind, a: &Action, b: &Action) -> bool {
        let outcome = |state: &DeviceState, first: &Action, second: &Action| {
            let mut state = state.clone();
            state.apply(first);
            let works = works(&state, second);
            state.apply(second);
            (state, works)
        };
        let met = |state: &DeviceState| works(state, a) && works(state, b);
        states(kind).iter().filter(|state| met(state)).any(|state| outcome(state, a, b) != outcome(state, b, a))
    }

    #[test]
    fn order_matters_exactly_where_swapping_two_actions_changes_the_outcome() {
        for kind in DeviceKind::ALL {
            for &a in kind.actions() {
                for &b in kind.actions().iter().filter(|&&b| b != a) {
                    assert_eq!(
                        order_matters(a, b),
                        swap_differs(kind, &action(a), &action(b)),
                        "{kind:?}: {a} and {b}"
                    );
                }
            }
        }
    }
}
