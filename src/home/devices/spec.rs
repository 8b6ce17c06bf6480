use super::StartState;
use crate::home::{ActionName, Hazard};

/// A row of the table of device kinds.
pub(super) struct DeviceSpec {
    /// The actions that a device of the kind has. They are listed in this order.
    pub actions: &'static [ActionName],
    /// The states that it can start in, the default first.
    pub start_states: &'static [StartState],
    /// The actions that are lost unless it is switched on when they are sent, each with the hazard of that.
    pub lost_while_off: &'static [(ActionName, Hazard)],
    /// The pairs of actions that leave it in another state when they swap places. [`Disconnect`](ActionName::Disconnect)
    /// makes such a pair with every other action and is not listed.
    pub conflicts: &'static [(ActionName, ActionName)],
    /// The conflicts that have a hazard of their own: the action that is sent, the action in flight, and the hazard.
    pub named_conflicts: &'static [(ActionName, ActionName, Hazard)],
}
