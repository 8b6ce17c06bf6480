//! Text of the editor for the program as text.

use crate::program::ParseError;

pub const PROGRAM_TEXT: &str = "Program text";
pub const FORMAT: &str = "Format";
/// The name of the edit that formats the text.
pub const FORMAT_EDIT: &str = "format";
pub const DISCARD: &str = "Discard it";
pub const PROBLEM: &str = "Problem";
pub const PROGRAM_IS_UNCHANGED: &str =
    "The last program that could be read is still there, and runs. Discard this text to go back to it.";

pub fn found(error: &ParseError) -> String {
    let ParseError { line, column, found, .. } = error;
    format!("Line {line}, column {column}: found {found}.")
}

pub fn expected(error: &ParseError) -> String {
    format!("Expected {}.", error.expected)
}
