use super::{Action, Condition, Hazard};

/// The state of a device, as a person who looks at it would see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceState {
    pub connected: bool,
    pub condition: Condition,
}

impl DeviceState {
    /// Changes the state as a message that arrives does, unless its hazard loses it.
    pub fn receive(&mut self, action: &Action, hazard: Option<Hazard>) {
        if !hazard.is_some_and(Hazard::loses_message) {
            self.apply(action);
        }
    }

    /// Writes the value that a message has worked out, the volume of a speaker.
    pub fn write(&mut self, value: u32) {
        self.condition.write(value);
    }

    /// Changes the state as an action does, but for what is written. Actions of another kind of device change nothing.
    pub fn apply(&mut self, action: &Action) {
        match action {
            Action::Connect => self.connected = true,
            Action::Disconnect => {
                self.connected = false;
                self.condition.lose_power();
            }
            action if self.connected => self.condition.apply(action),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Device, DeviceKind, StartState};

    fn after<const N: usize>(kind: DeviceKind, start: StartState, actions: [Action; N]) -> DeviceState {
        let mut state = Device::new("it", kind).starting(start).start_state();
        actions.iter().for_each(|action| state.apply(action));
        state
    }

    #[test]
    fn a_disconnected_device_loses_its_power_but_comes_back() {
        let gone = after(DeviceKind::Light, StartState::On, [Action::Disconnect]);
        assert!(!gone.connected && !gone.condition.is_on());
        let back = after(DeviceKind::Speaker, StartState::Playing, [Action::Disconnect, Action::Connect]);
        assert_eq!(back, Device::new("it", DeviceKind::Speaker).start_state());
    }

    #[test]
    fn nothing_but_a_connect_changes_a_disconnected_device() {
        let gone = after(DeviceKind::Toilet, StartState::Disconnected, []);
        assert_eq!(after(DeviceKind::Toilet, StartState::Disconnected, [Action::Open, Action::Flush]), gone);
    }

    #[test]
    fn the_start_states_of_a_kind_differ() {
        for kind in DeviceKind::ALL {
            let states: Vec<_> = kind.start_states().iter().map(|&start| after(kind, start, [])).collect();
            for (index, state) in states.iter().enumerate() {
                assert!(!states[..index].contains(state), "{kind:?}: {state:?}");
            }
        }
    }
}
