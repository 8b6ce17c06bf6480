//! Names of programs, and their ages in words.

use crate::ui::text::count;

/// The longest name, in characters.
const MAX_NAME_CHARS: usize = 60;

/// A name as it is kept: one line, without spaces around it; `None` if nothing is left.
pub fn tidy(typed: &str) -> Option<String> {
    let one_line = typed.split(|character: char| character.is_whitespace() || character.is_control());
    let words: Vec<_> = one_line.filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(MAX_NAME_CHARS).collect();
    (!name.is_empty()).then(|| name.trim_end().into())
}

/// A name after this one that nothing has yet: "good night 2".
pub fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let (stem, number) = match name.rsplit_once(' ') {
        Some((stem, number)) if let Ok(number) = number.parse::<u32>() => (stem, number),
        _ => (name, 1),
    };
    let stem: String = stem.chars().take(MAX_NAME_CHARS - 11).collect();
    let mut names = (number.saturating_add(1)..).map(|number| format!("{stem} {number}"));
    names.find(|name| !is_taken(name)).unwrap_or_else(|| name.into())
}

/// A file's name as that of a program: without the ending, and with its dashes as spaces.
pub fn of_file(name: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    tidy(&stem.replace(['-', '_'], " "))
}

/// An age in words: "5 minutes ago".
pub fn ago(ms: u64) -> String {
    let minutes = ms / 60_000;
    let (number, unit) = match minutes {
        0 => return "just now".into(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{} ago", count(number.try_into().unwrap_or(usize::MAX), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_bearable_length() {
        assert_eq!(tidy("  good \n\t night\u{7} "), Some("good night".into()));
        assert_eq!(tidy(" \n "), None);
        assert_eq!(tidy(&"é".repeat(100)), Some("é".repeat(60)));
    }

    #[test]
    fn a_second_program_of_a_name_gets_a_number() {
        let free = |name, taken: &[&str]| free(name, |name| taken.contains(&name));
        assert_eq!(free("good night", &["good night"]), "good night 2");
        assert_eq!(free("good night", &["good night", "good night 2"]), "good night 3");
        assert_eq!(free("good night 2", &["good night 2"]), "good night 3");
        assert_eq!(free("7", &["7"]), "7 2");
        assert!(free(&"a".repeat(60), &[]).len() <= 60);
    }

    #[test]
    fn a_file_names_its_program() {
        assert_eq!(of_file("good-night.txt"), Some("good night".into()));
        assert_eq!(of_file("my.home.txt"), Some("my.home".into()));
        assert_eq!(of_file("---"), None);
    }

    #[test]
    fn ages_are_told_in_the_largest_unit() {
        let minute = 60_000;
        let draft_name = [0, minute, 59 * minute, 60 * minute, 47 * 60 * minute, 72 * 60 * minute].map(ago);
        assert_eq!(draft_name, ["just now", "1 minute ago", "59 minutes ago", "1 hour ago", "1 day ago", "3 days ago"]);
    }
}
