//! The definitions that a language needs to write steps: a function for each kind of step, and one for all blocks.

use std::{borrow::Cow, time::Duration};

use super::{call::Call, devices::Declared};
use crate::{
    home::Action,
    program::{Control, TaskVerb, ThreadUse},
};

/// The syntax of devices and steps in a language. A kind of step that a language lacks does not compile.
pub(super) trait StepSyntax: Sync {
    /// The declaration of a device: the text before the call, and the call that makes the device.
    fn device(&self, device: &Declared) -> (String, Call);

    fn message(&self, message: &Message) -> Call;

    fn delay(&self, duration: Duration) -> Call;

    fn fail(&self, reason: &str, after: Duration) -> Call;

    /// Work: on the thread, or on another one if it is offloaded.
    fn work(&self, duration: Duration, thread: ThreadUse) -> Call;

    /// The declaration of a lock: the text before the call, and the call that makes the lock.
    fn lock(&self, variable: &str, permits: u32) -> (String, Call);

    /// The declaration of a name of tasks, futures and promises, as [`lock`](Self::lock) declares a lock.
    fn ticket(&self, variable: &str) -> (String, Call);

    /// A step that does something with what has a name, by its variable.
    fn on_task(&self, verb: TaskVerb, variable: &str) -> Call;

    /// The declaration of a number on the wall, as [`lock`](Self::lock) declares a lock.
    fn number(&self, variable: &str) -> (String, Call);

    /// A step that reads a number and writes it, one higher, by its variable.
    fn increment(&self, variable: &str) -> Call;

    /// The text around the steps of a block. `named` is the variable of the lock that it holds, or of the name of the task or
    /// the future that it makes.
    fn block(&self, control: Control, named: Option<&str>) -> Brackets;
}

/// A message as code sends it.
pub(super) struct Message<'a> {
    /// The variable of the device.
    pub device: &'a str,
    pub action: &'a Action,
    /// The latency, if it differs from that of the device.
    pub latency: Option<Duration>,
}

/// The text around the steps of a block.
pub(super) struct Brackets {
    pub open: Cow<'static, str>,
    /// The text before each step inside.
    pub before_each: &'static str,
    pub close: &'static str,
}

impl Brackets {
    pub fn new(open: impl Into<Cow<'static, str>>, close: &'static str) -> Self {
        Self { open: open.into(), before_each: "", close }
    }
}

impl<'a> Message<'a> {
    /// The name of the action as a string literal.
    pub fn action_literal(&self) -> String {
        ["\"", self.action.name().as_str(), "\""].concat()
    }

    /// The argument of the action: a color or the title of a song.
    pub fn data(&self) -> Option<&'a str> {
        self.action.data()
    }

    /// The method of the device, and its first arguments. `connect` and `disconnect` are methods of their own; all other
    /// actions are an argument of the `general` one.
    pub fn method(&self, general: &'static str) -> (&'static str, Vec<String>) {
        match self.action {
            Action::Connect | Action::Disconnect => (self.action.name().as_str(), Vec::new()),
            _ => (general, vec![self.action_literal()]),
        }
    }
}
