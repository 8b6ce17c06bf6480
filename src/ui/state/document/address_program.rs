//! Reads the program that an address carries.

use super::program::Draft;
use crate::{
    browser::{ProgramSource, fragment::RawNotation},
    program::{Editor, ParseError, Scene, parse_bytes, presets::Preset},
    ui::text::announcements,
};

/// Reads the program that a page starts with: the address's, or the opening preset, beside a draft if the address's
/// program cannot be parsed.
pub(super) fn read_program(program: Option<ProgramSource>, opening: Preset) -> (Editor, Option<Draft>) {
    match program {
        Some(ProgramSource::Preset(preset)) => (Editor::new(preset.scene()), None),
        Some(ProgramSource::Notation(written)) => match read_written(written) {
            Ok((scene, text)) => (Editor::of_text(scene, &text), None),
            Err(draft) => (Editor::new(opening.scene()), Some(draft)),
        },
        None => (Editor::new(opening.scene()), None),
    }
}

/// Parses the notation in an address.
///
/// # Errors
/// Returns a draft with the readable part of the text if it cannot be parsed.
pub(super) fn read_written(RawNotation { bytes, damage }: RawNotation) -> Result<(Scene, String), Draft> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let read = match damage {
        Some(found) => Err(ParseError::at_end(&text, found, announcements::WHOLE_PROGRAM)),
        None => parse_bytes(&bytes),
    };
    match read {
        Ok(scene) => Ok((scene, text)),
        Err(error) => Err(Draft { text, error }),
    }
}
