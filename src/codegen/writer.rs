use std::ops::Range;

use super::{Code, Line, Part, Steps, literal::width, tokens::Syntax};

/// Puts lines together, and remembers what they stand for.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    lines: Vec<Line>,
}

/// A call as a formatter sees it: `head(arguments)tail`.
pub(super) struct Call<'a> {
    pub head: &'a str,
    pub arguments: &'a [String],
    pub tail: &'a str,
}

/// How a formatter breaks a call that is too long for its line.
pub(super) struct Breaks {
    /// How many columns a line has at most.
    pub columns: usize,
    /// How much deeper the arguments are.
    pub indent: usize,
    /// Whether all arguments may share a line of their own; then there is no comma after the last.
    pub share: bool,
}

impl Call<'_> {
    /// How wide the call is on one line.
    pub fn width(&self) -> usize {
        let commas = 2 * self.arguments.len().saturating_sub(1);
        let arguments: usize = self.arguments.iter().map(|argument| width(argument)).sum();
        width(self.head) + width(self.tail) + arguments + commas + 2
    }
}

impl Writer {
    /// Writes lines that stand for no step.
    pub fn plain(&mut self, text: &str) {
        text.lines().for_each(|line| self.line(0, &[line], None));
    }

    /// Writes a line of pieces.
    pub fn line(&mut self, indent: usize, pieces: &[&str], steps: Option<Steps>) {
        let start = self.text.len();
        self.text.extend(std::iter::repeat_n(' ', indent));
        pieces.iter().for_each(|piece| self.text.push_str(piece));
        self.lines.push(Line { bytes: start..self.text.len(), steps });
        self.text.push('\n');
    }

    /// Writes a call, on one line if it fits. Further lines continue the step that the first one opens.
    pub fn call(&mut self, indent: usize, call: &Call, breaks: &Breaks, numbers: Option<Range<u32>>) {
        self.call_as(Part::Opens, indent, call, breaks, numbers);
    }

    /// The same for a call that its step has begun on a line before.
    pub fn call_further(&mut self, indent: usize, call: &Call, breaks: &Breaks, numbers: Range<u32>) {
        self.call_as(Part::Continues, indent, call, breaks, Some(numbers));
    }

    fn call_as(&mut self, first: Part, indent: usize, call: &Call, breaks: &Breaks, numbers: Option<Range<u32>>) {
        let steps = |part| numbers.clone().map(|numbers| Steps { numbers, part });
        let Call { head, arguments, tail } = *call;
        if arguments.is_empty() || indent + call.width() <= breaks.columns {
            return self.line(indent, &[head, "(", &arguments.join(", "), ")", tail], steps(first));
        }
        self.line(indent, &[head, "("], steps(first));
        let inner = indent + breaks.indent;
        let bare = Call { head: "", arguments, tail: "" };
        if breaks.share && (arguments.len() == 1 || inner + bare.width() - 2 <= breaks.columns) {
            self.line(inner, &[&arguments.join(", ")], steps(Part::Continues));
        } else {
            for argument in arguments {
                self.line(inner, &[argument, ","], steps(Part::Continues));
            }
        }
        self.line(indent, &[")", tail], steps(Part::Continues));
    }

    /// Adds the part that is the same for every program.
    pub fn finish(mut self, stubs: &str, syntax: &'static Syntax) -> Code {
        let stubs_at = self.lines.len();
        self.plain(stubs);
        Code { lines: self.lines, stubs_at, text: self.text, syntax }
    }
}

/// What a line stands for.
pub(super) fn opens(numbers: Range<u32>) -> Option<Steps> {
    Some(Steps { numbers, part: Part::Opens })
}

pub(super) fn closes(number: u32) -> Option<Steps> {
    Some(Steps { numbers: number..number + 1, part: Part::Closes })
}
