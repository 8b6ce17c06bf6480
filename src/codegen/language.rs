use std::collections::BTreeSet;

use super::{
    code::Code, devices::Devices, identifiers::Case, literal::StringRules, program::Program, steps::StepSyntax,
    tokens::TokenRules, writer::Writer,
};
use crate::{
    program::BlockKind,
    runtime::{Plan, Work},
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
        if let Some(words) = not_shown(plan) {
            writer.plain(&format!("{} This code does not show: {words}.", self.tokens.comment));
        }
        let devices = Devices::new(plan, self.case, self.reserved);
        (self.write)(&Program { plan, devices, syntax: self.steps }, &mut writer);
        writer.finish(self.blocks, self.stubs, &self.tokens)
    }
}

/// The kinds of steps in a program that code has no construct for yet.
fn not_shown(plan: &Plan) -> Option<String> {
    let is_shown = |work: &Work| match work {
        Work::Message { .. } | Work::UnknownDevice { .. } | Work::Delay(_) => true,
        Work::Block(kind) => matches!(kind, BlockKind::Sequence | BlockKind::Parallel),
        Work::Fail { .. } => false,
    };
    let hidden = plan.ids().filter(|&id| !is_shown(&plan.step(id).work)).map(|id| plan.describe(id));
    let hidden: BTreeSet<_> = hidden.collect();
    (!hidden.is_empty()).then(|| hidden.into_iter().collect::<Vec<_>>().join(", "))
}
