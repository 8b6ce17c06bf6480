mod program;

use self::program::Program;
use super::{
    About, Code, Construct, Difference, Target,
    devices::{Declared, Devices},
    identifiers::Case,
    literal::{Escapes, decimal, string},
    tokens::Syntax,
    writer::{Breaks, Call, Writer},
};
use crate::{home::Device, runtime::Plan};

/// JavaScript for Node and browsers, as prettier formats it.
pub struct JavaScript;

const SYNTAX: Syntax = Syntax {
    keywords: "async await break case catch class const continue default delete do else extends false finally for \
               function if in instanceof let new null of return super switch this throw true try typeof undefined \
               var void while yield",
    comment: "//",
    quotes: &['"', '\'', '`'],
};

const RESERVED: &str = "arguments async await break case catch class const continue debugger default delete do else \
    enum eval export extends false finally for function if implements import in instanceof interface let new null \
    of package private protected public return static super switch this throw true try typeof undefined var void \
    while with yield \
    console process performance require module exports globalThis program main path start step sequence parallel \
    delay sleep";

const BREAKS: Breaks = Breaks { columns: 80, indent: 2, share: false };

impl Target for JavaScript {
    fn about(&self) -> &'static About {
        &About { id: "javascript", name: "JavaScript", extension: "js", mime: "text/javascript" }
    }

    fn code(&self, plan: &Plan) -> Code {
        let mut writer = Writer::default();
        let devices = Devices::new(plan, Case::Camel, RESERVED);
        writer.plain("async function main() {");
        declare(&mut writer, &devices);
        Program::new(plan, devices, &mut writer).write();
        writer.plain("}\n\n");
        writer.finish(include_str!("../stubs/javascript.js"), &SYNTAX)
    }

    fn differences(&self) -> &'static [Difference] {
        &[
            Difference {
                construct: Construct::Message,
                text: "A promise is eager: its work begins with the call, not with await. That is why each message is \
                       wrapped in () => and called when its turn has come; a Python coroutine waits by itself.",
            },
            Difference {
                construct: Construct::Sequence,
                text: "The same loop with await. Its steps are functions, so that the second does not begin before \
                       the first has ended.",
            },
            Difference {
                construct: Construct::Parallel,
                text: "Promise.allSettled is like gather with return_exceptions=True. All calls are made at once, \
                       before the event loop turns again.",
            },
            Difference {
                construct: Construct::Failure,
                text: "Promise.all rejects with the first failure and does not wait for the others, as gather does by \
                       itself; neither stops them. allSettled waits for all.",
            },
            Difference {
                construct: Construct::Delay,
                text: "setTimeout takes milliseconds and a callback; asyncio.sleep takes seconds and is awaited. A \
                       new Promise turns one into the other.",
            },
            Difference {
                construct: Construct::Main,
                text: "Node and the browser run an event loop from the start: main is just called, where Python needs \
                       asyncio.run.",
            },
        ]
    }
}

fn declare(writer: &mut Writer, devices: &Devices) {
    let mut declared = devices.declared().peekable();
    let any = declared.peek().is_some();
    for Declared { identifier, name, class, state, is_default, latency } in declared {
        let mut arguments = vec![string(name, Escapes::JavaScript)];
        let own_latency = latency != Device::DEFAULT_LATENCY;
        if !is_default || own_latency {
            arguments.push(["\"", state, "\""].concat());
        }
        if own_latency {
            arguments.push(decimal(latency, 6));
        }
        let head = ["const ", identifier, " = new ", class].concat();
        writer.call(2, &Call { head: &head, arguments: &arguments, tail: ";" }, &BREAKS, None);
    }
    if any {
        writer.plain("\n");
    }
}
