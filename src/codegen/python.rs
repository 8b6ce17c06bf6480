use std::ops::Range;

use super::{
    About, Code, Construct, Difference, Target,
    devices::{Declared, Devices},
    identifiers::Case,
    literal::{Escapes, decimal, string},
    tokens::Syntax,
    writer::{Breaks, Call, Writer, closes, opens},
};
use crate::{
    home::Action,
    program::BlockKind,
    runtime::{Plan, StepId, Work},
};

/// Python with asyncio, as black formats it.
pub struct Python;

pub(super) const SYNTAX: Syntax = Syntax {
    keywords: "False None True and as assert async await break class continue def del elif else except finally for \
               from global if import in is lambda nonlocal not or pass raise return try while with yield",
    comment: "#",
    quotes: &['"', '\''],
};

/// The words of the language, and what the program part or a reader would miss.
pub(super) const RESERVED: &str = "and as assert async await break class continue def del elif else except finally \
    for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type \
    asyncio time json sys main delay run_sequence run_parallel step tell paths started \
    abs all any bin bool bytes chr dict dir eval exec exit filter float format hash help hex id input int iter len \
    list map max min next object oct open ord pow print range repr round self set slice sorted str sum super tuple \
    vars zip";

/// A magic comma after the last step keeps each on a line of its own.
pub(super) const BREAKS: Breaks = Breaks { columns: 88, indent: 4, share: true };

impl Target for Python {
    fn about(&self) -> &'static About {
        &About { id: "python", name: "Python", extension: "py", mime: "text/x-python" }
    }

    fn code(&self, plan: &Plan) -> Code {
        let mut writer = Writer::default();
        let devices = Devices::new(plan, Case::Snake, RESERVED);
        writer.plain("import asyncio\n\n\nasync def main():");
        declare(&mut writer, &devices);
        Program { plan, devices, writer: &mut writer }.step(StepId::ROOT, 4, "await ", "");
        writer.plain("\n\n");
        writer.finish(include_str!("stubs/python.py"), &SYNTAX)
    }

    fn differences(&self) -> &'static [Difference] {
        &[Difference {
            construct: Construct::Parallel,
            text: "asyncio.gather starts its branches in order, on the next turn of the event loop, and returns when \
                   all have ended; return_exceptions=True makes it wait for the others even if one fails.",
        }]
    }
}

/// Writes the devices, and an empty line if there are any.
pub(super) fn declare(writer: &mut Writer, devices: &Devices) {
    let mut declared = devices.declared().peekable();
    let any = declared.peek().is_some();
    for Declared { identifier, name, class, state, is_default, latency } in declared {
        let mut arguments = vec![string(name, Escapes::Python)];
        if !is_default {
            arguments.push(["state=\"", state, "\""].concat());
        }
        if latency != crate::home::Device::DEFAULT_LATENCY {
            arguments.push(["latency=", &decimal(latency, 9)].concat());
        }
        let head = [identifier, " = ", class].concat();
        writer.call(4, &Call { head: &head, arguments: &arguments, tail: "" }, &BREAKS, None);
    }
    if any {
        writer.plain("\n");
    }
}

/// The call that a message or a delay is.
pub(super) fn leaf(plan: &Plan, devices: &Devices, work: &Work) -> (String, Vec<String>) {
    let (action, latency) = match work {
        Work::Delay(duration) => return ("delay".into(), vec![decimal(*duration, 9)]),
        Work::Block(_) => unreachable!("a block is no leaf"),
        Work::UnknownDevice { action, .. } => (action, None),
        Work::Message { device, action, latency } => {
            (action, (plan.device(*device).latency != *latency).then_some(*latency))
        }
    };
    let mut arguments = Vec::new();
    let method = match action {
        Action::Connect | Action::Disconnect => action.name().as_str(),
        _ => {
            arguments.push(["\"", action.name().as_str(), "\""].concat());
            "send_message"
        }
    };
    arguments.extend(action.data().map(|data| string(data, Escapes::Python)));
    arguments.extend(latency.map(|latency| ["latency=", &decimal(latency, 9)].concat()));
    ([devices.identifier(work), ".", method].concat(), arguments)
}

struct Program<'a> {
    plan: &'a Plan,
    devices: Devices<'a>,
    writer: &'a mut Writer,
}

impl Program<'_> {
    fn step(&mut self, id: StepId, indent: usize, before: &str, after: &str) {
        let numbers: Range<u32> = id.0..self.plan.end_of(id);
        let step = self.plan.step(id);
        let Work::Block(kind) = step.work else {
            let (head, arguments) = leaf(self.plan, &self.devices, &step.work);
            let call = Call { head: &[before, &head].concat(), arguments: &arguments, tail: after };
            return self.writer.call(indent, &call, &BREAKS, Some(numbers));
        };
        let function = match kind {
            BlockKind::Sequence => "run_sequence(",
            BlockKind::Parallel => "run_parallel(",
        };
        if step.child_count == 0 {
            return self.writer.line(indent, &[before, function, ")", after], opens(numbers));
        }
        self.writer.line(indent, &[before, function], opens(id.0..id.0 + 1));
        for child in self.plan.children(id) {
            self.step(child, indent + BREAKS.indent, "", ",");
        }
        self.writer.line(indent, &[")", after], closes(id.0));
    }
}
