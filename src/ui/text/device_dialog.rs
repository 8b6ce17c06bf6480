//! Text of the dialog that adds, changes or removes a device.

pub const ADD_TITLE: &str = "Add a device";
pub const KIND: &str = "Kind";
pub const LATENCY: &str = "Latency";
pub const JITTER: &str = "Jitter";
pub const INITIAL_STATE: &str = "Initial state";
/// The label of the number of messages, from the first on, that fail.
pub const FAILS: &str = "First messages that fail";
/// The label of the number of messages that may be on their way to the device at once.
pub const CAPACITY: &str = "Messages at once";
pub const NO_CAPACITY: &str = "no limit";
pub const ADD: &str = "Add the device";
pub const SAVE: &str = "Save";
pub const REMOVE: &str = "Remove the device";

pub fn title(device: &str) -> String {
    format!("Device {device}")
}
