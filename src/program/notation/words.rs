use super::{invisible::is_invisible, marks::is_mark};

/// Words that cannot name a device. The list is fixed: kinds of steps that are added later are not reserved, so that
/// texts in which a device has such a name stay valid.
pub(super) const RESERVED: [&str; 9] =
    ["device", "sequence", "parallel", "delay", "race", "timeout", "retry", "repeat", "lock"];

/// True for a name: a letter or underscore, then letters, marks, digits and underscores. These are the identifiers of
/// Unicode (UAX #31), without characters that cannot be seen.
pub fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(is_word_start) && letters.all(is_word)
}

/// True if a device can have this name: one that is no reserved word.
pub fn is_device_name(name: &str) -> bool {
    is_name(name) && !RESERVED.contains(&name)
}

pub(super) fn is_word_start(character: char) -> bool {
    // Unicode counts these two signs among the letters that begin an identifier.
    (character.is_alphabetic() || matches!(character, '_' | '℘' | '℮')) && !is_invisible(character)
}

/// True for a letter, mark, digit or underscore: a character of a name.
pub fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || character == '_'
        || (character.is_alphanumeric() || is_mark(character)) && !is_invisible(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_identifier_of_any_script() {
        for name in
            ["light", "_", "lampe2", "été", "e\u{301}te\u{301}", "बत्ती", "நிலா", "ไฟ", "灯", "℮1", "ضَوء", "col·legi"]
        {
            assert!(is_device_name(name), "{name}");
        }
        for no_name in ["", "2nd", "\u{301}", "·", "a b", "a-b", "💡", "light!", "delay"] {
            assert!(!is_device_name(no_name), "{no_name}");
        }
    }

    /// Beyond these planes are no marks, and letters before Rust knows them.
    #[test]
    fn all_characters_that_unicode_allows_in_identifiers_are_allowed_in_names() {
        for character in ('\0'..'\u{20000}').filter(|&character| !is_invisible(character)) {
            let continues = unicode_ident::is_xid_continue(character) || character.is_alphanumeric();
            assert_eq!(is_word(character), continues, "U+{:04X}", u32::from(character));
        }
    }
}
