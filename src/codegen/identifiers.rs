use super::tokens::has_word;

/// How a language writes names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `living_room`
    Snake,
    /// `livingRoom`
    Camel,
}

/// Names are cut to about this many letters.
const LONGEST: usize = 32;

/// A name for a variable that sounds like `name` and is not among those `taken`, which are sorted. `or_else` is for names
/// that have no letter to use.
///
/// Only letters and digits that every language takes are kept: compilers warn of many others, or take two for the same.
pub(super) fn identify(name: &str, or_else: &str, case: Case, reserved: &str, taken: &mut Vec<String>) -> String {
    let mut plain = cased(name, case);
    if !plain.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let joined = [or_else, "_", &plain].concat();
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

/// The words of a name, written as the case has it.
fn cased(name: &str, case: Case) -> String {
    let mut identifier = String::new();
    let mut before = ' ';
    for character in name.chars() {
        if identifier.len() >= LONGEST {
            break;
        }
        if character.is_ascii_alphanumeric() {
            let parted = !before.is_ascii_alphanumeric();
            let begins_word = parted || character.is_ascii_uppercase() && before.is_ascii_lowercase();
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
