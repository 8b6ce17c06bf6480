//! Names and texts that could break code.

use std::sync::Arc;

use homeloop::program::{Message, Scene, Step};

/// Names that are words of a language or of the stubs, that are not plain ASCII, or that become the same variable.
const NAMES: [&str; 40] = [
    "class",
    "fn",
    "await",
    "asyncio",
    "print",
    "type",
    "None",
    "self",
    "main",
    "program",
    "Light",
    "light",
    "лампа",
    "küche",
    "灯",
    "_",
    "__",
    "a__b",
    "livingRoom",
    "living_room",
    "async",
    "let",
    "var",
    "function",
    "delete",
    "yield",
    "match",
    "Device",
    "run_sequence",
    "step",
    "path",
    "json",
    "time",
    "arguments",
    "eval",
    "é1",
    "light_2",
    "X",
    "_private",
    "log",
];

/// Titles that could break out of a string literal.
const TITLES: [&str; 16] = [
    "\"",
    "'",
    "\\",
    "a\"b'c\\",
    "\n",
    "\r\n\t\0\u{1b}",
    "</script><!--",
    "{}{0}%s${x}`#{y}",
    "\u{2028}\u{2029}\u{feff}",
    "\u{202e}txt.exe\u{202c}",
    "😀👩‍👩‍👧🏽🇩🇪",
    "Für Elise – Ludwig",
    "夜想曲 第2番",
    "שלום",
    "\u{7f}\u{85}\u{ad}e\u{301}",
    "*/ // #\"#",
];

/// Gives some devices and songs hostile names, and removes a device now and then.
pub fn make_hostile(scene: &mut Scene, number: usize) {
    if !number.is_multiple_of(3) {
        let names = scene.devices.iter().map(|device| device.name.clone()).collect::<Vec<_>>();
        for (place, old) in names.iter().enumerate() {
            let name = match (number % 17, place) {
                (0, 0) => "x".repeat(10_000),
                _ => NAMES[(number * 7 + place) % NAMES.len()].to_string(),
            };
            rename(scene, old, &Arc::from(name));
        }
    }
    let mut song = number;
    retitle(&mut scene.step, &mut song);
    if number.is_multiple_of(8) {
        scene.devices.pop();
    }
}

fn rename(scene: &mut Scene, old: &str, new: &Arc<str>) {
    fn in_step(step: &mut Step, old: &str, new: &Arc<str>) {
        match step {
            Step::Message(message) if &*message.device == old => message.device = new.clone(),
            Step::Block(block) => block.children.iter_mut().for_each(|child| in_step(child, old, new)),
            Step::Message(_)
            | Step::Delay(_)
            | Step::Fail(_)
            | Step::Work(_)
            | Step::OnTask(_)
            | Step::Increment(_) => {}
        }
    }
    // Through a name that nothing has, lest two devices become one.
    scene.devices.iter_mut().filter(|device| &*device.name == old).for_each(|device| device.name = new.clone());
    in_step(&mut scene.step, old, new);
}

fn retitle(step: &mut Step, song: &mut usize) {
    match step {
        Step::Message(Message { action: homeloop::home::Action::PlaySong(title), .. }) => {
            *song += 1;
            match *song % 24 {
                place if place < TITLES.len() => *title = TITLES[place].into(),
                23 => *title = "long 😀 ".repeat(1250).into(),
                _ => {}
            }
        }
        Step::Block(block) => block.children.iter_mut().for_each(|child| retitle(child, song)),
        Step::Message(_) | Step::Delay(_) | Step::Fail(_) | Step::Work(_) | Step::OnTask(_) | Step::Increment(_) => {}
    }
}
