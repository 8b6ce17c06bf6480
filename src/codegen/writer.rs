use std::ops::Range;

use super::{
    call::Call,
    code::{Code, Line, Part, Steps},
    literal::width,
    tokens::TokenRules,
};
use crate::runtime::StepId;

/// Collects lines of code, each with the steps it stands for.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    lines: Vec<Line>,
}

/// The place of a piece of code: its indentation, and the text around it on its lines.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub indent: usize,
    pub before: &'a str,
    pub after: &'a str,
}

/// The rules by which a formatter breaks a call that is too long for its line.
pub(super) struct Breaks {
    /// The maximum width of a line.
    pub columns: usize,
    /// The indentation of the arguments relative to the call.
    pub indent: usize,
    /// True if all arguments may share a line of their own; no comma follows the last one then.
    pub share: bool,
}

impl Slot<'_> {
    /// The columns that a line in this place uses before any code.
    pub fn width(&self) -> usize {
        self.indent + width(self.before) + width(self.after)
    }
}

impl Writer {
    /// Writes lines that stand for no step.
    pub fn plain(&mut self, text: &str) {
        text.lines().for_each(|line| self.line(0, &[line], None));
    }

    /// Writes a line that consists of pieces.
    pub fn line(&mut self, indent: usize, pieces: &[&str], steps: Option<Steps>) {
        let start = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', indent));
        pieces.iter().for_each(|piece| self.text.push_str(piece));
        self.lines.push(Line { bytes: start..self.text.len(), steps });
        self.text.push('\n');
    }

    /// Writes a call that is a step or, without one, a declaration. Uses one line if the call fits.
    pub fn call(&mut self, slot: Slot, call: &Call, breaks: &Breaks, step: Option<StepId>) {
        self.call_as(Part::Opens, slot, call, breaks, step);
    }

    /// Writes a call whose step began on an earlier line.
    pub fn call_further(&mut self, slot: Slot, call: &Call, breaks: &Breaks, step: StepId) {
        self.call_as(Part::Continues, slot, call, breaks, Some(step));
    }

    fn call_as(&mut self, first: Part, slot: Slot, call: &Call, breaks: &Breaks, step: Option<StepId>) {
        let steps = |part| step.map(|step| Steps { numbers: step.0..step.0 + 1, part });
        let Slot { indent, before, after } = slot;
        let Call { head, arguments } = call;
        if arguments.is_empty() || slot.width() + call.width() <= breaks.columns {
            return self.line(indent, &[before, head, "(", &call.arguments_joined(), ")", after], steps(first));
        }
        self.line(indent, &[before, head, "("], steps(first));
        let inner = indent + breaks.indent;
        if breaks.share && (arguments.len() == 1 || inner + call.arguments_width() <= breaks.columns) {
            self.line(inner, &[&call.arguments_joined()], steps(Part::Continues));
        } else {
            for argument in arguments {
                self.line(inner, &[argument, ","], steps(Part::Continues));
            }
        }
        self.line(indent, &[")", after], steps(Part::Continues));
    }

    /// Adds the parts that are the same for every program: the functions that blocks call, and the rest.
    pub fn finish(mut self, blocks: &str, stubs: &str, tokens: &'static TokenRules) -> Code {
        let stubs_at = self.lines.len();
        self.plain(blocks);
        let folds_at = self.lines.len();
        self.plain(stubs);
        Code { lines: self.lines, stubs_at, folds_at, text: self.text, tokens }
    }
}

/// Marks a line on which these steps begin.
pub(super) fn opens(numbers: Range<u32>) -> Option<Steps> {
    Some(Steps { numbers, part: Part::Opens })
}

/// Marks a line on which a step begins and, if it is a block, those inside it do not.
pub(super) fn opens_one(step: StepId) -> Option<Steps> {
    opens(step.0..step.0 + 1)
}

/// Marks the line on which a block ends.
pub(super) fn closes(block: StepId) -> Option<Steps> {
    Some(Steps { numbers: block.0..block.0 + 1, part: Part::Closes })
}
