//! Rust with futures and tokio, as rustfmt formats it.

use std::time::Duration;

use super::super::{
    call::Call,
    devices::Declared,
    identifiers::Case,
    language::{Difference, Language},
    layout::rustfmt,
    literal::{Escape, StringRules},
    program::Program,
    steps::{Brackets, Message, StepSyntax},
    tokens::TokenRules,
    writer::Writer,
};
use crate::program::{ChildOrder, Control};

pub static LANGUAGE: Language = Language {
    id: "rust",
    name: "Rust",
    extension: "rs",
    mime: "text/rust",
    is_async: true,
    differences: &[
        Difference {
            subject: "message",
            text: "A future is lazy like a coroutine: it does nothing before it is awaited, and one that is dropped \
                   never runs. A message without data says None, for Rust has no default arguments.",
        },
        Difference {
            subject: "sequence",
            text: "The same loop with .await; the ? after it returns the first failure, where Python raises an \
                   exception. sequence! is a macro, so that it takes any number of steps.",
        },
        Difference {
            subject: "parallel",
            text: "gather makes a task of each coroutine, which the event loop runs. join_all makes one future that \
                   polls all of them in the task it is awaited in.",
        },
        Difference {
            subject: "failure",
            text: "join_all always waits for all and hands back every result. gather by itself raises the first \
                   exception at once and leaves the others running.",
        },
        Difference {
            subject: "delay",
            text: "The duration has a type of its own, so that its unit cannot be mistaken.",
        },
        Difference {
            subject: "main",
            text: "Rust brings no event loop: tokio is one, and the attribute starts it as asyncio.run does, here on \
                   one thread. An Err that main returns makes the exit code 1.",
        },
    ],
    case: Case::Snake,
    reserved: "abstract as async await become box break const continue crate do dyn else enum extern false final fn \
               for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct \
               super trait true try type typeof union unsafe unsized use virtual where while yield \
               program main step log quoted delay sequence parallel run_sequence run_parallel std futures tokio",
    tokens: TokenRules {
        keywords: "Self as async await const crate dyn else enum false fn for if impl in let loop match mod move mut \
                   pub ref return self static struct super trait true type unsafe use where while",
        comment: "//",
        quotes: &['"'],
    },
    strings: StringRules { may_be_single_quoted: false, short: UNICODE, long: UNICODE },
    shows_all: false,
    new_names: "",
    steps: &Syntax,
    write,
    blocks: include_str!("../stubs/rust.blocks.rs.txt"),
    stubs: include_str!("../stubs/rust.rs.txt"),
};

const UNICODE: Escape = Escape { open: "\\u{", digits: 1, close: "}" };

fn write(program: &Program, writer: &mut Writer) {
    writer.plain(
        "// cargo add futures\n// cargo add tokio --features macros,rt,time\nuse std::time::Duration;\n\n\
         #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), String> {",
    );
    rustfmt::declare(program, writer);
    rustfmt::steps(program, writer, "let program = ");
    writer.plain("    program.await\n}\n\n");
}

struct Syntax;

impl StepSyntax for Syntax {
    fn device(&self, device: &Declared) -> (String, Call) {
        let state = ["\"", device.state, "\""].concat();
        let arguments = vec![LANGUAGE.strings.literal(device.name), state, duration_literal(device.latency)];
        (["let ", device.identifier, " = "].concat(), Call::new("Device::new", arguments))
    }

    fn message(&self, message: &Message) -> Call {
        let (mut method, mut arguments) = message.method("send_message");
        if let Some(latency) = message.latency {
            (method, arguments) = ("send_message_taking", vec![duration_literal(latency), message.action_literal()]);
        }
        if !arguments.is_empty() {
            let data = message.data().map(|data| ["Some(", &LANGUAGE.strings.literal(data), ")"].concat());
            arguments.push(data.unwrap_or_else(|| "None".into()));
        }
        Call::new([message.device, ".", method].concat(), arguments)
    }

    fn delay(&self, duration: Duration) -> Call {
        Call::new("delay", vec![duration_literal(duration)])
    }

    fn fail(&self, _: &str, after: Duration) -> Call {
        self.delay(after)
    }

    fn block(&self, control: Control) -> Brackets {
        match control.kind().child_order() {
            ChildOrder::Sequential => Brackets::new("sequence! {", "}"),
            ChildOrder::Concurrent => Brackets::new("parallel! {", "}"),
        }
    }
}

/// A duration in the largest unit that makes it a whole number.
fn duration_literal(duration: Duration) -> String {
    let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let (unit, count) = match nanos {
        _ if nanos % 1_000_000 == 0 => ("millis", nanos / 1_000_000),
        _ if nanos % 1000 == 0 => ("micros", nanos / 1000),
        _ => ("nanos", nanos),
    };
    ["Duration::from_", unit, "(", &count.to_string(), ")"].concat()
}
