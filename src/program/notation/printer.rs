use std::fmt::Write;

use super::print_duration;
use crate::{
    home::{Device, default_home},
    program::{Message, Scene, Step},
};

/// Writes a scene in its one canonical form: defaults left out, a step to a line.
pub fn print(scene: &Scene) -> String {
    let mut text = String::new();
    if scene.devices != default_home() {
        for device in &scene.devices {
            print_device(&mut text, device);
        }
    }
    print_step(&mut text, &scene.step, 0);
    text.push('\n');
    text
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
    let options = if options.is_empty() { String::new() } else { format!("({})", options.join(", ")) };
    _ = writeln!(text, "device {} = {}{options}", device.name, device.kind.as_str());
}

fn print_step(text: &mut String, step: &Step, depth: usize) {
    match step {
        Step::Message(message) => print_message(text, message),
        Step::Delay(duration) => _ = write!(text, "delay({})", print_duration(*duration)),
        Step::Block(block) => {
            text.push_str(block.kind.as_str());
            text.push('(');
            for child in &block.children {
                indent(text, depth + 1);
                print_step(text, child, depth + 1);
                text.push(',');
            }
            if !block.children.is_empty() {
                indent(text, depth);
            }
            text.push(')');
        }
    }
}

fn indent(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

fn print_message(text: &mut String, message: &Message) {
    _ = write!(text, "{}.{}", message.device, message.action.name());
    if let Some(data) = message.action.data() {
        text.push_str("(\"");
        data.chars().for_each(|character| print_character(text, character));
        text.push_str("\")");
    }
    if let Some(latency) = message.latency {
        _ = write!(text, " @ {}", print_duration(latency));
    }
}

/// Writes a character of a string; what cannot be seen, or turns text around, is written as its number.
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
