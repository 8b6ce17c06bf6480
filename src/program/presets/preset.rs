use crate::program::{Scene, parse};

/// A ready-made program.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// The name in URLs.
    pub id: &'static str,
    /// The title on the page.
    pub name: &'static str,
    /// The text before its first run, which asks for a guess and does not tell the outcome; marked as the lesson is.
    pub question: &'static str,
    /// The lesson of the program, in a sentence or two. Words in brackets are those of the glossary: `[slack]`, or
    /// `[futures|future]` for another form of one.
    pub lesson: &'static str,
    /// The id of the next preset of the story.
    pub next: &'static str,
    pub(super) scene: fn() -> Scene,
}

impl Preset {
    pub fn scene(&self) -> Scene {
        (self.scene)()
    }
}

/// The id of the preset that the story begins with, which a first visit opens.
pub const FIRST: &str = "good-night-sequence";

/// Reads the scene of a preset.
pub(super) fn read(text: &str) -> Scene {
    parse(text).expect("the text of a preset is a scene")
}
