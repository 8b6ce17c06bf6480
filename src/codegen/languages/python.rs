//! Python with asyncio, as black formats it.

use std::time::Duration;

use super::super::{
    call::Call,
    devices::Declared,
    identifiers::Case,
    language::{Difference, Language},
    layout::black,
    literal::{Escape, StringRules, decimal},
    program::Program,
    steps::{Brackets, Message, StepSyntax},
    tokens::TokenRules,
    writer::Writer,
};
use crate::home::Device;

pub static LANGUAGE: Language = Language {
    id: "python",
    name: "Python",
    extension: "py",
    mime: "text/x-python",
    is_async: true,
    differences: &[Difference {
        subject: "parallel",
        text: "asyncio.gather: concurrent, on one thread. It starts its branches in order, on the next turn of the event \
               loop, and returns when all have ended; return_exceptions=True makes it wait for the others even if one \
               fails.",
    }],
    case: Case::Snake,
    reserved: RESERVED,
    tokens: TOKENS,
    strings: STRINGS,
    steps: &Syntax,
    write,
    blocks: include_str!("../stubs/python.blocks.py"),
    stubs: include_str!("../stubs/python.py"),
};

pub(super) const TOKENS: TokenRules = TokenRules {
    keywords: "False None True and as assert async await break class continue def del elif else except finally for \
               from global if import in is lambda nonlocal not or pass raise return try while with yield",
    comment: "#",
    quotes: &['"', '\''],
};

/// The words of the language, the names that the program part uses, and builtins that a reader would miss.
pub(super) const RESERVED: &str = "and as assert async await break class continue def del elif else except finally \
    for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type \
    asyncio time json sys main delay run_sequence run_parallel step log paths started \
    abs all any bin bool bytes chr dict dir eval exec exit filter float format hash help hex id input int iter len \
    list map max min next object oct open ord pow print range repr round self set slice sorted str sum super tuple \
    vars zip";

pub(super) const STRINGS: StringRules = StringRules {
    may_be_single_quoted: true,
    short: Escape { open: "\\u", digits: 4, close: "" },
    long: Escape { open: "\\U", digits: 8, close: "" },
};

fn write(program: &Program, writer: &mut Writer) {
    writer.plain("import asyncio\n\n\nasync def main():");
    black::declare(program, writer);
    black::steps(program, writer, "await ");
    writer.plain("\n\n");
}

/// The syntax of Python, which blocking Python shares.
pub(super) struct Syntax;

impl StepSyntax for Syntax {
    fn device(&self, device: &Declared) -> (String, Call) {
        let mut arguments = vec![LANGUAGE.strings.literal(device.name)];
        if !device.is_default {
            arguments.push(["state=\"", device.state, "\""].concat());
        }
        if device.latency != Device::DEFAULT_LATENCY {
            arguments.push(latency(device.latency));
        }
        ([device.identifier, " = "].concat(), Call::new(device.class, arguments))
    }

    fn message(&self, message: &Message) -> Call {
        let (method, mut arguments) = message.method("send_message");
        arguments.extend(message.data().map(|data| LANGUAGE.strings.literal(data)));
        arguments.extend(message.latency.map(latency));
        Call::new([message.device, ".", method].concat(), arguments)
    }

    fn delay(&self, duration: Duration) -> Call {
        Call::new("delay", vec![seconds(duration)])
    }

    fn sequence(&self) -> Brackets {
        Brackets { open: "run_sequence(", close: ")" }
    }

    fn parallel(&self) -> Brackets {
        Brackets { open: "run_parallel(", close: ")" }
    }
}

fn latency(latency: Duration) -> String {
    ["latency=", &seconds(latency)].concat()
}

fn seconds(duration: Duration) -> String {
    decimal(duration, 9)
}
