//! Rust with futures and tokio, as rustfmt formats it.

use std::{borrow::Cow, time::Duration};

use super::super::{
    call::Call,
    devices::Declared,
    differences,
    identifiers::Case,
    language::{Concurrency, Language},
    layout::rustfmt,
    literal::{Escape, StringRules},
    program::Program,
    steps::{Brackets, Message, StepSyntax},
    stub::Features,
    tokens::TokenRules,
    writer::Writer,
};
use crate::{
    program::{Control, Errors, First, Losers, Number, Pauses, TaskVerb, ThreadUse},
    runtime::{Awaited, Plan},
};

pub static LANGUAGE: Language = Language {
    id: "rust",
    name: "Rust",
    extension: "rs",
    mime: "text/rust",
    concurrency: Concurrency::Async,
    differences: differences::RUST,
    case: Case::Snake,
    reserved: RESERVED,
    tokens: TOKENS,
    strings: STRINGS,
    own_plan,
    new_names: NEW_NAMES,
    steps: &Syntax,
    write,
    blocks: concat!(include_str!("../stubs/rust.blocks.rs.txt"), include_str!("../stubs/rust.tasks.rs.txt")),
    stubs: concat!(
        include_str!("../stubs/rust.rs.txt"),
        include_str!("../stubs/rust.macros.rs.txt"),
        include_str!("../stubs/rust.rounds.rs.txt")
    ),
};

pub(super) const RESERVED: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn \
           for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct \
           super trait true try type typeof union unsafe unsized use virtual where while yield \
           program main step log quoted delay sequence parallel run_sequence run_parallel std futures tokio";

pub(super) const TOKENS: TokenRules = TokenRules {
    keywords: "Self as async await const crate dyn else enum false fn for if impl in let loop match mod move mut \
               pub ref return self static struct super trait true type unsafe use where while",
    comment: "//",
    quotes: &['"'],
};

pub(super) const STRINGS: StringRules = StringRules { may_be_single_quoted: false, short: UNICODE, long: UNICODE };

/// The functions and macros that a program of all kinds of steps uses besides.
pub(super) const NEW_NAMES: &str = "fail fail_after run parallel_cancel parallel_leave parallel_collect parallel_limit race race_with timeout \
            retry repeat fallback ensure lock new_lock run_lock start run_start future run_future new_ticket await_ticket \
            cancel_ticket resolve_ticket increment new_number work work_on_thread work_for blocking run_blocking offload run_offload sleep";

/// A future that is dropped cannot await a cleanup. Of what is offloaded only work leaves the thread.
fn own_plan(plan: &Plan) -> Option<Plan> {
    let has = |control| plan.ids().any(|id| plan.step(id).control == Some(control));
    let awaited = has(Control::Offload).then(|| plan.awaiting(Awaited::Messages)).filter(|own| own.runs_unlike(plan));
    match has(Control::Ensure) {
        true => Some(awaited.as_ref().unwrap_or(plan).dropping()),
        false => awaited,
    }
}

const UNICODE: Escape = Escape { open: "\\u{", digits: 1, close: "}" };

fn write(program: &Program, writer: &mut Writer) {
    let features = Features::of(program.plan, &program.devices);
    let sync = if features.has("lock") || features.has("names") { "sync," } else { "" };
    writer.plain(
        &[
            "// cargo add futures\n// cargo add tokio --features macros,rt,",
            sync,
            "time\nuse std::time::Duration;\n\n\
             #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), String> {",
        ]
        .concat(),
    );
    rustfmt::declare(program, writer);
    rustfmt::steps(program, writer, "let program = ");
    let run = if features.has("strays") || features.has("names") { "run(program)" } else { "program" };
    writer.plain(&["    ", run, ".await\n}\n\n"].concat());
}

/// The syntax of Rust, which Rust with threads shares.
pub(super) struct Syntax;

impl StepSyntax for Syntax {
    fn device(&self, device: &Declared) -> (String, Call) {
        let state = ["\"", device.state, "\""].concat();
        let mut arguments = vec![LANGUAGE.strings.literal(device.name), state, duration_literal(device.latency)];
        let is_reliable = device.fails == 0 && device.capacity.is_none();
        if !is_reliable {
            let capacity = device.capacity.map(|capacity| ["Some(", &capacity.to_string(), ")"].concat());
            arguments.extend([device.fails.to_string(), capacity.unwrap_or_else(|| "None".into())]);
        }
        let constructor = if is_reliable { "Device::new" } else { "Device::unreliable" };
        (["let ", device.identifier, " = "].concat(), Call::new(constructor, arguments))
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

    fn fail(&self, reason: &str, after: Duration) -> Call {
        let reason = LANGUAGE.strings.literal(reason);
        match after.is_zero() {
            true => Call::new("fail", vec![reason]),
            false => Call::new("fail_after", vec![duration_literal(after), reason]),
        }
    }

    fn work(&self, duration: Duration, thread: ThreadUse) -> Call {
        let name = if thread == ThreadUse::Worker { "work_on_thread" } else { "work" };
        Call::new(name, vec![duration_literal(duration)])
    }

    fn lock(&self, variable: &str, permits: u32) -> (String, Call) {
        (["let ", variable, " = "].concat(), Call::new("new_lock", vec![permits.to_string()]))
    }

    fn ticket(&self, variable: &str) -> (String, Call) {
        (["let ", variable, " = "].concat(), Call::new("new_ticket", Vec::new()))
    }

    fn on_task(&self, verb: TaskVerb, variable: &str) -> Call {
        Call::new([verb.as_str(), "_ticket"].concat(), vec![variable.into()])
    }

    fn number(&self, variable: &str) -> (String, Call) {
        (["let ", variable, " = "].concat(), Call::new("new_number", Vec::new()))
    }

    fn increment(&self, variable: &str) -> Call {
        Call::new("increment", vec![variable.into()])
    }

    fn block(&self, control: Control, named: Option<&str>) -> Brackets {
        let open = match control {
            Control::Sequence => "sequence! {".into(),
            Control::Parallel { errors, limit: Some(limit) } => {
                let errors = (errors != Errors::Wait).then(|| keyword("errors", errors.as_str()));
                with_arguments("parallel_limit", [Some(limit.to_string()), errors])
            }
            Control::Parallel { errors, limit: None } => match errors {
                Errors::Wait => "parallel! {".into(),
                Errors::Cancel => "parallel_cancel! {".into(),
                Errors::Leave => "parallel_leave! {".into(),
                Errors::Collect => "parallel_collect! {".into(),
            },
            Control::Race { first: First::Settled, losers: Losers::Cancel } => "race! {".into(),
            Control::Race { first, losers } => {
                let words = [keyword("first", first.as_str()), keyword("losers", losers.as_str())];
                with_arguments("race_with", words.map(Some))
            }
            Control::Timeout(limit) => with_arguments("timeout", [Some(duration_literal(limit))]),
            Control::Retry { count, pauses } => rounds("retry", count, pauses),
            Control::Repeat { count, pauses } => rounds("repeat", count, pauses),
            Control::Fallback => "fallback! {".into(),
            Control::Ensure => "ensure! {".into(),
            Control::Lock => with_arguments("lock", [named.map(str::to_string)]),
            Control::Start => with_arguments("start", [named.map(str::to_string)]),
            Control::Blocking => "blocking! {".into(),
            Control::Offload => "offload! {".into(),
            Control::Future => with_arguments("future", [named.map(str::to_string)]),
        };
        Brackets::new(open, "}")
    }
}

/// The head of a macro that takes the arguments of a block before its steps.
fn with_arguments<const N: usize>(name: &str, arguments: [Option<String>; N]) -> Cow<'static, str> {
    let arguments: Vec<_> = arguments.into_iter().flatten().collect();
    [name, "! { ", &arguments.join(", "), ";"].concat().into()
}

fn rounds(name: &str, count: u32, Pauses { wait, grow }: Pauses) -> Cow<'static, str> {
    let wait = (!wait.is_zero()).then(|| ["wait: ", &duration_literal(wait)].concat());
    let grow = (grow != Number::whole(1)).then(|| ["grow: ", &float(grow)].concat());
    with_arguments(name, [Some(count.to_string()), wait, grow])
}

fn keyword(key: &str, word: &str) -> String {
    [key, ": \"", word, "\""].concat()
}

fn float(number: Number) -> String {
    let text = number.to_string();
    if text.contains('.') { text } else { text + ".0" }
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
