use super::{drag_state::Press, type_ahead::TypeAhead};
use crate::program::Path;

/// The parts that are scrolled so that a step is in view: the list alone, or the page too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scrolls {
    List,
    Page,
}

/// State kept between input events, which is never rendered.
#[derive(Default)]
pub struct Interaction {
    /// The other end of the chosen steps.
    pub anchor: Path,
    /// The last copied text, for browsers that do not let a page read the clipboard.
    pub copied: Option<String>,
    /// The step that was focused at the last rendering.
    pub last_focus: Path,
    /// True if the tree should get the focus after the next rendering.
    pub wants_focus: bool,
    /// The parts to scroll to the focused step, since it was added or chosen just now.
    pub scrolls: Option<Scrolls>,
    /// The field that should get the focus, or else the first.
    pub wants_field: Option<Option<&'static str>>,
    /// True if the present press has begun in a text field that had not the focus.
    pub enters_field: bool,
    /// True after the tree was scrolled, until its gaps are checked.
    pub looks_for_gaps: bool,
    pub type_ahead: TypeAhead,
    pub press: Option<Press>,
}
