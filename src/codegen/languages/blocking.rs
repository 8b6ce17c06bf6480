//! Python without async: each message runs to its end, and meanwhile the program's one thread does nothing else.

use std::time::Duration;

use super::{
    super::{
        call::Call,
        devices::Declared,
        identifiers::Case,
        language::{Difference, Language},
        layout::black,
        program::{Piece, Program},
        steps::{Brackets, Message, StepSyntax},
        stub::Features,
        writer::Writer,
    },
    python,
};
use crate::program::Control;

pub static LANGUAGE: Language = Language {
    id: "blocking",
    name: "Blocking Python",
    extension: "py",
    mime: "text/x-python",
    is_async: false,
    differences: &[
        Difference {
            subject: "message",
            text: "A call returns only when its message has arrived: time.sleep holds the thread, and this program \
                   has only one.",
        },
        Difference {
            subject: "parallel",
            text: "Each call blocks the next, so nothing overlaps, and the program takes the sum of all latencies and \
                   delays. Overlapping them without async takes more threads.",
        },
        Difference {
            subject: "failure",
            text: "When a branch fails nothing else is under way, so there is nothing to wait for, to cancel or to \
                   leave, and those after it never start. A parallel that collects goes on with the next.",
        },
        Difference {
            subject: "race",
            text: "The first branch is over before another could start, so it decides alone. With first: success the \
                   next one starts when it has failed.",
        },
        Difference {
            subject: "timeout",
            text: "Nothing can stop a call before it returns: the deadline is ignored, and the steps take their time.",
        },
        Difference {
            subject: "ensure",
            text: "Nothing can cancel a call, so the cleanup runs after an end or a failure, and is as much a part of \
                   the program as any call.",
        },
        Difference {
            subject: "lock",
            text: "A threading.Lock is there for other threads, and there are none: it is free whenever it is wanted, \
                   unless a block around holds it. Then the thread waits for itself, for ever.",
        },
        Difference {
            subject: "sequence",
            text: "The order of the lines is the sequence; the first exception ends the whole program, unless a \
                   retry, a fallback or a parallel that collects catches it.",
        },
    ],
    case: Case::Snake,
    reserved: python::RESERVED,
    tokens: python::TOKENS,
    strings: python::STRINGS,
    own_plan: |plan| Some(plan.sequential()),
    new_names: python::NEW_NAMES,
    steps: &Syntax,
    write,
    blocks: include_str!("../stubs/blocking.blocks.py"),
    stubs: include_str!("../stubs/blocking.py"),
};

fn write(program: &Program, writer: &mut Writer) {
    let features = Features::of(program.plan, &program.devices);
    let threading = if features.has("lock") { "import threading\n" } else { "" };
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

struct Syntax;

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

    fn lock(&self, variable: &str, permits: u32) -> (String, Call) {
        python::declared_lock("threading", variable, permits)
    }

    /// A call runs at once, so each step inside waits for its turn in a function.
    fn block(&self, control: Control, lock: Option<&str>) -> Brackets {
        Brackets { before_each: "lambda: ", ..python::Syntax.block(control, lock) }
    }
}
