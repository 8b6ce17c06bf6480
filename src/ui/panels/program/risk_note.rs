use crate::ui::render::{
    icons,
    vdom::{VElement, element},
};

/// The reason of a risk, and the labels of its fixes.
pub struct RiskNote {
    pub reason: String,
    pub fixes: Vec<String>,
}

impl RiskNote {
    /// Renders the reason, and a button for each fix.
    pub fn view(self) -> VElement {
        let fixes = self.fixes.into_iter().enumerate().map(|(number, label)| {
            element("button")
                .attr("class", "fix")
                .attr("tabindex", "-1")
                .attr("data-do", number.to_string())
                .text(label)
        });
        let fixes: Vec<_> = fixes.collect();
        let fixes = (!fixes.is_empty()).then(|| element("span").attr("class", "fixes").children(fixes));
        element("span")
            .attr("class", "why")
            .child(element("span").inner_html(icons::WARNING))
            .child(element("span").text(self.reason))
            .children(fixes)
    }
}
