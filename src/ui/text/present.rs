//! Text of the view for a projector.

pub const PRESENT: &str = "Present";
pub const PRESENT_TITLE: &str = "Home and timeline in large type";
pub const END: &str = "End";
pub const END_TITLE: &str = "End the presentation (Esc)";
