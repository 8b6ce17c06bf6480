use crate::ui::{
    render::{
        icons,
        vdom::{VElement, element},
    },
    text,
};

/// The reason of a risk, and the labels of its fixes. They are rendered apart: the reason is no part of the tree item.
pub struct RiskNote {
    pub reason: String,
    pub fixes: Vec<String>,
    /// True if Tab goes from the step to its fixes: if the step is the one that Tab goes to.
    pub is_tab_stop: bool,
}

impl RiskNote {
    /// The reason, and the key that leads to the fixes.
    pub fn description(&self) -> String {
        match self.fixes.len() {
            0 => self.reason.clone(),
            fixes => text::program::with_fixes(&self.reason, fixes),
        }
    }

    pub fn view(&self) -> VElement {
        element("span")
            .attr("class", "why")
            .child(element("span").inner_html(icons::WARNING))
            .child(element("span").text(self.reason.clone()))
    }

    /// Renders a button for each fix, if there are any. They are in the tree item, as all that one can press in a tree has to
    /// be, and so they are of the kind of button whose label is a value and no text inside the item.
    pub fn buttons(self) -> Option<VElement> {
        let tabindex = if self.is_tab_stop { "0" } else { "-1" };
        let fixes = self.fixes.into_iter().enumerate().map(|(number, label)| {
            element("input")
                .attr("type", "button")
                .attr("class", "fix")
                .attr("tabindex", tabindex)
                .attr("data-do", number.to_string())
                .attr("value", label)
        });
        let fixes: Vec<_> = fixes.collect();
        (!fixes.is_empty()).then(|| {
            element("span")
                .attr("class", "fixes")
                .attr("role", "group")
                .attr("aria-label", text::program::FIXES)
                .children(fixes)
        })
    }
}
