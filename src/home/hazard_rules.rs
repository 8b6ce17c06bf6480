//! The rules for hazards, worked out from the table of device kinds.

use super::{Action, ActionName, DeviceKind, DeviceState, Hazard};

const ACTION_COUNT: usize = ActionName::ALL.len();

/// Hazards by the action that is sent and the action in flight.
type Table = [[Option<Hazard>; ACTION_COUNT]; ACTION_COUNT];

static OVERLAPS: Table = overlaps();

impl Hazard {
    /// The hazard of sending `action` to a device in `state`: the precondition of the action that does not hold.
    pub(super) fn of_state(state: &DeviceState, action: &Action) -> Option<Self> {
        let condition = &state.condition;
        condition.kind().hazard_while_off(action.name()).filter(|_| !condition.is_on())
    }

    /// The hazard of two messages to one device that can be in flight together: that of sending `sent` second, or the one
    /// when both have arrived.
    pub fn of_two(sent: &Action, in_flight: &Action) -> Option<Self> {
        let are_written = [sent, in_flight].iter().all(|action| action.name().is_update());
        Self::between(sent, in_flight).or(are_written.then_some(Self::WrittenOver))
    }

    /// The hazard of sending `sent` while `in_flight` is in flight to the same device.
    pub fn between(sent: &Action, in_flight: &Action) -> Option<Self> {
        let with = in_flight.name();
        match sent.name() == with && sent.data() != in_flight.data() {
            true => Some(Self::Overlap { with }),
            false => Self::of_overlap(sent.name(), with),
        }
    }

    /// The same for two actions whose arguments, if they have any, are equal.
    pub fn of_overlap(sent: ActionName, in_flight: ActionName) -> Option<Self> {
        OVERLAPS[sent as usize][in_flight as usize]
    }
}

impl DeviceKind {
    /// All hazards of sending one action while another is in flight to a device of this kind, as (sent, in flight,
    /// hazard). Besides, two messages with one action and different arguments are an [`Overlap`](Hazard::Overlap).
    pub fn overlap_hazards(self) -> impl Iterator<Item = (ActionName, ActionName, Hazard)> {
        let pairs = self.actions().iter().flat_map(move |&sent| self.actions().iter().map(move |&other| (sent, other)));
        pairs.filter_map(|(sent, other)| Some((sent, other, Hazard::of_overlap(sent, other)?)))
    }
}

const fn overlaps() -> Table {
    let mut table = [[None; ACTION_COUNT]; ACTION_COUNT];
    let mut index = 0;
    while index < ACTION_COUNT {
        // Nothing but a connect reaches a device that is gone.
        let other = ActionName::ALL[index];
        if other as usize != ActionName::Disconnect as usize {
            add_conflict(&mut table, ActionName::Disconnect, other);
        }
        index += 1;
    }
    let mut index = 0;
    while index < DeviceKind::ALL.len() {
        add_kind(&mut table, DeviceKind::ALL[index]);
        index += 1;
    }
    table
}

const fn add_kind(table: &mut Table, kind: DeviceKind) {
    let (conflicts, named) = (kind.conflicts(), kind.named_conflicts());
    let mut index = 0;
    while index < conflicts.len() {
        add_conflict(table, conflicts[index].0, conflicts[index].1);
        index += 1;
    }
    let mut index = 0;
    while index < named.len() {
        let (sent, in_flight, hazard) = named[index];
        table[sent as usize][in_flight as usize] = Some(hazard);
        index += 1;
    }
}

const fn add_conflict(table: &mut Table, one: ActionName, other: ActionName) {
    table[one as usize][other as usize] = Some(Hazard::Overlap { with: other });
    table[other as usize][one as usize] = Some(Hazard::Overlap { with: one });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Device;

    /// The action with some argument.
    fn action(name: ActionName) -> Action {
        Action::new(name, name.argument().map(|_| "red")).unwrap()
    }

    /// Every state that a device of a kind can be in.
    fn states(kind: DeviceKind) -> Vec<DeviceState> {
        let starts = kind.start_states().iter().map(|&start| Device::new("it", kind).starting(start).start_state());
        let changed = starts.flat_map(|state| {
            kind.actions().iter().map(move |&name| {
                let mut state = state.clone();
                state.apply(&action(name));
                state
            })
        });
        changed.collect()
    }

    /// True if a message gets through to a device and has its effect.
    fn works(state: &DeviceState, action: &Action) -> bool {
        (state.connected || *action == Action::Connect) && Hazard::of_state(state, action).is_none()
    }

    /// True if the two orders can differ: in the state at the end, or in that the later message no longer works.
    fn swap_differs(kind: DeviceKind, a: &Action, b: &Action) -> bool {
        let outcome = |state: &DeviceState, first: &Action, second: &Action| {
            let mut state = state.clone();
            state.apply(first);
            let works = works(&state, second);
            state.apply(second);
            (state, works)
        };
        let both_work = |state: &DeviceState| works(state, a) && works(state, b);
        states(kind).iter().filter(|state| both_work(state)).any(|state| outcome(state, a, b) != outcome(state, b, a))
    }

    #[test]
    fn two_actions_overlap_exactly_where_swapping_them_changes_the_outcome() {
        for kind in DeviceKind::ALL {
            let overlaps: Vec<_> = kind.overlap_hazards().map(|(sent, in_flight, _)| (sent, in_flight)).collect();
            for &a in kind.actions() {
                for &b in kind.actions().iter().filter(|&&b| b != a) {
                    let differs = swap_differs(kind, &action(a), &action(b));
                    assert_eq!(overlaps.contains(&(a, b)), differs, "{kind:?}: {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn an_overlap_names_the_action_in_flight() {
        let with = ActionName::SwitchOn;
        assert_eq!(Hazard::of_overlap(ActionName::SwitchOff, with), Some(Hazard::Overlap { with }));
        assert_eq!(Hazard::of_overlap(with, with), None);
    }

    #[test]
    fn only_actions_of_a_kind_are_in_its_rules() {
        for kind in DeviceKind::ALL {
            let in_pairs = kind.conflicts().iter().flat_map(|&(one, other)| [one, other]);
            let in_named = kind.named_conflicts().iter().flat_map(|&(one, other, _)| [one, other]);
            let lost = ActionName::ALL.into_iter().filter(|&action| kind.hazard_while_off(action).is_some());
            for action in in_pairs.chain(in_named).chain(lost) {
                assert!(kind.actions().contains(&action), "{kind:?} has no {action}");
            }
        }
    }
}
