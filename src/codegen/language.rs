use std::collections::BTreeSet;

use super::{
    code::Code, devices::Devices, identifiers::Case, literal::StringRules, program::Program, steps::StepSyntax,
    stub::Features, tokens::TokenRules, writer::Writer,
};
use crate::{
    program::{Control, Errors},
    runtime::{Plan, StepId, Work},
};

/// A language that programs are written in.
pub struct Language {
    /// The name in addresses: "python".
    pub id: &'static str,
    /// The name on the page: "Python".
    pub name: &'static str,
    /// The extension of its files, without the dot: "py".
    pub extension: &'static str,
    /// The MIME type of its files.
    pub mime: &'static str,
    /// False if nothing can overlap in its code.
    pub is_async: bool,
    /// The differences from Python with asyncio.
    pub differences: &'static [Difference],
    pub(super) case: Case,
    /// The words that no variable may be called, separated by spaces.
    pub(super) reserved: &'static str,
    /// Further such words, of a program with more than sequences, parallels, messages and delays.
    pub(super) new_names: &'static str,
    /// False if code has no construct for some kinds of steps: it says so then.
    pub(super) shows_all: bool,
    pub(super) tokens: TokenRules,
    pub(super) strings: StringRules,
    pub(super) steps: &'static dyn StepSyntax,
    /// Writes the program part of a file: the devices, the steps, and the lines around them, empty ones included.
    pub(super) write: fn(&Program, &mut Writer),
    /// The functions that blocks call, the same for every program: what `parallel` is in the language can be read here.
    pub(super) blocks: &'static str,
    /// The rest of the file, also the same for every program: the log and simulated devices.
    pub(super) stubs: &'static str,
}

/// A difference between a language and Python with asyncio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// A kind of step, or "message", "failure" or "main".
    pub subject: &'static str,
    /// A sentence or two, in plain English.
    pub text: &'static str,
}

impl Language {
    /// Writes a program as a file that runs.
    pub fn code(&'static self, plan: &Plan) -> Code {
        let mut writer = Writer::default();
        if let Some(words) = not_shown(plan).filter(|_| !self.shows_all) {
            writer.plain(&format!("{} This code does not show: {words}.", self.tokens.comment));
        }
        let is_new = plan.ids().any(|id| !is_plain(plan, id));
        let reserved = if is_new { &[self.reserved, " ", self.new_names].concat() } else { self.reserved };
        let devices = Devices::new(plan, self.case, reserved);
        let features = Features::of(plan, &devices);
        (self.write)(&Program { plan, devices, syntax: self.steps }, &mut writer);
        let select = |stub| features.select(stub, self.tokens.comment);
        writer.finish(&select(self.blocks), &select(self.stubs), &self.tokens)
    }
}

/// True for a message, a delay, a sequence and a parallel without arguments.
fn is_plain(plan: &Plan, id: StepId) -> bool {
    match plan.step(id).control {
        None => !matches!(plan.step(id).work, Work::Fail { .. }),
        Some(control) => matches!(control, Control::Sequence | Control::Parallel { errors: Errors::Wait, limit: None }),
    }
}

/// The kinds of steps in a program that code has no construct for yet.
fn not_shown(plan: &Plan) -> Option<String> {
    let hidden = plan.ids().filter(|&id| !is_plain(plan, id)).map(|id| plan.describe(id));
    let hidden: BTreeSet<_> = hidden.collect();
    (!hidden.is_empty()).then(|| hidden.into_iter().collect::<Vec<_>>().join(", "))
}
