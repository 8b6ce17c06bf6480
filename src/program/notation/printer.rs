use std::{fmt::Write, time::Duration};

use super::{comments::Comments, print_duration};
use crate::{
    home::{Device, default_home},
    program::{Block, Fail, LeafKind, Lock, Message, Parameter, Scene, Step, Value},
};

/// Writes a scene in its canonical form: without defaults, one step on a line.
pub fn print(scene: &Scene) -> String {
    let mut printer = Printer::default();
    if scene.devices != default_home() {
        printer.devices(&scene.devices);
    }
    printer.locks(&scene.locks);
    printer.root(&scene.step);
    printer.finish()
}

/// Writes steps with commas between them, as [`parse_steps`](super::parse_steps) reads them.
pub fn print_steps(steps: &[Step]) -> String {
    let mut printer = Printer::default();
    for (index, step) in steps.iter().enumerate() {
        if index > 0 {
            printer.text.push(',');
        }
        printer.root(step);
    }
    printer.finish()
}

/// Writes a scene line by line, with the comments of an equivalent text between the lines.
#[derive(Default)]
pub(super) struct Printer<'a> {
    text: String,
    comments: Comments<'a>,
}

impl<'a> Printer<'a> {
    pub(super) fn with(comments: Comments<'a>) -> Self {
        Self { text: String::new(), comments }
    }

    pub(super) fn devices(&mut self, devices: &[Device]) {
        for device in devices {
            self.next_line(0, 0);
            print_device(&mut self.text, device);
        }
        // A text without device lines means the default home.
        if devices.is_empty() {
            self.next_line(0, 0);
            self.text.push_str("device none");
        }
    }

    pub(super) fn locks(&mut self, locks: &[Lock]) {
        for Lock { name, permits } in locks {
            self.next_line(0, 0);
            _ = write!(self.text, "lock {name}");
            if *permits > 1 {
                _ = write!(self.text, "(permits: {permits})");
            }
        }
    }

    pub(super) fn root(&mut self, step: &Step) {
        self.next_line(0, 0);
        self.step(step, 0);
    }

    pub(super) fn finish(mut self) -> String {
        self.comments_before(usize::MAX, 0);
        self.text.push('\n');
        self.text
    }

    fn step(&mut self, step: &Step, depth: usize) {
        match step {
            Step::Message(message) => print_message(&mut self.text, message),
            Step::Delay(duration) => self.leaf(LeafKind::Delay, &print_duration(*duration)),
            Step::Work(duration) => self.leaf(LeafKind::Work, &print_duration(*duration)),
            Step::Fail(Fail { reason, after }) => {
                self.leaf(LeafKind::Fail, &quoted(reason));
                print_time(&mut self.text, (!after.is_zero()).then_some(*after));
            }
            Step::OnTask(step) => self.leaf(step.verb.leaf_kind(), &step.name),
            Step::Increment(number) => self.leaf(LeafKind::Increment, number),
            Step::Block(block) => self.block(block, depth),
        }
    }

    fn leaf(&mut self, kind: LeafKind, argument: &str) {
        self.text.extend([kind.as_str(), "(", argument, ")"]);
    }

    fn block(&mut self, block: &Block, depth: usize) {
        self.text.push_str(block.kind.as_str());
        self.text.push('(');
        self.arguments(block);
        for child in &block.children {
            self.next_line(depth + 1, depth + 1);
            self.step(child, depth + 1);
            self.text.push(',');
        }
        if block.children.is_empty() && !self.comments.precede_next_line() {
            self.comments.next_line();
        } else {
            self.next_line(depth, depth + 1);
        }
        self.text.push(')');
    }

    /// Writes the arguments on the line on which the block begins.
    fn arguments(&mut self, block: &Block) {
        let is_positional = |key| block.kind.parameter(key).is_some_and(Parameter::is_required);
        let written = block.arguments.written().map(|(key, value)| match is_positional(key) {
            true => print_value(value),
            false => format!("{}: {}", key.as_str(), print_value(value)),
        });
        self.text.push_str(&written.collect::<Vec<_>>().join(", "));
        if !self.text.ends_with('(') && !block.children.is_empty() {
            self.text.push(',');
        }
    }

    /// Writes the comments that precede the next line, and begins it.
    fn next_line(&mut self, depth: usize, comment_depth: usize) {
        let offset = self.comments.next_line();
        self.comments_before(offset, comment_depth);
        self.indent(depth);
    }

    fn comments_before(&mut self, offset: usize, depth: usize) {
        let mut first = true;
        while let Some(comment) = self.comments.next_before(offset) {
            // A comment extends to the end of its line, so only the first can follow code.
            if first && comment.follows_code {
                self.text.push_str("  ");
            } else {
                self.indent(depth);
            }
            self.text.push_str(comment.text);
            first = false;
        }
    }

    fn indent(&mut self, depth: usize) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.extend(std::iter::repeat_n("  ", depth));
    }
}

fn print_device(text: &mut String, device: &Device) {
    let plain = Device::new(device.name.clone(), device.kind);
    let mut options = Vec::new();
    if device.latency != plain.latency {
        options.push(format!("latency: {}", print_duration(device.latency)));
    }
    if device.jitter != plain.jitter {
        options.push(format!("jitter: {}", print_duration(device.jitter)));
    }
    if device.start != plain.start {
        options.push(format!("state: {}", device.start.as_str()));
    }
    if device.fails > 0 {
        options.push(format!("fails: {}", device.fails));
    }
    if let Some(capacity) = device.capacity {
        options.push(format!("capacity: {capacity}"));
    }
    let options = if options.is_empty() { String::new() } else { format!("({})", options.join(", ")) };
    _ = write!(text, "device {} = {}{options}", device.name, device.kind.as_str());
}

fn print_message(text: &mut String, message: &Message) {
    _ = write!(text, "{}.{}", message.device, message.action.name());
    if let Some(data) = message.action.data() {
        text.extend(["(", &quoted(data), ")"]);
    }
    print_time(text, message.latency);
}

/// Writes the time that a step takes, if it is written down.
fn print_time(text: &mut String, time: Option<Duration>) {
    if let Some(time) = time {
        _ = write!(text, " @ {}", print_duration(time));
    }
}

/// Writes the value of an argument; nothing for one that is left out.
pub fn print_value(value: &Value) -> String {
    match value {
        Value::None => String::new(),
        Value::Duration(duration) => print_duration(*duration),
        Value::Count(count) => count.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Word(word) => (*word).into(),
        Value::Name(name) => name.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    text.chars().for_each(|character| print_character(&mut quoted, character));
    quoted.push('"');
    quoted
}

/// Writes a character of a string. Invisible characters and those that change the direction of text are escaped.
fn print_character(text: &mut String, character: char) {
    match character {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            _ = write!(text, "{}", character.escape_unicode());
        }
        control if control.is_control() => _ = write!(text, "{}", control.escape_unicode()),
        character => text.push(character),
    }
}
