//! Tests of the written text. `tests/codegen.rs` runs the code.

mod coverage;
mod hazards;
mod laws;
mod layout;
mod values;

use super::{Language, find};
use crate::{program::parse, runtime::Plan};

fn plan(text: &str) -> Plan {
    Plan::new(&parse(text).unwrap(), 1)
}

fn language(id: &str) -> &'static Language {
    find(id).unwrap()
}

/// The lines that stand for steps.
fn program(id: &str, text: &str) -> String {
    let code = language(id).code(&plan(text));
    let lines = (0..code.stubs_at).filter(|&line| code.lines[line].steps.is_some());
    lines.map(|line| format!("{}\n", code.line(line))).collect()
}
