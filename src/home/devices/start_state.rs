use crate::home::word_enum::word_enum;

word_enum! {
    /// The state of a device before a program starts.
    pub enum StartState {
        On = "on",
        Off = "off",
        Playing = "playing",
        Open = "open",
        Closed = "closed",
        Disconnected = "disconnected",
    }
}
