use super::super::token::Token;
use super::cursor::{Parsed, Parser};
use crate::program::{Scene, Step};

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
            Token::End => Ok(step),
            _ => Err(self.unexpected("the end: a scene has one step, perhaps a block")),
        }
    }
}
