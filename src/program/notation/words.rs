use super::invisible::is_invisible;

/// Words that cannot name a device. The list is fixed: kinds of steps that are added later are not reserved, so that
/// texts in which a device has such a name stay valid.
pub(super) const RESERVED: [&str; 9] =
    ["device", "sequence", "parallel", "delay", "race", "timeout", "retry", "repeat", "lock"];

/// True if a device can have this name: a letter or underscore, then letters, digits and underscores, and no reserved
/// word.
pub fn is_device_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(is_word_start) && letters.all(is_word) && !RESERVED.contains(&name)
}

pub(super) fn is_word_start(character: char) -> bool {
    (character.is_alphabetic() || character == '_') && !is_invisible(character)
}

pub(super) fn is_word(character: char) -> bool {
    (character.is_alphanumeric() || character == '_') && !is_invisible(character)
}
