use crate::{
    program::BlockKind,
    ui::{
        render::{
            icons,
            vdom::{VElement, element},
        },
        text,
    },
};

/// The button that turns a block of a kind into another kind. It is not focusable, since the toolbar has the same command.
pub fn convert_button(kind: BlockKind) -> VElement {
    let label = text::program::convert_to(kind.converted());
    element("button")
        .attr("class", "quiet turn")
        .attr("tabindex", "-1")
        .attr("data-do", "convert")
        .attr("aria-label", label)
        .attr("title", label)
        .inner_html(icons::TURN)
}

/// The common commands at the chosen step, for a mouse: the toolbar has them for all.
pub fn actions() -> VElement {
    let button = |(command, name, icon): (&'static str, &'static str, &'static str)| {
        element("button")
            .attr("class", "quiet icon")
            .attr("tabindex", "-1")
            .attr("data-do", command)
            .attr("title", name)
            .inner_html(icon)
    };
    let buttons = [
        ("edit", text::toolbar::EDIT, icons::PENCIL),
        ("duplicate", text::toolbar::DUPLICATE, icons::DUPLICATE),
        ("delete", text::common::DELETE, icons::DELETE),
    ];
    element("span").attr("class", "actions").attr("aria-hidden", "true").children(buttons.map(button))
}
