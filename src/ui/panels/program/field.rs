//! Fields with their labels. The attribute `data-field` says to which part of a step a field belongs.

use crate::ui::{
    render::{
        metrics::LAMP_COLOR,
        vdom::{VElement, element},
    },
    text::step_fields::PICK_COLOR,
};

pub fn choice(field: &'static str, label: &'static str, options: Vec<(String, String)>, chosen: &str) -> VElement {
    let options = options.into_iter().map(|(value, words)| {
        let selected = (value == chosen).then_some("");
        element("option").attr("value", value).attr_opt("selected", selected).text(words)
    });
    let select = element("select").attr("data-field", field).children(options);
    element("label").child(element("span").text(label)).child(select)
}

/// A text field. Its value is set as an attribute, not as a property, so that renderings keep the typed text.
pub fn text_field(field: &'static str, label: &'static str, value: String, hint: String) -> VElement {
    labelled(label, input(field, value).attr("placeholder", hint))
}

/// A text field with a list of names to choose from.
pub fn name_field(field: &'static str, label: &'static str, value: String, list: &'static str) -> VElement {
    labelled(label, input(field, value).attr("list", list).attr("autocomplete", "off"))
}

fn input(field: &'static str, value: String) -> VElement {
    element("input").attr("type", "text").attr("data-field", field).attr("value", value).attr("spellcheck", "false")
}

fn labelled(label: &'static str, input: VElement) -> VElement {
    element("label").child(element("span").text(label)).child(input)
}

pub fn color_field(color: &str) -> VElement {
    let is_hex = color.len() == 7 && color.starts_with('#');
    let value = if is_hex { color } else { LAMP_COLOR }.to_string();
    element("input")
        .attr("type", "color")
        .attr("data-field", "data")
        .attr("aria-label", PICK_COLOR)
        .attr("value", value)
}
