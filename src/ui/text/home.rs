//! Text of the home panel.

use super::device::{describe_hazard, device_state};
use crate::home::{ActionName, DeviceState, Hazard};

pub const HOME: &str = "Home";

pub fn devices_not_drawn(count: usize) -> String {
    format!("{count} more devices are not drawn.")
}

pub fn more_on_their_way(count: usize) -> String {
    format!("{count} more on their way")
}

/// A device with its state, its newest message and its newest hazard: "toilet: closed, clean, flush under way".
pub fn device(name: &str, state: &DeviceState, action: Option<ActionName>, hazard: Option<Hazard>) -> String {
    let mut text = format!("{name}: {}", device_state(state));
    if let Some(action) = action {
        text += &format!(", {} under way", action.describe());
    }
    if let Some(hazard) = hazard {
        text += &format!("; {}", describe_hazard(hazard));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Device, DeviceKind};

    #[test]
    fn a_device_is_described_with_its_state_its_message_and_its_hazard() {
        let state = Device::new("toilet", DeviceKind::Toilet).start_state();
        let hazard = Hazard::CleanDuringFlush;
        assert_eq!(device("toilet", &state, None, None), "toilet: closed, clean");
        assert_eq!(
            device("toilet", &state, Some(ActionName::Clean), Some(hazard)),
            "toilet: closed, clean, clean under way; the toilet is cleaned while it flushes: it splashes"
        );
    }
}
