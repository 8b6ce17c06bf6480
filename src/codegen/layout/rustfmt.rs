//! The layout of Rust.
//!
//! Blocks are macros in braces: rustfmt leaves those unchanged, so that each step keeps a line of its own. Of `vec![…]`
//! it would put short lists on one line, and nest lists of one element in each other's lines.

use super::{
    super::{
        call::Call,
        code::{Part, Steps},
        literal::width,
        program::{Piece, Program},
        writer::{Breaks, Slot, Writer},
    },
    lines,
};
use crate::runtime::StepId;

/// rustfmt's `max_width`, and its `fn_call_width`: the maximum for arguments on the line of their call.
const MAX_WIDTH: usize = 100;
const FN_CALL_WIDTH: usize = 60;

const INDENT: usize = 4;

/// Inside a macro in braces nothing is too long.
const IN_MACRO: Breaks = Breaks { columns: usize::MAX, indent: INDENT, share: false };

/// Declares the devices at the start of a function.
pub fn declare(program: &Program, writer: &mut Writer) {
    program.declare(writer, |writer, before, call| binding(writer, before, call, None));
}

/// Binds all steps to a variable. Only a program of one message or delay is a call, which rustfmt formats.
pub fn steps(program: &Program, writer: &mut Writer, before: &str) {
    match program.piece(StepId::ROOT) {
        Piece::Call(call) => binding(writer, before, &call, Some(StepId::ROOT)),
        Piece::Block(_) => {
            lines::write(program, writer, StepId::ROOT, Slot { indent: INDENT, before, after: ";" }, &IN_MACRO);
        }
    }
}

/// Writes `let name = call;`. `before` is the part up to the call.
fn binding(writer: &mut Writer, before: &str, call: &Call, step: Option<StepId>) {
    let steps = |part| step.map(|step| Steps { numbers: step.0..step.0 + 1, part });
    let (first, further) = (steps(Part::Opens), steps(Part::Continues));
    let Call { head, arguments } = call;
    let all = call.arguments_joined();
    let is_short = call.arguments_width() <= FN_CALL_WIDTH;
    let (inner, width_with_semicolon) = (2 * INDENT, call.width() + 1);
    if is_short && INDENT + width(before) + width_with_semicolon <= MAX_WIDTH {
        return writer.line(INDENT, &[before, head, "(", &all, ");"], first);
    }
    if is_short && inner + width_with_semicolon <= MAX_WIDTH {
        writer.line(INDENT, &[before.trim_end()], first);
        return writer.line(inner, &[head, "(", &all, ");"], further);
    }
    writer.line(INDENT, &[before, head, "("], first);
    for argument in arguments {
        match argument.strip_prefix("Some(").and_then(|data| data.strip_suffix(')')) {
            Some(data) if inner + width(argument) >= MAX_WIDTH => {
                writer.line(inner, &["Some("], further.clone());
                writer.line(inner + INDENT, &[data, ","], further.clone());
                writer.line(inner, &["),"], further.clone());
            }
            _ => writer.line(inner, &[argument, ","], further.clone()),
        }
    }
    writer.line(INDENT, &[");"], further);
}
