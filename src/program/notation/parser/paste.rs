use super::{
    super::{
        ParseError,
        lexer::{Token, begins_line},
    },
    Parsed, Parser,
};
use crate::{
    home::{Device, Names},
    program::{Limits, Step},
};

/// Reads what is put into a program for these devices: steps with commas or new lines between them, or a whole scene,
/// of which the step is taken.
///
/// Messages may be for devices that the home does not have. A device of the home is what it is there, whatever a
/// scene says it was elsewhere.
///
/// # Errors
/// When the text is neither or passes a limit, and where a device cannot do what it is told.
pub fn parse_steps(text: &str, devices: &[Device], limits: &Limits) -> Result<Vec<Step>, ParseError> {
    let mut parser = Parser::new(text, limits)?.allow_unknown_devices();
    let is_scene = parser.token == Token::Word("device");
    if is_scene {
        parser.devices()?;
    }
    // Of devices that share a name the first has it.
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
