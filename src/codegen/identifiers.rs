//! Names of devices as variables.

use super::tokens::has_word;

/// The case of names in a language.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `living_room`
    Snake,
    /// `livingRoom`
    Camel,
}

/// The length at which names are cut; an underscore may make one longer by a letter.
const MAX_IDENTIFIER: usize = 32;

/// Makes a variable of `name` that is not `reserved` and differs from those `taken`, which are sorted; adds it to them.
/// `fallback` stands in for a name without usable letters.
///
/// Keeps ASCII letters and digits only: compilers warn of many others, or treat two of them as the same.
pub(super) fn identify(name: &str, fallback: &str, case: Case, reserved: &str, taken: &mut Vec<String>) -> String {
    let mut plain = cased(name, case);
    if !plain.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let joined = [fallback, "_", &plain].concat();
        plain = cased(&joined, case);
    }
    if has_word(reserved, &plain) {
        plain.push('_');
    }
    let mut identifier = plain.clone();
    let mut number = 2_u32;
    while taken.binary_search(&identifier).is_ok() {
        let between = if case == Case::Snake { "_" } else { "" };
        identifier = [plain.trim_end_matches('_'), between, &number.to_string()].concat();
        number += 1;
    }
    let place = taken.partition_point(|other| *other < identifier);
    taken.insert(place, identifier.clone());
    identifier
}

/// The words of a name in the given case.
fn cased(name: &str, case: Case) -> String {
    let mut identifier = String::new();
    let mut before = ' ';
    for character in name.chars() {
        if identifier.len() >= MAX_IDENTIFIER {
            break;
        }
        if character.is_ascii_alphanumeric() {
            let follows_gap = !before.is_ascii_alphanumeric();
            let begins_word = follows_gap || character.is_ascii_uppercase() && before.is_ascii_lowercase();
            match case {
                Case::Snake if begins_word && !identifier.is_empty() => identifier.push('_'),
                _ => {}
            }
            let upper = case == Case::Camel && begins_word && !identifier.is_empty();
            identifier.push(if upper { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() });
        }
        before = character;
    }
    identifier
}
