//! JavaScript for Node and browsers, as prettier formats it.

use std::{borrow::Cow, time::Duration};

use super::super::{
    call::Call,
    devices::Declared,
    differences,
    identifiers::Case,
    language::{Concurrency, Language},
    layout::prettier,
    literal::{Escape, StringRules, decimal},
    program::Program,
    steps::{Brackets, Message, StepSyntax},
    tokens::TokenRules,
    writer::Writer,
};
use crate::{
    home::Device,
    program::{Control, Errors, First, Losers, Number, Pauses, TaskVerb, ThreadUse},
    runtime::{Awaited, Plan},
};

pub static LANGUAGE: Language = Language {
    id: "javascript",
    name: "JavaScript",
    extension: "js",
    mime: "text/javascript",
    concurrency: Concurrency::Async,
    differences: differences::JAVASCRIPT,
    case: Case::Camel,
    reserved: "arguments async await break case catch class const continue debugger default delete do else enum eval \
               export extends false finally for function if implements import in instanceof interface let new null of \
               package private protected public return static super switch this throw true try typeof undefined var \
               void while with yield \
               console process performance require module exports globalThis program main path start step sequence \
               parallel delay sleep",
    tokens: TokenRules {
        keywords: "async await break case catch class const continue default delete do else extends false finally for \
                   function if in instanceof let new null of return super switch this throw true try typeof undefined \
                   var void while yield",
        comment: "//",
        quotes: &['"', '\'', '`'],
    },
    strings: StringRules {
        may_be_single_quoted: true,
        short: Escape { open: "\\u", digits: 4, close: "" },
        long: Escape { open: "\\u{", digits: 1, close: "}" },
    },
    own_plan,
    new_names: "fail parallelCancel parallelLeave parallelCollect parallelLimit race raceWith timeout retry repeat fallback \
                ensure lock startTask futureOf awaitTicket cancelTicket resolveTicket increment SharedNumber around occurrences strays named run work blocking offload",
    steps: &Syntax,
    write,
    blocks: include_str!("../stubs/javascript.blocks.js"),
    stubs: include_str!("../stubs/javascript.js"),
};

/// Nothing waits without giving way, and no other thread reaches the devices.
fn own_plan(plan: &Plan) -> Option<Plan> {
    let has = |control| plan.ids().any(|id| plan.step(id).control == Some(control));
    let is_other = has(Control::Blocking) || has(Control::Offload);
    is_other.then(|| plan.awaiting(Awaited::All)).filter(|own| own.runs_unlike(plan))
}

fn write(program: &Program, writer: &mut Writer) {
    writer.plain("async function main() {");
    prettier::declare(program, writer);
    prettier::steps(program, writer);
    writer.plain("}\n\n");
}

struct Syntax;

impl StepSyntax for Syntax {
    fn device(&self, device: &Declared) -> (String, Call) {
        let mut arguments = vec![LANGUAGE.strings.literal(device.name)];
        let has_troubles = device.fails > 0 || device.capacity.is_some();
        let has_latency = device.latency != Device::DEFAULT_LATENCY || has_troubles;
        if !device.is_default || has_latency {
            arguments.push(["\"", device.state, "\""].concat());
        }
        if has_latency {
            arguments.push(milliseconds(device.latency));
        }
        arguments.extend(has_troubles.then(|| device.fails.to_string()));
        arguments.extend(device.capacity.map(|capacity| capacity.to_string()));
        (["const ", device.identifier, " = new "].concat(), Call::new(device.class, arguments))
    }

    fn message(&self, message: &Message) -> Call {
        let (method, mut arguments) = message.method("sendMessage");
        match message.data() {
            Some(data) => arguments.push(LANGUAGE.strings.literal(data)),
            None if message.latency.is_some() && method == "sendMessage" => arguments.push("undefined".into()),
            None => {}
        }
        arguments.extend(message.latency.map(milliseconds));
        Call::new([message.device, ".", method].concat(), arguments)
    }

    fn delay(&self, duration: Duration) -> Call {
        Call::new("delay", vec![milliseconds(duration)])
    }

    fn fail(&self, reason: &str, after: Duration) -> Call {
        let mut arguments = vec![LANGUAGE.strings.literal(reason)];
        arguments.extend((!after.is_zero()).then(|| milliseconds(after)));
        Call::new("fail", arguments)
    }

    fn work(&self, duration: Duration, _: ThreadUse) -> Call {
        Call::new("work", vec![milliseconds(duration)])
    }

    fn lock(&self, variable: &str, permits: u32) -> (String, Call) {
        let permits = (permits > 1).then(|| permits.to_string());
        (["const ", variable, " = new "].concat(), Call::new("Lock", permits.into_iter().collect()))
    }

    fn ticket(&self, variable: &str) -> (String, Call) {
        (["const ", variable, " = new "].concat(), Call::new("Ticket", Vec::new()))
    }

    fn on_task(&self, verb: TaskVerb, variable: &str) -> Call {
        Call::new([verb.as_str(), "Ticket"].concat(), vec![variable.into()])
    }

    fn number(&self, variable: &str) -> (String, Call) {
        (["const ", variable, " = new "].concat(), Call::new("SharedNumber", Vec::new()))
    }

    fn increment(&self, variable: &str) -> Call {
        Call::new("increment", vec![variable.into()])
    }

    fn block(&self, control: Control, named: Option<&str>) -> Brackets {
        let open = match control {
            Control::Sequence => "sequence(".into(),
            Control::Parallel { errors, limit: Some(limit) } => {
                // In an object: prettier breaks the lines of two plain arguments that are followed by one in a second call.
                let errors = (errors != Errors::Wait).then(|| ("errors", quoted(errors.as_str())));
                curried("parallelLimit", [Some(limit.to_string()), options([errors])])
            }
            Control::Parallel { errors, limit: None } => match errors {
                Errors::Wait => "parallel(".into(),
                Errors::Cancel => "parallelCancel(".into(),
                Errors::Leave => "parallelLeave(".into(),
                Errors::Collect => "parallelCollect(".into(),
            },
            Control::Race { first: First::Settled, losers: Losers::Cancel } => "race(".into(),
            Control::Race { first, losers } => {
                let first = (first != First::Settled).then(|| ("first", quoted(first.as_str())));
                let losers = (losers != Losers::Cancel).then(|| ("losers", quoted(losers.as_str())));
                curried("raceWith", [options([first, losers])])
            }
            Control::Timeout(limit) => curried("timeout", [Some(milliseconds(limit))]),
            Control::Retry { count, pauses } => rounds("retry", count, pauses),
            Control::Repeat { count, pauses } => rounds("repeat", count, pauses),
            Control::Fallback => "fallback(".into(),
            Control::Ensure => "ensure(".into(),
            Control::Lock => curried("lock", [named.map(str::to_string)]),
            Control::Start => curried("startTask", [named.map(str::to_string)]),
            Control::Blocking => "blocking(".into(),
            Control::Offload => "offload(".into(),
            Control::Future => curried("futureOf", [named.map(str::to_string)]),
        };
        Brackets::new(open, ")")
    }
}

/// The head of a function that takes the arguments of a block first, and its steps in a second call.
fn curried<const N: usize>(name: &str, arguments: [Option<String>; N]) -> Cow<'static, str> {
    let arguments: Vec<_> = arguments.into_iter().flatten().collect();
    [name, "(", &arguments.join(", "), ")("].concat().into()
}

fn rounds(name: &str, count: u32, Pauses { wait, grow }: Pauses) -> Cow<'static, str> {
    let wait = (!wait.is_zero()).then(|| ("wait", milliseconds(wait)));
    let grow = (grow != Number::whole(1)).then(|| ("grow", grow.to_string()));
    curried(name, [Some(count.to_string()), options([wait, grow])])
}

/// An object of those options that are given.
fn options<const N: usize>(options: [Option<(&str, String)>; N]) -> Option<String> {
    let given: Vec<_> = options.into_iter().flatten().map(|(key, value)| [key, ": ", &value].concat()).collect();
    (!given.is_empty()).then(|| ["{ ", &given.join(", "), " }"].concat())
}

fn quoted(word: &str) -> String {
    ["\"", word, "\""].concat()
}

fn milliseconds(duration: Duration) -> String {
    decimal(duration, 6)
}
