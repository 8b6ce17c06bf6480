//! The layout of Python.

use super::{
    super::{
        call::Call,
        program::Program,
        writer::{Breaks, Slot, Writer, opens_one},
    },
    lines,
};
use crate::runtime::StepId;

pub const INDENT: usize = 4;

const BREAKS: Breaks = Breaks { columns: 88, indent: INDENT, share: true };

/// Declares the devices at the start of a function.
pub fn declare(program: &Program, writer: &mut Writer) {
    program.declare(writer, |writer, before, call| {
        writer.call(Slot { indent: INDENT, before, after: "" }, call, &BREAKS, None);
    });
}

/// Writes all steps as one statement of a function, an expression after `before`. The comma after the last step of a block, a "magic trailing comma",
/// makes black keep each step on a line of its own.
pub fn steps(program: &Program, writer: &mut Writer, before: &str) {
    lines::write(program, writer, StepId::ROOT, Slot { indent: INDENT, before, after: "" }, &BREAKS);
}

/// Writes a step as a statement of a function.
pub fn statement(writer: &mut Writer, call: &Call, id: StepId) {
    writer.call(Slot { indent: INDENT, before: "", after: "" }, call, &BREAKS, Some(id));
}

/// Writes a block as a comment in a function.
pub fn comment(writer: &mut Writer, text: &str, id: StepId) {
    writer.line(INDENT, &[text], opens_one(id));
}
