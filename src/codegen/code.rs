use std::ops::Range;

use super::tokens::{self, Token, TokenRules};
use crate::runtime::StepId;

/// A program as source code. The text is one string; the lines are ranges of it.
#[derive(Clone, Debug)]
pub struct Code {
    pub lines: Vec<Line>,
    /// The first line of the part that is the same for every program. It begins with the functions that blocks call.
    pub stubs_at: usize,
    /// The first line after those functions: the log and simulated devices, which few readers need.
    pub folds_at: usize,
    pub(super) text: String,
    pub(super) tokens: &'static TokenRules,
}

/// A line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the line in the text, with its indentation and without its line break.
    pub bytes: Range<usize>,
    /// The steps that the line stands for; `None` for a declaration and the like.
    pub steps: Option<Steps>,
}

/// The steps that a line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Their numbers, in program order: one number, unless the line has several steps of a block.
    pub numbers: Range<u32>,
    pub part: Part,
}

/// The part that a line is of its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The line on which a step begins: each step has exactly one.
    Opens,
    /// A further line of a step that is too long for one, neither the first nor the end of a block.
    Continues,
    /// The line on which a block ends. A block on one line has none.
    Closes,
}

impl Code {
    /// The whole text, as a file has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A line, with its indentation and without its line break.
    ///
    /// # Panics
    /// If there is no such line.
    pub fn line(&self, line: usize) -> &str {
        &self.text[self.lines[line].bytes.clone()]
    }

    /// The tokens of a line, for syntax highlighting. Joined, they are the line.
    pub fn tokens(&self, line: usize) -> impl Iterator<Item = Token<'_>> {
        tokens::tokens(self.line(line), self.tokens)
    }

    /// The lines on which steps begin, each with its steps. Every step begins on exactly one line, in program order.
    pub fn openers(&self) -> impl Iterator<Item = (usize, Range<u32>)> + '_ {
        self.lines.iter().enumerate().filter_map(|(line, Line { steps, .. })| match steps {
            Some(Steps { numbers, part: Part::Opens }) => Some((line, numbers.clone())),
            _ => None,
        })
    }
}

impl Steps {
    /// True if the line stands for the step.
    pub fn contains(&self, step: StepId) -> bool {
        self.numbers.contains(&step.0)
    }
}
