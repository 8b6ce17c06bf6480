use std::time::Duration;

use super::{
    About, Code, Construct, Difference, Part, Steps, Target,
    devices::{Declared, Devices},
    identifiers::Case,
    literal::{Escapes, string, width},
    tokens::Syntax,
    writer::{Writer, closes, opens},
};
use crate::{
    home::Action,
    program::BlockKind,
    runtime::{Plan, StepId, Work},
};
/// Rust with futures and tokio, as rustfmt formats it.
///
/// Blocks are macros in braces: rustfmt leaves those as they are, so that each step keeps a line of its own. Of
/// `vec![…]` it puts short lists on one line, and lists of one into each other.
pub struct Rust;

const SYNTAX: Syntax = Syntax {
    keywords: "Self as async await const crate dyn else enum false fn for if impl in let loop match mod move mut pub \
               ref return self static struct super trait true type unsafe use where while",
    comment: "//",
    quotes: &['"'],
};

const RESERVED: &str = "abstract as async await become box break const continue crate do dyn else enum extern false \
    final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct \
    super trait true try type typeof union unsafe unsized use virtual where while yield \
    program main step tell quoted delay sequence parallel run_sequence run_parallel std futures tokio";

/// rustfmt's `max_width`, and the most that arguments on one line may take.
const COLUMNS: usize = 100;
const ARGUMENTS: usize = 60;

impl Target for Rust {
    fn about(&self) -> &'static About {
        &About { id: "rust", name: "Rust", extension: "rs", mime: "text/rust" }
    }

    fn code(&self, plan: &Plan) -> Code {
        let mut writer = Writer::default();
        let devices = Devices::new(plan, Case::Snake, RESERVED);
        writer.plain(
            "// cargo add futures\n// cargo add tokio --features macros,rt,time\nuse std::time::Duration;\n\n\
             #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), String> {",
        );
        declare(&mut writer, &devices);
        let mut program = Program { plan, devices, writer: &mut writer };
        if plan.step(StepId::ROOT).child_count > 0 {
            program.step(StepId::ROOT, 4, "let program = ", ";");
        } else {
            program.single();
        }
        writer.plain("    program.await\n}\n\n");
        writer.finish(include_str!("stubs/rust.rs.txt"), &SYNTAX)
    }

    fn differences(&self) -> &'static [Difference] {
        &[
            Difference {
                construct: Construct::Message,
                text: "A future is lazy like a coroutine: it does nothing before it is awaited, and one that is \
                       dropped never runs. A message without data says None, for Rust has no default arguments.",
            },
            Difference {
                construct: Construct::Sequence,
                text: "The same loop with .await; the ? after it returns the first failure, where Python raises an \
                       exception. sequence! is a macro, so that it takes any number of steps.",
            },
            Difference {
                construct: Construct::Parallel,
                text: "gather makes a task of each coroutine, which the event loop runs. join_all makes one future \
                       that polls all of them in the task it is awaited in.",
            },
            Difference {
                construct: Construct::Failure,
                text: "join_all always waits for all and hands back every result. gather by itself raises the first \
                       exception at once and leaves the others running.",
            },
            Difference {
                construct: Construct::Delay,
                text: "The duration has a type of its own, so that its unit cannot be mistaken.",
            },
            Difference {
                construct: Construct::Main,
                text: "Rust brings no event loop: tokio is one, and the attribute starts it as asyncio.run does, here \
                       on one thread. An Err that main returns makes the exit code 1.",
            },
        ]
    }
}

fn declare(writer: &mut Writer, devices: &Devices) {
    let mut declared = devices.declared().peekable();
    let any = declared.peek().is_some();
    for Declared { identifier, name, state, latency, .. } in declared {
        let arguments = [string(name, Escapes::Rust), ["\"", state, "\""].concat(), duration(latency)];
        binding(writer, identifier, "Device::new", &arguments, None);
    }
    if any {
        writer.plain("\n");
    }
}

/// Writes `let identifier = head(arguments);`, which is all that rustfmt has an opinion on.
fn binding(writer: &mut Writer, identifier: &str, head: &str, arguments: &[String], step: Option<u32>) {
    let steps = |part| step.map(|step| Steps { numbers: step..step + 1, part });
    let (first, further) = (steps(Part::Opens), steps(Part::Continues));
    let all = arguments.join(", ");
    let call = width(head) + width(&all) + "();".len();
    let binding = ["let ", identifier, " ="].concat();
    if width(&all) <= ARGUMENTS && 5 + binding.len() + call <= COLUMNS {
        return writer.line(4, &[&binding, " ", head, "(", &all, ");"], first);
    }
    if width(&all) <= ARGUMENTS && 8 + call <= COLUMNS {
        writer.line(4, &[&binding], first);
        return writer.line(8, &[head, "(", &all, ");"], further);
    }
    writer.line(4, &[&binding, " ", head, "("], first);
    for argument in arguments {
        match argument.strip_prefix("Some(").and_then(|data| data.strip_suffix(')')) {
            Some(data) if 8 + width(argument) >= COLUMNS => {
                writer.line(8, &["Some("], further.clone());
                writer.line(12, &[data, ","], further.clone());
                writer.line(8, &["),"], further.clone());
            }
            _ => writer.line(8, &[argument, ","], further.clone()),
        }
    }
    writer.line(4, &[");"], further);
}

fn duration(duration: Duration) -> String {
    let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let (unit, count) = match nanos {
        _ if nanos % 1_000_000 == 0 => ("millis", nanos / 1_000_000),
        _ if nanos % 1000 == 0 => ("micros", nanos / 1000),
        _ => ("nanos", nanos),
    };
    ["Duration::from_", unit, "(", &count.to_string(), ")"].concat()
}

struct Program<'a> {
    plan: &'a Plan,
    devices: Devices<'a>,
    writer: &'a mut Writer,
}

impl Program<'_> {
    fn step(&mut self, id: StepId, indent: usize, before: &str, after: &str) {
        let step = self.plan.step(id);
        let Work::Block(kind) = step.work else {
            let (head, arguments) = self.leaf(id);
            let line = [before, &head, "(", &arguments.join(", "), ")", after];
            return self.writer.line(indent, &line, opens(id.0..id.0 + 1));
        };
        let name = match kind {
            BlockKind::Sequence => "sequence! {",
            BlockKind::Parallel => "parallel! {",
        };
        if step.child_count == 0 {
            return self.writer.line(indent, &[before, name, "}", after], opens(id.0..id.0 + 1));
        }
        self.writer.line(indent, &[before, name], opens(id.0..id.0 + 1));
        for child in self.plan.children(id) {
            self.step(child, indent + 4, "", ",");
        }
        self.writer.line(indent, &["}", after], closes(id.0));
    }

    /// Writes a program of one step. Only here rustfmt has something to say about a message.
    fn single(&mut self) {
        match self.plan.step(StepId::ROOT).work {
            Work::Block(_) => self.step(StepId::ROOT, 4, "let program = ", ";"),
            _ => {
                let (head, arguments) = self.leaf(StepId::ROOT);
                binding(self.writer, "program", &head, &arguments, Some(0));
            }
        }
    }

    fn leaf(&self, id: StepId) -> (String, Vec<String>) {
        let work = &self.plan.step(id).work;
        let (action, latency) = match work {
            Work::Delay(time) => return ("delay".into(), vec![duration(*time)]),
            Work::Block(_) => unreachable!("a block is no leaf"),
            Work::UnknownDevice { action, .. } => (action, None),
            Work::Message { device, action, latency } => {
                (action, (self.plan.device(*device).latency != *latency).then_some(*latency))
            }
        };
        let name = action.name().as_str();
        let (method, arguments) = match (action, latency) {
            (Action::Connect | Action::Disconnect, None) => (name, Vec::new()),
            _ => {
                let data = action.data().map(|data| ["Some(", &string(data, Escapes::Rust), ")"].concat());
                let told = [["\"", name, "\""].concat(), data.unwrap_or_else(|| "None".into())];
                let method = if latency.is_some() { "send_message_taking" } else { "send_message" };
                (method, latency.map(duration).into_iter().chain(told).collect())
            }
        };
        ([self.devices.identifier(work), ".", method].concat(), arguments)
    }
}
