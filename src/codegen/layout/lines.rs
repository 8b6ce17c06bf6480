use super::super::{
    program::{Piece, Program},
    writer::{Breaks, Slot, Writer, closes, opens_one},
};
use crate::runtime::StepId;

/// Writes a step and all steps inside it, each on lines of its own.
pub(super) fn write(program: &Program, writer: &mut Writer, id: StepId, slot: Slot, breaks: &Breaks) {
    let Slot { indent, before, after } = slot;
    match program.piece(id) {
        Piece::Call(call) => writer.call(slot, &call, breaks, Some(id)),
        Piece::Block(brackets) if program.is_empty(id) => {
            writer.line(indent, &[before, &brackets.open, brackets.close, after], opens_one(id));
        }
        Piece::Block(brackets) => {
            writer.line(indent, &[before, &brackets.open], opens_one(id));
            let inner = Slot { indent: indent + breaks.indent, before: brackets.before_each, after: "," };
            program.plan.children(id).for_each(|child| write(program, writer, child, inner, breaks));
            writer.line(indent, &[brackets.close, after], closes(id));
        }
    }
}
