//! The layout of JavaScript.

use super::super::{
    call::Call,
    program::{Piece, Program},
    writer::{Breaks, Slot, Writer, closes, opens, opens_one},
};
use crate::runtime::StepId;

const BREAKS: Breaks = Breaks { columns: 80, indent: INDENT, share: false };
const INDENT: usize = 2;

/// Delays the call that makes a promise until its turn has come.
const THUNK: &str = "() => ";

/// Declares the devices at the start of a function.
pub fn declare(program: &Program, writer: &mut Writer) {
    program.declare(writer, |writer, before, call| {
        writer.call(Slot { indent: INDENT, before, after: ";" }, call, &BREAKS, None);
    });
}

/// Writes all steps as statements of a function.
pub fn steps(program: &Program, writer: &mut Writer) {
    match program.piece(StepId::ROOT) {
        Piece::Call(call) => {
            writer.call(Slot { indent: INDENT, before: "await ", after: ";" }, &call, &BREAKS, Some(StepId::ROOT));
        }
        Piece::Block(brackets) => {
            let slot = Slot { indent: INDENT, before: "const program = ", after: ";" };
            Layout::new(program, writer).block(StepId::ROOT, &brackets.open, slot);
            writer.line(INDENT, &["await program();"], None);
        }
    }
}

struct Layout<'a> {
    program: &'a Program<'a>,
    writer: &'a mut Writer,
    /// The width of each step on one line; `None` for a step that prettier always breaks.
    widths: Vec<Option<usize>>,
}

impl<'a> Layout<'a> {
    /// Measures all steps. A block comes before its children, so the loop runs from the last step to the first.
    fn new(program: &'a Program<'a>, writer: &'a mut Writer) -> Self {
        let mut layout = Self { program, writer, widths: vec![None; program.plan.len()] };
        for id in program.plan.ids().rev() {
            layout.widths[id.index()] = layout.measure(id);
        }
        layout
    }

    fn measure(&self, id: StepId) -> Option<usize> {
        let open = match self.program.piece(id) {
            Piece::Call(call) => return Some(THUNK.len() + call.width()),
            Piece::Block(_) if self.composes(id) => return None,
            Piece::Block(brackets) => brackets.open,
        };
        let plan = self.program.plan;
        let commas = 2 * (plan.step(id).child_count as usize).saturating_sub(1);
        let inside = plan.children(id).try_fold(0, |sum, child| Some(sum + self.widths[child.index()]?))?;
        Some(open.len() + inside + commas + 1)
    }

    /// Writes a step inside a block.
    fn step(&mut self, id: StepId, indent: usize) {
        let call = match self.program.piece(id) {
            Piece::Block(brackets) => {
                return self.block(id, &brackets.open, Slot { indent, before: "", after: "," });
            }
            Piece::Call(call) => call,
        };
        let slot = Slot { indent, before: THUNK, after: "," };
        if slot.width() + call.width() <= BREAKS.columns {
            return self.writer.call(slot, &call, &BREAKS, Some(id));
        }
        self.writer.line(indent, &[THUNK.trim_end()], opens_one(id));
        let below = Slot { indent: indent + INDENT, before: "", after: "," };
        self.writer.call_further(below, &call, &BREAKS, id);
    }

    fn block(&mut self, id: StepId, open: &str, slot: Slot) {
        let plan = self.program.plan;
        let all = id.0..plan.end_of(id);
        let Slot { indent, before, after } = slot;
        if self.widths[id.index()].is_some_and(|width| slot.width() + width <= BREAKS.columns) || all.len() == 1 {
            let mut line = before.to_string();
            self.write_flat(id, &mut line);
            return self.writer.line(indent, &[&line, after], opens(all));
        }
        let opener = [before, open].concat();
        if let Some((last, line)) = self.hugged(id, &opener, indent)
            && let Piece::Call(call) = self.program.piece(last)
        {
            self.writer.line(indent, &[&line], opens(id.0..last.0));
            let below = Slot { indent: indent + INDENT, before: "", after: "," };
            self.writer.call(below, &call, &BREAKS, Some(last));
        } else {
            self.writer.line(indent, &[&opener], opens_one(id));
            plan.children(id).for_each(|child| self.step(child, indent + INDENT));
        }
        self.writer.line(indent, &[")", after], closes(id));
    }

    /// Returns the last step of a block and the block's first line, if prettier keeps everything but the body of the
    /// last function on that line.
    fn hugged(&self, id: StepId, opener: &str, indent: usize) -> Option<(StepId, String)> {
        let last = self.program.plan.children(id).last()?;
        let others = || self.program.plan.children(id).take_while(|&child| child != last);
        let breaks = |child: StepId| self.widths[child.index()].is_none();
        if self.program.is_block(last) || self.composes(id) || others().any(breaks) {
            return None;
        }
        let mut line = opener.to_string();
        for child in others() {
            self.write_flat(child, &mut line);
            line.push_str(", ");
        }
        line.push_str(THUNK.trim_end());
        (indent + line.len() <= BREAKS.columns).then_some((last, line))
    }

    /// True if prettier always breaks the call of a block: it has several functions as arguments, or an argument beside
    /// others that is a call with a function.
    fn composes(&self, id: StepId) -> bool {
        let plan = self.program.plan;
        let functions = |id| plan.children(id).filter(|&child| !self.program.is_block(child));
        let has_function = |child| functions(child).next().is_some();
        plan.step(id).child_count > 1 && (functions(id).nth(1).is_some() || plan.children(id).any(has_function))
    }

    /// Appends a step to a line, with all steps inside it.
    fn write_flat(&self, id: StepId, line: &mut String) {
        let open = match self.program.piece(id) {
            Piece::Call(Call { head, arguments }) => {
                return line.extend([THUNK, &head, "(", &arguments.join(", "), ")"]);
            }
            Piece::Block(brackets) => brackets.open,
        };
        line.push_str(&open);
        for child in self.program.plan.children(id) {
            if child.0 > id.0 + 1 {
                line.push_str(", ");
            }
            self.write_flat(child, line);
        }
        line.push(')');
    }
}
