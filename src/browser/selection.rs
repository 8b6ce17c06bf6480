use web_sys::Selection;

/// Returns true if a part of the page's text is selected. The text of a field does not count.
pub fn has_selection() -> bool {
    selection().is_some_and(|selection| !selection.is_collapsed())
}

/// Selects nothing.
pub fn clear_selection() {
    if let Some(selection) = selection().filter(|selection| !selection.is_collapsed()) {
        _ = selection.remove_all_ranges();
    }
}

fn selection() -> Option<Selection> {
    super::window().get_selection().ok().flatten()
}
