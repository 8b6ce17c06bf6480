use leptos::{prelude::document, web_sys::Element};

/// Marks the descendants with the given ids as pointed at and unmarks all others, without rendering anything.
pub fn mark_pointed(root: &Element, ids: impl Iterator<Item = String>) {
    const MARK: &str = "data-pointed";
    while let Ok(Some(marked)) = root.query_selector("[data-pointed]") {
        _ = marked.remove_attribute(MARK);
    }
    for element in ids.filter_map(|id| document().get_element_by_id(&id)) {
        if root.contains(Some(&element)) {
            _ = element.set_attribute(MARK, "true");
        }
    }
}
