use super::{
    super::{ParseError, token::Token},
    cursor::{Parsed, Parser},
};
use crate::program::{Scene, Step, TaskVerb, task_names, thread};

/// A scene, and the offsets of the tokens that begin a line of its printed form: each `device`, each `lock`, the start of each
/// step, and the closing bracket of each block.
pub struct Source {
    pub scene: Scene,
    pub lines: Vec<usize>,
    /// The number of lines that declare devices; 0 if the text declares none and means the default home.
    pub device_lines: usize,
}

impl Parser<'_> {
    pub fn source(mut self) -> Parsed<Source> {
        let device_lines = self.declarations()?;
        let step = self.only_step()?;
        let scene = Scene { devices: self.devices, locks: self.locks, step };
        Ok(Source { scene, lines: self.lines, device_lines })
    }

    pub fn only_step(&mut self) -> Parsed<Step> {
        let step = self.step(0)?;
        match self.token {
            Token::End => self.check_names(&step).and_then(|()| self.check_workers(&step)).map(|()| step),
            _ => Err(self.unexpected("the end: a scene has one step, perhaps a block")),
        }
    }

    /// Refuses a step inside an `offload` that a worker cannot run.
    fn check_workers(&self, step: &Step) -> Parsed<()> {
        let Some(number) = thread::misplaced(step) else { return Ok(()) };
        let start = self.steps[number];
        let word: String = self.text[start..].chars().take_while(|&it| it.is_alphanumeric() || it == '_').collect();
        let expected = "a step that a worker can run: a message, delay, fail, work or sequence";
        Err(ParseError::at(self.text, start, Token::Word(&word).describe(), expected))
    }

    /// Refuses a step that does with a name what cannot be done with what has it.
    fn check_names(&self, step: &Step) -> Parsed<()> {
        let Some(misuse) = task_names::misuse(step) else { return Ok(()) };
        let expected = match misuse.verb {
            TaskVerb::Resolve => "the name of a promise: a task or a future ends with its steps",
            _ => "the name of a task or a future: a promise runs no steps that could be cancelled",
        };
        Err(ParseError::at(
            self.text,
            self.steps[misuse.number],
            Token::Word(misuse.verb.as_str()).describe(),
            expected,
        ))
    }
}
