use std::ops::{BitAnd, BitOr};

use crate::home::{ActionName, DeviceState};

/// A set of states of a device, as far as they matter to its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct States(u8);

/// A set of actions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Actions(u16);

impl States {
    /// Not connected, and therefore without power.
    pub const DISCONNECTED: Self = Self(1);
    /// Connected, and not switched on.
    pub const OFF: Self = Self(2);
    pub const ON: Self = Self(4);
    pub const NONE: Self = Self(0);
    pub const ANY: Self = Self(7);

    pub fn of(state: &DeviceState) -> Self {
        match (state.connected, state.condition.is_on()) {
            (false, _) => Self::DISCONNECTED,
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

    /// The states after a message with this action has arrived.
    pub fn after(self, action: ActionName) -> Self {
        let changed = |from: Self, to: Self| if self.include(from) { self.without(from) | to } else { self };
        match action {
            ActionName::Connect => changed(Self::DISCONNECTED, Self::OFF),
            ActionName::Disconnect => changed(Self::ANY, Self::DISCONNECTED),
            ActionName::SwitchOn => changed(Self::OFF, Self::ON),
            ActionName::SwitchOff => changed(Self::ON, Self::OFF),
            _ => self,
        }
    }

    /// The states after any of these actions may have arrived, in any order.
    pub fn meanwhile(self, actions: Actions) -> Self {
        let changing = [ActionName::Connect, ActionName::Disconnect, ActionName::SwitchOn, ActionName::SwitchOff];
        let with = |states: Self, action| states | states.after(action);
        let step = |states| changing.into_iter().filter(|&action| actions.include(action)).fold(states, with);
        // There are three states, so every reachable state is reachable in two steps.
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
