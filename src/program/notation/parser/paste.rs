use super::{
    super::{ParseError, lexer::begins_line, token::Token},
    cursor::{Parsed, Parser},
};
use crate::{
    home::{Device, Names},
    program::{Limits, Step},
};

/// Reads text that is pasted into a program for these devices: steps with commas or new lines between them, or a whole
/// scene, of which only the step is returned.
///
/// Messages may be addressed to devices that the home does not have. The kind of a device of the home takes precedence
/// over the declaration of a pasted scene.
///
/// # Errors
/// If the text is neither or exceeds a limit, and if a device does not have the action that a message names.
pub fn parse_steps(text: &str, devices: &[Device], limits: &Limits) -> Result<Vec<Step>, ParseError> {
    let mut parser = Parser::new(text, limits)?.allow_unknown_devices();
    let is_scene = parser.token == Token::Word("device") || parser.is_at_lock();
    if is_scene {
        parser.declarations()?;
    }
    // Of devices that share a name the first is found.
    parser.devices.splice(..0, devices.iter().cloned());
    parser.names = Names::of(&parser.devices);
    if is_scene { Ok(vec![parser.only_step()?]) } else { parser.siblings() }
}

impl Parser<'_> {
    fn siblings(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = Vec::new();
        loop {
            steps.push(self.step(0)?);
            let separated = self.eat(',')? || begins_line(self.text, self.start);
            match self.token {
                Token::End => return Ok(steps),
                _ if separated => {}
                _ => return Err(self.unexpected("`,`, a new line or the end")),
            }
        }
    }
}
