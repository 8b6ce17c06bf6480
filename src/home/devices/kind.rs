use super::{StartState, light, speaker, spec::DeviceSpec, toilet};
use crate::home::{ActionName, Hazard, word_enum::word_enum};

word_enum! {
    /// The kind of a device.
    pub enum DeviceKind {
        Light = "light",
        Speaker = "speaker",
        Toilet = "toilet",
    }
}

impl DeviceKind {
    const fn spec(self) -> &'static DeviceSpec {
        match self {
            Self::Light => &light::SPEC,
            Self::Speaker => &speaker::SPEC,
            Self::Toilet => &toilet::SPEC,
        }
    }

    /// The actions that a device of this kind has.
    pub fn actions(self) -> &'static [ActionName] {
        self.spec().actions
    }

    /// The states that a device of this kind can start in, the default first.
    pub fn start_states(self) -> &'static [StartState] {
        self.spec().start_states
    }

    /// The state that a device of this kind starts in unless its declaration names another.
    pub fn default_start(self) -> StartState {
        self.start_states()[0]
    }

    /// The hazard of sending an action to a device of this kind that is switched off.
    pub fn hazard_while_off(self, action: ActionName) -> Option<Hazard> {
        self.spec().lost_while_off.iter().find(|(lost, _)| *lost == action).map(|&(_, hazard)| hazard)
    }

    pub(in crate::home) const fn conflicts(self) -> &'static [(ActionName, ActionName)] {
        self.spec().conflicts
    }

    pub(in crate::home) const fn named_conflicts(self) -> &'static [(ActionName, ActionName, Hazard)] {
        self.spec().named_conflicts
    }
}
