//! Text of the code panel.

use std::time::Duration;

use super::numbers::{count, seconds};
use crate::codegen::Language;

pub const LANGUAGE: &str = "Language";
pub const LINES: &str = "Lines";
pub const COPY: &str = "Copy the code";
pub const DOWNLOAD: &str = "Download the code";

/// Names the kind of code in a file name, beside the program: code without async is Python too.
pub fn file_kind(language: &Language) -> &'static str {
    if language.is_async { "" } else { "blocking" }
}

/// The label of the button for a language. Blocking code is Python too, so it is named by the difference.
pub fn language(language: &Language) -> &'static str {
    if language.is_async { language.name } else { "Blocking" }
}

/// The title of the differences between a language and Python.
pub fn differences(language: &Language) -> &'static str {
    match language.id {
        "python" => "What the words mean",
        _ if language.is_async => "What is different from Python?",
        _ => "What is different with async?",
    }
}

/// The proof of the code, which `make code-test` is.
pub const PROOF: &str =
    "Proven by running it: every preset and 500 random programs, compared with the log of this page.";

/// Says that code does not run in the model that is chosen on the page.
pub fn other_model(model: &str, language: &Language) -> Option<&'static str> {
    match (model, language.is_async) {
        ("threads", true) => Some("This code runs as async. Homeloop does not write code with threads."),
        ("threads", false) => Some("This code runs on one thread. Homeloop does not write code with threads."),
        ("blocking", true) => Some("This code runs as async. Blocking has the code that does one thing at a time."),
        _ => None,
    }
}

pub fn copied(language: &Language) -> String {
    format!("The program was copied as {}.", language.name)
}

/// The description of a line whose block awaits the steps inside it.
pub const SUSPENDED: &str = "suspended";

/// The duration of code that does not do what the program does, beside that of the program. Async code is worth a remark
/// only if the two differ.
pub fn own_duration(language: &Language, own: Duration, program: Duration) -> Option<String> {
    let reason = match language.is_async {
        true if own == program => return None,
        true => "what is dropped is not cleaned up",
        false => "nothing overlaps",
    };
    let [own, program] = [own, program].map(seconds);
    Some(format!("{} takes {own} where the program takes {program}: {reason}.", language.name))
}

/// The label of the button that shows the lines which are the same for every program.
pub fn helpers(lines: usize) -> String {
    format!("Helpers and devices, {}", count(lines, "line"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::LANGUAGES;

    #[test]
    fn code_that_does_not_do_what_the_program_does_says_how_long_it_takes_and_why() {
        let remark = |id: &str, own| {
            let language = LANGUAGES.into_iter().find(|language| language.id == id).expect("a language");
            own_duration(language, Duration::from_secs(own), Duration::from_secs(2))
        };
        assert_eq!(remark("rust", 2), None);
        let takes = "Rust takes 1.00\u{a0}s where the program takes 2.00\u{a0}s: what is dropped is not cleaned up.";
        assert_eq!(remark("rust", 1).as_deref(), Some(takes));
        assert!(remark("blocking", 2).expect("a remark").ends_with("nothing overlaps."));
    }

    #[test]
    fn every_language_has_a_button_of_its_own() {
        let mut labels = LANGUAGES.map(language);
        labels.sort_unstable();
        assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{labels:?}");
    }

    #[test]
    fn every_language_has_a_file_of_its_own() {
        let mut files = LANGUAGES.map(|language| (file_kind(language), language.extension));
        files.sort_unstable();
        assert!(files.windows(2).all(|pair| pair[0] != pair[1]), "{files:?}");
    }

    #[test]
    fn differences_are_from_python_or_from_async() {
        let titles = LANGUAGES.map(|language| (language.id, differences(language)));
        let of = |id| titles.iter().find(|(other, _)| *other == id).expect("a language").1;
        assert_eq!(of("python"), "What the words mean");
        assert_eq!(of("rust"), "What is different from Python?");
        assert_eq!(of("blocking"), "What is different with async?");
    }
}
