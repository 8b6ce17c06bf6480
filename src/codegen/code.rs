use std::ops::Range;

use super::{
    Token,
    tokens::{self, Syntax},
};
use crate::runtime::StepId;

/// A program as code. The text is kept in one piece; the lines are ranges of it.
#[derive(Clone, Debug)]
pub struct Code {
    pub lines: Vec<Line>,
    /// The first line of the part that is the same for every program: helpers, and stand-ins for devices.
    pub stubs_at: usize,
    pub(super) text: String,
    pub(super) syntax: &'static Syntax,
}

/// A line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the text that are the line, its indentation included, its end left out.
    pub bytes: Range<usize>,
    /// What the line stands for; `None` where that is no step, as in a declaration.
    pub steps: Option<Steps>,
}

/// Steps that a line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Their numbers, in program order: one, unless a whole block is on the line.
    pub numbers: Range<u32>,
    pub part: Part,
}

/// Which part of its steps a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The line on which a step begins: each step has exactly one.
    Opens,
    /// A further line of a step that is too long for one, neither the first nor the end of a block.
    Continues,
    /// The line on which a block ends. It has no such line if it is all on one.
    Closes,
}

impl Code {
    /// All of it, as a file has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// One line, with its indentation and without its end. It must be there.
    pub fn line(&self, line: usize) -> &str {
        &self.text[self.lines[line].bytes.clone()]
    }

    /// The line in pieces, each with its colour. Together they are the line.
    pub fn tokens(&self, line: usize) -> impl Iterator<Item = Token<'_>> {
        tokens::tokens(self.line(line), self.syntax)
    }

    /// The lines on which steps begin, each with the steps. Every step is on exactly one, in program order.
    pub fn openers(&self) -> impl Iterator<Item = (usize, Range<u32>)> + '_ {
        self.lines.iter().enumerate().filter_map(|(line, Line { steps, .. })| match steps {
            Some(Steps { numbers, part: Part::Opens }) => Some((line, numbers.clone())),
            _ => None,
        })
    }
}

impl Steps {
    /// Whether the line stands for the step.
    pub fn contains(&self, step: StepId) -> bool {
        self.numbers.contains(&step.0)
    }
}
