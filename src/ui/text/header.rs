//! Text of the bar at the top.

use super::transport::Label;
use crate::browser::Theme;

pub const WHAT_THIS_IS: &str = "See what runs when: async programs in a smart home";
pub const PRESET: &str = "Preset";
pub const NEW: &str = "New";
pub const NEW_TITLE: &str = "New program";
/// Has what follows where there is no room for it in a row.
pub const MENU: Label = Label { name: "Menu", title: "My programs, Share, About, theme" };
pub const MY_PROGRAMS: &str = "My programs";
pub const SHARE: &str = "Share";
pub const KEYS: &str = "Keys";
pub const KEYS_TITLE: &str = "Keys (?)";

pub fn theme(theme: Theme) -> String {
    format!("Theme: {}", theme.as_str())
}
