use super::{StartState, spec::DeviceSpec};
use crate::home::{
    Action,
    ActionName::{Clean, Close, Connect, Disconnect, Flush, Open},
    Hazard,
};

pub(super) const SPEC: DeviceSpec = DeviceSpec {
    actions: &[Connect, Disconnect, Open, Close, Flush, Clean],
    start_states: &[StartState::Closed, StartState::Open, StartState::Disconnected],
    lost_while_off: &[],
    conflicts: &[(Open, Close)],
    named_conflicts: &[(Clean, Flush, Hazard::CleanDuringFlush), (Flush, Clean, Hazard::FlushDuringClean)],
};

/// The state of a toilet. It needs no power.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toilet {
    /// True if the lid is open.
    pub open: bool,
    pub clean: bool,
}

impl Toilet {
    pub(super) fn starting(state: StartState) -> Self {
        Self { open: state == StartState::Open, clean: true }
    }

    pub(super) fn apply(&mut self, action: &Action) {
        match action {
            Action::Open => self.open = true,
            Action::Close => self.open = false,
            Action::Flush => self.clean = false,
            Action::Clean => self.clean = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flushed_toilet_needs_a_brush_until_it_is_cleaned() {
        let mut toilet = Toilet::starting(StartState::Closed);
        toilet.apply(&Action::Flush);
        assert_eq!(toilet, Toilet { open: false, clean: false });
        toilet.apply(&Action::Clean);
        assert_eq!(toilet, Toilet { open: false, clean: true });
    }
}
