//! The field of a number on the wall.

use std::sync::Arc;

use super::{field::name_field, lock_fields::NAMES};
use crate::{
    home::normal_form,
    program::is_name,
    ui::{
        render::vdom::{VElement, element},
        text::{edit::NOT_A_NAME, step_fields::NUMBER_NAME},
    },
};

/// The field of the name of a number, with those of the program to choose from.
pub fn number_fields(number: &str, numbers: &[Arc<str>]) -> Vec<VElement> {
    let options = numbers.iter().map(|name| element("option").attr("value", name.to_string()));
    let field = name_field("number", NUMBER_NAME, number.into(), NAMES);
    vec![field, element("datalist").attr("id", NAMES).children(options)]
}

/// Returns the name that was typed.
///
/// # Errors
/// If it is no name.
pub fn changed_number(typed: &str) -> Result<Arc<str>, String> {
    let typed = typed.trim();
    if is_name(typed) { Ok(normal_form(typed)) } else { Err(NOT_A_NAME.into()) }
}
