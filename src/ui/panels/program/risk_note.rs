use crate::ui::{
    render::{
        icons,
        vdom::{VElement, element},
    },
    text,
};

/// The reason of a risk, and the labels of its fixes.
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

    /// Renders the reason, and a button for each fix.
    pub fn view(self) -> VElement {
        let tabindex = if self.is_tab_stop { "0" } else { "-1" };
        let fixes = self.fixes.into_iter().enumerate().map(|(number, label)| {
            element("button")
                .attr("class", "fix")
                .attr("tabindex", tabindex)
                .attr("data-do", number.to_string())
                .text(label)
        });
        let fixes: Vec<_> = fixes.collect();
        let fixes = (!fixes.is_empty()).then(|| {
            element("span")
                .attr("class", "fixes")
                .attr("role", "group")
                .attr("aria-label", text::program::FIXES)
                .children(fixes)
        });
        element("span")
            .attr("class", "why")
            .child(element("span").inner_html(icons::WARNING))
            .child(element("span").text(self.reason))
            .children(fixes)
    }
}
