use super::{
    code::Code, devices::Devices, identifiers::Case, literal::StringRules, program::Program, steps::StepSyntax,
    stub::Features, tokens::TokenRules, writer::Writer,
};
use crate::{
    program::{Control, Errors},
    runtime::{Model, Plan, StepId, Threads, Work},
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
    /// The way in which its code does several things at once.
    pub concurrency: Concurrency,
    /// The differences from Python with asyncio.
    pub differences: &'static [Difference],
    pub(super) case: Case,
    /// The words that no variable may be called, separated by spaces.
    pub(super) reserved: &'static str,
    /// Further such words, of a program with more than sequences, parallels, messages and delays.
    pub(super) new_names: &'static str,
    /// The plan of the run that its code has, if that is not the run of the app in its model.
    pub(super) own_plan: fn(&Plan) -> Option<Plan>,
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

/// The way in which code does several things at once: the models of a run are called the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concurrency {
    /// Tasks of one event loop.
    Async,
    /// It does not: a call returns before the next begins.
    Blocking,
    /// A thread for each branch and each task.
    Threads,
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
    /// Returns the plan of the run that the code of a program has, if that is not the run of `plan`. `source` is the plan of the
    /// same program in the async model.
    pub fn own_plan(&self, source: &Plan, plan: &Plan) -> Option<Plan> {
        let (has_its_model, its_plan) = match self.concurrency {
            Concurrency::Async => (plan.threads().is_none() && !plan.is_blocking(), source.clone()),
            Concurrency::Blocking => (plan.is_blocking(), source.sequential()),
            Concurrency::Threads if plan.threads().is_some() => (true, plan.clone()),
            Concurrency::Threads => (false, source.in_model(&Model::Threads(Threads::default()))),
        };
        let own = (self.own_plan)(&its_plan);
        if has_its_model { own } else { own.or(Some(its_plan)) }
    }

    /// Writes a program as a file that runs.
    pub fn code(&'static self, plan: &Plan) -> Code {
        let mut writer = Writer::default();
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
        None => !matches!(plan.step(id).work, Work::Fail { .. } | Work::Busy(_)),
        Some(control) => matches!(control, Control::Sequence | Control::Parallel { errors: Errors::Wait, limit: None }),
    }
}
