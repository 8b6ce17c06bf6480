use std::ops::{BitAnd, BitOr};

use crate::home::{ActionName, DeviceState};

/// A set of the ways in which a device can be, as far as that matters to what it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct States(u8);

/// A set of actions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Actions(u16);

impl States {
    /// Not connected, and therefore without power.
    pub const GONE: Self = Self(1);
    /// Connected, and not switched on.
    pub const OFF: Self = Self(2);
    pub const ON: Self = Self(4);
    pub const NONE: Self = Self(0);
    pub const ANY: Self = Self(7);

    pub fn of(state: &DeviceState) -> Self {
        match (state.connected, state.condition.is_on()) {
            (false, _) => Self::GONE,
            (true, true) => Self::ON,
            (true, false) => Self::OFF,
        }
    }

    pub fn include(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// How the device can be once a message has arrived.
    pub fn after(self, action: ActionName) -> Self {
        let turned = |from: Self, to: Self| if self.include(from) { self.without(from) | to } else { self };
        match action {
            ActionName::Connect => turned(Self::GONE, Self::OFF),
            ActionName::Disconnect => turned(Self::ANY, Self::GONE),
            ActionName::SwitchOn => turned(Self::OFF, Self::ON),
            ActionName::SwitchOff => turned(Self::ON, Self::OFF),
            _ => self,
        }
    }

    /// How the device can be when any of these actions may have arrived meanwhile, in any order.
    pub fn meanwhile(self, actions: Actions) -> Self {
        let changing = [ActionName::Connect, ActionName::Disconnect, ActionName::SwitchOn, ActionName::SwitchOff];
        let told = |states: Self, action| states | states.after(action);
        let step = |states| changing.into_iter().filter(|&action| actions.include(action)).fold(states, told);
        // There are three states: what can be reached at all can be reached in two steps.
        step(step(self))
    }
}

impl Actions {
    pub fn include(self, action: ActionName) -> bool {
        self.0 & Self::from(action).0 != 0
    }

    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }
}

impl From<ActionName> for Actions {
    fn from(action: ActionName) -> Self {
        Self(1 << action as u16)
    }
}

impl BitOr for States {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for States {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Actions {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Actions {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}
