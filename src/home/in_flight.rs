use std::{collections::BTreeMap, sync::Arc};

use super::{Action, ActionName, Hazard};

/// The messages in flight to one device. It keeps counts only, so that a send costs the same however many there are.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    counts: [u32; ActionName::ALL.len()],
    /// The number of messages with each colour or song. A device has at most one action with an argument.
    data: BTreeMap<Arc<str>, u32>,
}

impl InFlight {
    pub fn add(&mut self, action: &Action) {
        self.counts[action.name() as usize] += 1;
        if let Some(data) = action.data() {
            match self.data.get_mut(data) {
                Some(count) => *count += 1,
                None => _ = self.data.insert(data.into(), 1),
            }
        }
    }

    pub fn remove(&mut self, action: &Action) {
        self.counts[action.name() as usize] -= 1;
        if let Some(data) = action.data()
            && let Some(count) = self.data.get_mut(data)
        {
            *count -= 1;
            if *count == 0 {
                self.data.remove(data);
            }
        }
    }

    /// The number of messages.
    pub fn len(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The hazard of sending an action while these messages are in flight.
    pub fn hazard(&self, action: &Action) -> Option<Hazard> {
        let sent = action.name();
        let other_data = || self.data.keys().any(|data| Some(&**data) != action.data());
        if action.data().is_some() && other_data() {
            return Some(Hazard::Overlap { with: sent });
        }
        let in_flight = ActionName::ALL.into_iter().filter(|&name| self.counts[name as usize] > 0);
        let hazards = in_flight.filter_map(|name| Hazard::of_overlap(sent, name));
        // A hazard with a name is worse than an order that may or may not be wrong.
        hazards.min_by_key(|hazard| matches!(hazard, Hazard::Overlap { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::DeviceKind;

    #[test]
    fn one_message_in_flight_is_judged_like_the_two_by_themselves() {
        let action = |name: ActionName, data| Action::new(name, name.argument().map(|_| data)).unwrap();
        for kind in DeviceKind::ALL {
            let actions = || kind.actions().iter().flat_map(|&name| ["red", "blue"].map(|data| action(name, data)));
            for (sent, other) in actions().flat_map(|sent| actions().map(move |other| (sent.clone(), other))) {
                let mut in_flight = InFlight::default();
                in_flight.add(&other);
                assert_eq!(in_flight.hazard(&sent), Hazard::between(&sent, &other), "{sent:?} during {other:?}");
            }
        }
    }
}
