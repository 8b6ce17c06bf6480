//! Characters that cannot be seen, which pasted text may contain. They are no part of a name: two names that look the
//! same would differ.

/// The byte order mark, with which some programs begin every text file.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// The number and name of a character that cannot be seen: "U+200B, zero width space". `None` for all others, and for
/// white space.
pub fn describe_invisible(character: char) -> Option<String> {
    let name = name(character)?;
    Some(format!("U+{:04X}, {name}", u32::from(character)))
}

/// The first character of a text that cannot be seen.
pub fn first_invisible(text: &str) -> Option<char> {
    text.chars().find(|&character| is_invisible(character))
}

pub(super) fn is_invisible(character: char) -> bool {
    name(character).is_some()
}

/// The characters that Unicode calls default-ignorable, and some that are drawn as nothing.
fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "combining grapheme joiner",
        '\u{61c}' => "Arabic letter mark",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "Hangul filler",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "a control of the direction of text",
        '\u{2060}' => "word joiner",
        '\u{2800}' => "braille pattern blank",
        '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "variation selector",
        BYTE_ORDER_MARK => "zero width no-break space",
        '\u{17b4}' | '\u{17b5}' | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fff0}'..='\u{fffb}' => OTHER,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => OTHER,
        control if control.is_control() && !control.is_whitespace() => "a control character",
        _ => return None,
    })
}

const OTHER: &str = "an invisible character";

#[cfg(test)]
mod tests {
    use crate::program::{is_device_name, parse, parse_steps};

    /// The ends of the ranges that Unicode's DerivedCoreProperties.txt lists as Default_Ignorable_Code_Point.
    const DEFAULT_IGNORABLE: [(u32, u32); 17] = [
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x115f, 0x1160),
        (0x17b4, 0x17b5),
        (0x180b, 0x180f),
        (0x200b, 0x200f),
        (0x202a, 0x202e),
        (0x2060, 0x206f),
        (0x3164, 0x3164),
        (0xfe00, 0xfe0f),
        (0xfeff, 0xfeff),
        (0xffa0, 0xffa0),
        (0xfff0, 0xfff8),
        (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a),
        (0xe0000, 0xe0fff),
    ];

    #[test]
    fn a_character_that_cannot_be_seen_is_named_wherever_it_stands() {
        for (text, column) in [
            ("\u{200b}light.switch_on", 1),
            ("li\u{200b}ght.switch_on", 3),
            ("light\u{200b}.switch_on", 6),
            ("light.switch_on\u{200b}", 16),
            ("parallel(\u{200b})", 10),
            ("light.switch_on @ 1\u{200b}s", 20),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.found, "U+200B, zero width space", "{text:?}");
            assert_eq!(error.column, column, "{text:?}");
        }
        let error = parse("sequence(\n\u{202e}light.switch_on)").unwrap_err().to_string();
        let expected = "line 2, column 1: found U+202E, a control of the direction of text, \
                        expected a character that can be seen; delete it";
        assert_eq!(error, expected);
        assert_eq!(parse("\u{7}delay(1s)").unwrap_err().found, "U+0007, a control character");
    }

    #[test]
    fn no_character_that_cannot_be_seen_is_part_of_a_name() {
        for character in DEFAULT_IGNORABLE.into_iter().flat_map(|(first, last)| first..=last) {
            let character = char::from_u32(character).unwrap();
            let found = parse(&format!("device a{character} = light\ndelay(1s)")).unwrap_err().found;
            assert!(found.starts_with(&format!("U+{:04X}, ", u32::from(character))), "{found}");
            assert!(!is_device_name(&format!("a{character}")) && !is_device_name(&character.to_string()), "{found}");
        }
    }

    #[test]
    fn a_byte_order_mark_before_a_text_is_skipped_and_does_not_count_as_a_column() {
        assert_eq!(parse("\u{feff}delay(1s)"), parse("delay(1s)"));
        assert_eq!(parse_steps("\u{feff}delay(1s)", &[], &Default::default()).unwrap().len(), 1);
        assert_eq!(parse("\u{feff}delay(1h)").unwrap_err().column, 7);
        assert_eq!(crate::program::format("\u{feff}# why\ndelay(1s)").unwrap(), "# why\ndelay(1s)\n");
        let twice = parse("\u{feff}\u{feff}delay(1s)").unwrap_err();
        assert_eq!((twice.column, &*twice.found), (1, "U+FEFF, zero width no-break space"));
    }

    #[test]
    fn a_text_in_quotes_and_a_comment_may_contain_anything() {
        assert!(parse("speaker.play_song(\"a\u{200b}b\")  # \u{200b}").is_ok());
    }

    #[test]
    fn a_space_that_does_not_break_is_a_space() {
        let spaced = "sequence(\u{a0}light.switch_on\u{202f}@\u{3000}1.5\u{a0}s)";
        assert_eq!(parse(spaced), parse("sequence(light.switch_on @ 1.5s)"));
    }
}
