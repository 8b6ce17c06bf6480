//! Python with asyncio, as black formats it.

use std::{borrow::Cow, time::Duration};

use super::super::{
    call::Call,
    devices::Declared,
    differences,
    identifiers::Case,
    language::{Concurrency, Language},
    layout::black,
    literal::{Escape, StringRules, decimal},
    program::Program,
    steps::{Brackets, Message, StepSyntax},
    tokens::TokenRules,
    writer::Writer,
};
use crate::{
    home::Device,
    program::{BlockKind, Control, Errors, First, Losers, Number, Pauses, TaskVerb, ThreadUse},
};

pub static LANGUAGE: Language = Language {
    id: "python",
    name: "Python",
    extension: "py",
    mime: "text/x-python",
    concurrency: Concurrency::Async,
    differences: differences::PYTHON,
    case: Case::Snake,
    reserved: RESERVED,
    tokens: TOKENS,
    strings: STRINGS,
    own_plan: |_| None,
    new_names: NEW_NAMES,
    steps: &Syntax,
    write,
    blocks: concat!(include_str!("../stubs/python.blocks.py"), include_str!("../stubs/python.tasks.py")),
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
    asyncio threading time json sys main delay run_sequence run_parallel step log paths started \
    abs all any bin bool bytes chr dict dir eval exec exit filter float format hash help hex id input int iter len \
    list map max min next object oct open ord pow print range repr round self set slice sorted str sum super tuple \
    vars zip";

/// The functions that a program of all kinds of steps uses besides.
pub(super) const NEW_NAMES: &str = "fail run_parallel_cancel run_parallel_leave run_parallel_collect run_parallel_limit \
    run_race run_race_with run_timeout run_retry run_repeat run_fallback run_ensure run_lock run_start run_future \
    await_ticket cancel_ticket resolve_ticket increment Number work run_blocking run_offload run_in_thread holds sleep suppress";

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
        if device.fails > 0 {
            arguments.push(["fails=", &device.fails.to_string()].concat());
        }
        arguments.extend(device.capacity.map(|capacity| ["capacity=", &capacity.to_string()].concat()));
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

    fn fail(&self, reason: &str, after: Duration) -> Call {
        let mut arguments = vec![LANGUAGE.strings.literal(reason)];
        arguments.extend((!after.is_zero()).then(|| seconds(after)));
        Call::new("fail", arguments)
    }

    fn work(&self, duration: Duration, _: ThreadUse) -> Call {
        Call::new("work", vec![seconds(duration)])
    }

    fn lock(&self, variable: &str, permits: u32) -> (String, Call) {
        declared_lock("asyncio", variable, permits)
    }

    fn ticket(&self, variable: &str) -> (String, Call) {
        ([variable, " = "].concat(), Call::new("Ticket", Vec::new()))
    }

    fn on_task(&self, verb: TaskVerb, variable: &str) -> Call {
        Call::new([verb.as_str(), "_ticket"].concat(), vec![variable.into()])
    }

    fn number(&self, variable: &str) -> (String, Call) {
        ([variable, " = "].concat(), Call::new("Number", Vec::new()))
    }

    fn increment(&self, variable: &str) -> Call {
        Call::new("increment", vec![variable.into()])
    }

    fn block(&self, control: Control, named: Option<&str>) -> Brackets {
        let open = match control {
            Control::Sequence => "run_sequence(".into(),
            Control::Parallel { errors, limit: Some(limit) } => {
                let errors = (errors != Errors::Wait).then(|| keyword("errors", errors.as_str()));
                curried("run_parallel_limit", [Some(limit.to_string()), errors])
            }
            Control::Parallel { errors, limit: None } => match errors {
                Errors::Wait => "run_parallel(".into(),
                Errors::Cancel => "run_parallel_cancel(".into(),
                Errors::Leave => "run_parallel_leave(".into(),
                Errors::Collect => "run_parallel_collect(".into(),
            },
            Control::Race { first: First::Settled, losers: Losers::Cancel } => "run_race(".into(),
            Control::Race { first, losers } => {
                let first = (first != First::Settled).then(|| keyword("first", first.as_str()));
                let losers = (losers != Losers::Cancel).then(|| keyword("losers", losers.as_str()));
                curried("run_race_with", [first, losers])
            }
            Control::Timeout(limit) => curried("run_timeout", [Some(seconds(limit))]),
            Control::Retry { count, pauses } => rounds("run_retry", count, pauses),
            Control::Repeat { count, pauses } => rounds("run_repeat", count, pauses),
            Control::Fallback => "run_fallback(".into(),
            Control::Ensure => "run_ensure(".into(),
            Control::Lock => curried("run_lock", [named.map(str::to_string)]),
            Control::Start => curried("run_start", [named.map(str::to_string)]),
            Control::Blocking => "run_blocking(".into(),
            Control::Offload => "run_offload(".into(),
            Control::Future => curried("run_future", [named.map(str::to_string)]),
        };
        // A coroutine is awaited only once, so each round needs new ones.
        let before_each = if matches!(control.kind(), BlockKind::Retry | BlockKind::Repeat) { "lambda: " } else { "" };
        Brackets { before_each, ..Brackets::new(open, ")") }
    }
}

/// A lock of one of Python's modules: with several permits it is a semaphore.
pub(super) fn declared_lock(module: &str, variable: &str, permits: u32) -> (String, Call) {
    let call = match permits {
        1 => Call::new([module, ".Lock"].concat(), Vec::new()),
        _ => Call::new([module, ".Semaphore"].concat(), vec![permits.to_string()]),
    };
    ([variable, " = "].concat(), call)
}

/// The head of a function that takes the arguments of a block first, and its steps in a second call.
fn curried<const N: usize>(name: &str, arguments: [Option<String>; N]) -> Cow<'static, str> {
    let arguments: Vec<_> = arguments.into_iter().flatten().collect();
    [name, "(", &arguments.join(", "), ")("].concat().into()
}

fn rounds(name: &str, count: u32, Pauses { wait, grow }: Pauses) -> Cow<'static, str> {
    let wait = (!wait.is_zero()).then(|| ["wait=", &seconds(wait)].concat());
    let grow = (grow != Number::whole(1)).then(|| ["grow=", &grow.to_string()].concat());
    curried(name, [Some(count.to_string()), wait, grow])
}

fn keyword(key: &str, word: &str) -> String {
    [key, "=\"", word, "\""].concat()
}

fn latency(latency: Duration) -> String {
    ["latency=", &seconds(latency)].concat()
}

fn seconds(duration: Duration) -> String {
    decimal(duration, 9)
}
