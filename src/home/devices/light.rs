use super::{StartState, spec::DeviceSpec};
use crate::home::{
    Action,
    ActionName::{ChangeColor, Connect, Disconnect, SwitchOff, SwitchOn},
    Color,
};

pub(super) const SPEC: DeviceSpec = DeviceSpec {
    actions: &[Connect, Disconnect, SwitchOn, SwitchOff, ChangeColor],
    start_states: &[StartState::Off, StartState::On, StartState::Disconnected],
    lost_while_off: &[],
    conflicts: &[(SwitchOn, SwitchOff)],
    named_conflicts: &[],
};

/// The state of a light. It keeps its colour while it is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Light {
    pub on: bool,
    pub color: Color,
}

impl Light {
    pub(super) fn starting(state: StartState) -> Self {
        Self { on: state == StartState::On, color: Color::warm_white() }
    }

    pub(super) fn apply(&mut self, action: &Action) {
        match action {
            Action::SwitchOn => self.on = true,
            Action::SwitchOff => self.on = false,
            Action::ChangeColor(color) => self.color = color.clone(),
            _ => {}
        }
    }

    pub(super) fn lose_power(&mut self) {
        self.on = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_remembers_its_color_while_it_is_off() {
        let red = Color::parse("red").unwrap();
        let mut light = Light::starting(StartState::Off);
        light.apply(&Action::ChangeColor(red.clone()));
        assert_eq!(light, Light { on: false, color: red.clone() });
        light.apply(&Action::SwitchOn);
        assert_eq!(light, Light { on: true, color: red });
    }
}
