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
        writer::Writer,
    },
    python,
};
use crate::program::{ChildOrder, Control};

pub static LANGUAGE: Language = Language {
    id: "blocking",
    name: "Blocking Python",
    extension: "py",
    mime: "text/x-python",
    is_async: false,
    differences: &[
        Difference {
            subject: "message",
            text: "A call returns only when its message has arrived: time.sleep holds the thread, and this program has \
                   only one.",
        },
        Difference {
            subject: "parallel",
            text: "Each call blocks the next, so nothing overlaps, and the program takes the sum of all latencies and \
                   delays. Overlapping them without async takes more threads.",
        },
        Difference {
            subject: "sequence",
            text: "The order of the lines is the sequence; the first exception ends the whole program.",
        },
    ],
    case: Case::Snake,
    reserved: python::RESERVED,
    tokens: python::TOKENS,
    strings: python::STRINGS,
    shows_all: false,
    new_names: "",
    steps: &Syntax,
    write,
    blocks: "",
    stubs: include_str!("../stubs/blocking.py"),
};

/// Writes calls only: of a block there is nothing but a comment.
fn write(program: &Program, writer: &mut Writer) {
    writer.plain("import time\n\n\ndef main():");
    black::declare(program, writer);
    let mut has_code = false;
    for id in program.plan.ids() {
        match program.piece(id) {
            Piece::Block(Brackets { open: comment, .. }) => black::comment(writer, &comment, id),
            Piece::Call(call) => {
                black::statement(writer, &call, id);
                has_code = true;
            }
        }
    }
    if !has_code {
        writer.line(black::INDENT, &["pass"], None);
    }
    writer.plain("\n\n");
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

    fn fail(&self, _: &str, after: Duration) -> Call {
        self.delay(after)
    }

    fn block(&self, control: Control) -> Brackets {
        match control.kind().child_order() {
            ChildOrder::Sequential => Brackets::new("# sequence", ""),
            ChildOrder::Concurrent => Brackets::new("# parallel, but nothing overlaps", ""),
        }
    }
}
