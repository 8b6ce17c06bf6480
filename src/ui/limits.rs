/// Devices that the home draws and the palette offers. Those beyond run and are logged.
pub const MAX_SHOWN_DEVICES: usize = 60;
