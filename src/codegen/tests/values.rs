//! Identifiers, literals and tokens.

use std::time::Duration;

use proptest::prelude::*;

use super::super::{
    TokenKind, all,
    identifiers::{Case, identify},
    literal::decimal,
    tokens,
};
use super::language;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn prop_no_text_breaks_out_of_its_literal(text in any::<String>()) {
        for language in all() {
            let literal = language.strings.literal(&text);
            let hidden = literal.chars().any(|character| character.is_control() || character == '\u{2028}');
            prop_assert!(!hidden);
            let quote = literal.chars().next().unwrap();
            let inside = &literal[1..literal.len() - 1];
            let unescaped = inside.replace("\\\\", "").replace(&format!("\\{quote}"), "");
            prop_assert!(!unescaped.contains(quote) && !unescaped.ends_with('\\'), "{}", literal);
        }
    }

    #[test]
    fn prop_identifiers_are_plain_and_differ(names in proptest::collection::vec(any::<String>(), 1..8)) {
        for (case, reserved) in [(Case::Snake, "light class"), (Case::Camel, "light class")] {
            let mut taken = Vec::new();
            for name in names.iter().map(String::as_str).chain(["light", "class", "Light", "_"]) {
                let identifier = identify(name, "light", case, reserved, &mut taken);
                prop_assert!(identifier.starts_with(|first: char| first.is_ascii_lowercase()), "{}", identifier);
                prop_assert!(identifier.chars().all(|each| each.is_ascii_alphanumeric() || each == '_'));
                prop_assert!(!tokens::has_word(reserved, &identifier));
            }
            prop_assert_eq!(taken.len(), names.len() + 4);
            prop_assert!(taken.is_sorted_by(|one, other| one < other), "sorted, and each once: {:?}", taken);
        }
    }
}

#[test]
fn names_become_identifiers_as_people_write_them() {
    let named = |case, names: &[&str]| {
        let mut taken = Vec::new();
        let name = |name: &&str| identify(name, "lamp", case, "class", &mut taken);
        names.iter().map(name).collect::<Vec<_>>().join(" ")
    };
    let names = ["living_room", "livingRoom", "class", "class_", "灯", "é1", "TV", "__a__b"];
    assert_eq!(named(Case::Snake, &names), "living_room living_room_2 class_ class_2 lamp lamp_1 tv a_b");
    assert_eq!(named(Case::Camel, &names), "livingRoom livingRoom2 class_ class2 lamp lamp1 tv aB");
    assert_eq!(named(Case::Snake, &["बत्ती", "ضَوء", "बत्ती_kamra", "cafe\u{301}"]), "lamp lamp_2 kamra cafe");
    assert!(named(Case::Snake, &[&"x".repeat(10_000)]).len() <= 32);
}

#[test]
fn strings_are_written_with_the_quotes_and_escapes_of_the_language() {
    let all = |text| ["python", "javascript", "rust"].map(|id| language(id).strings.literal(text));
    assert_eq!(all("So What – 曲 😀"), [r#""So What – 曲 😀""#; 3]);
    assert_eq!(all("a'b\"c\"\\\n"), [r#"'a\'b"c"\\\n'"#, r#"'a\'b"c"\\\n'"#, r#""a'b\"c\"\\\n""#]);
    assert_eq!(all("\u{202e}\0"), [r#""\u202e\u0000""#, r#""\u202e\u0000""#, r#""\u{202e}\u{0}""#]);
    assert_eq!(all("\u{1f3fd}"), [r#""\U0001f3fd""#, r#""\u{1f3fd}""#, r#""\u{1f3fd}""#]);
}

#[test]
fn durations_are_exact_decimals() {
    let seconds = |nanos| decimal(Duration::from_nanos(nanos), 9);
    assert_eq!([0, 500_000_000, 2_000_000_000, 1].map(seconds), ["0", "0.5", "2", "0.000000001"]);
    assert_eq!(decimal(Duration::from_micros(250_500), 6), "250.5");
}

#[test]
fn tokens_have_the_kinds_that_the_language_gives_them() {
    let kinds = |id, line: &'static str| {
        let named = tokens::tokens(line, &language(id).tokens).filter(|token| token.kind != TokenKind::Plain);
        named.map(|token| format!("{} {}", token.kind.as_str(), token.text)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        kinds("python", r##"await log(f"it's {x}", 'a\'b', 1.5, Device, a!=b) # "no" 1"##),
        r##"keyword await, function log, string f"it's {x}", string 'a\'b', number 1.5, type Device, comment # "no" 1"##
    );
    assert_eq!(
        kinds("javascript", r#"if (step1 / 2 != "\\") throw new Error('"'); // 'no'"#),
        r#"keyword if, number 2, string "\\", keyword throw, keyword new, type Error, string '"', comment // 'no'"#
    );
    assert_eq!(
        kinds("rust", r#"async fn main() -> Home { vec!["a", 0x1f] } // "no""#),
        r#"keyword async, keyword fn, function main, type Home, function vec, string "a", number 0x1f, comment // "no""#
    );
}

#[test]
fn a_name_of_any_script_is_a_variable_in_every_language() {
    let plan = super::plan("device बत्ती = light\ndevice कमरा = speaker\nparallel(बत्ती.switch_on, कमरा.switch_on)");
    for language in all() {
        let code = language.code(&plan);
        let program: Vec<_> = (0..code.stubs_at).map(|line| code.line(line)).collect();
        for variable in ["light", "speaker"] {
            let words = program.iter().flat_map(|line| line.split(|each: char| !each.is_ascii_alphanumeric()));
            assert!(words.filter(|word| *word == variable).count() >= 2, "{}: {program:#?}", language.id);
        }
    }
}
