//! Names of programs.

/// Length of the longest name.
pub const MAX_NAME_CHARS: usize = 60;

/// Normalizes a typed name: one line, without spaces around it. `None` if nothing is left.
pub fn tidy(typed: &str) -> Option<String> {
    let one_line = typed.split(|character: char| character.is_whitespace() || character.is_control());
    let words: Vec<_> = one_line.filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(MAX_NAME_CHARS).collect();
    (!name.is_empty()).then(|| name.trim_end().into())
}

/// The next free name after a taken one: "good night 2".
pub fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let (stem, number) = match name.rsplit_once(' ') {
        Some((stem, number)) if let Ok(number) = number.parse::<u32>() => (stem, number),
        _ => (name, 1),
    };
    let stem: String = stem.chars().take(MAX_NAME_CHARS - 11).collect();
    let mut names = (number.saturating_add(1)..).map(|number| format!("{stem} {number}"));
    names.find(|name| !is_taken(name)).unwrap_or_else(|| name.into())
}

/// The name of a program from that of its file, without the extension and with spaces for dashes.
pub fn of_file(name: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    tidy(&stem.replace(['-', '_'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_at_most_60_characters() {
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
}
