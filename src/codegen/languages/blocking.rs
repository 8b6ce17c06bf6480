//! Python without async: each message runs to its end, and meanwhile the program's one thread does nothing else.

use std::time::Duration;

use super::{
    super::{
        call::Call,
        devices::Declared,
        differences,
        identifiers::Case,
        language::{Concurrency, Language},
        layout::black,
        program::{Piece, Program},
        steps::{Brackets, Message, StepSyntax},
        stub::Features,
        writer::Writer,
    },
    python,
};
use crate::program::{Control, TaskVerb, ThreadUse};

pub static LANGUAGE: Language = Language {
    id: "blocking",
    name: "Blocking Python",
    extension: "py",
    mime: "text/x-python",
    concurrency: Concurrency::Blocking,
    differences: differences::BLOCKING,
    case: Case::Snake,
    reserved: python::RESERVED,
    tokens: python::TOKENS,
    strings: python::STRINGS,
    own_plan: |_| None,
    new_names: python::NEW_NAMES,
    steps: &Syntax,
    write,
    blocks: include_str!("../stubs/blocking.blocks.py"),
    stubs: include_str!("../stubs/blocking.py"),
};

fn write(program: &Program, writer: &mut Writer) {
    let features = Features::of(program.plan, &program.devices);
    let threading = if features.has("lock") || features.has("await") { "import threading\n" } else { "" };
    writer.plain(&[threading, "import time\n\n\ndef main():"].concat());
    black::declare(program, writer);
    match features.has("control") {
        true => black::steps(program, writer, ""),
        false => write_calls(program, writer),
    }
    writer.plain("\n\n");
}

/// Writes calls only: of a sequence or a parallel there is nothing but a comment.
fn write_calls(program: &Program, writer: &mut Writer) {
    let mut has_code = false;
    for id in program.plan.ids() {
        match (program.piece(id), program.plan.step(id).control) {
            (Piece::Block(_), Some(Control::Sequence)) => black::comment(writer, "# sequence", id),
            (Piece::Block(_), _) => black::comment(writer, "# parallel, but nothing overlaps", id),
            (Piece::Call(call), _) => {
                black::statement(writer, &call, id);
                has_code = true;
            }
        }
    }
    if !has_code {
        writer.line(black::INDENT, &["pass"], None);
    }
}

/// The syntax of Python without async, which Python with threads shares.
pub(super) struct Syntax;

impl StepSyntax for Syntax {
    fn device(&self, device: &Declared) -> (String, Call) {
        python::Syntax.device(device)
    }

    fn message(&self, message: &Message) -> Call {
        python::Syntax.message(message)
    }

    fn delay(&self, duration: Duration) -> Call {
        python::Syntax.delay(duration)
    }

    fn fail(&self, reason: &str, after: Duration) -> Call {
        python::Syntax.fail(reason, after)
    }

    fn work(&self, duration: Duration, thread: ThreadUse) -> Call {
        python::Syntax.work(duration, thread)
    }

    fn lock(&self, variable: &str, permits: u32) -> (String, Call) {
        python::declared_lock("threading", variable, permits)
    }

    fn ticket(&self, variable: &str) -> (String, Call) {
        python::Syntax.ticket(variable)
    }

    fn on_task(&self, verb: TaskVerb, variable: &str) -> Call {
        python::Syntax.on_task(verb, variable)
    }

    fn number(&self, variable: &str) -> (String, Call) {
        python::Syntax.number(variable)
    }

    fn increment(&self, variable: &str) -> Call {
        python::Syntax.increment(variable)
    }

    /// A call runs at once, so each step inside waits for its turn in a function.
    fn block(&self, control: Control, named: Option<&str>) -> Brackets {
        Brackets { before_each: "lambda: ", ..python::Syntax.block(control, named) }
    }
}
