//! Text of the code panel.

use std::time::Duration;

use super::numbers::{count, seconds};
use crate::{
    codegen::{Concurrency, Language},
    program::Control,
    runtime::{Plan, StepId, Work},
};

pub const LANGUAGE: &str = "Language";
pub const LINES: &str = "Lines";
pub const COPY: &str = "Copy the code";
pub const DOWNLOAD: &str = "Download the code";

/// Names the kind of code in a file name, beside the program: code without async is Python too.
pub fn file_kind(language: &Language) -> &'static str {
    match language.concurrency {
        Concurrency::Async => "",
        Concurrency::Blocking => "blocking",
        Concurrency::Threads => "threads",
    }
}

/// The label of the button for a language. Blocking code is Python too, so it is named by the difference.
pub fn language(language: &Language) -> &'static str {
    if language.concurrency == Concurrency::Blocking { "Blocking" } else { language.name }
}

/// The title of the differences between a language and Python.
pub fn differences(language: &Language) -> &'static str {
    match language.id {
        "python" => "What the words mean",
        "python-threads" => "What is different from async?",
        _ if language.concurrency == Concurrency::Blocking => "What is different with async?",
        _ => "What is different from Python?",
    }
}

/// The proof of the code, which `make code-test` is.
pub fn proof(language: &Language) -> &'static str {
    match language.concurrency {
        Concurrency::Threads => {
            "Proven by running it: 500 programs in which nothing races, compared with the log of this page, and races, whose \
             outcomes some schedule of this page must have too."
        }
        Concurrency::Async | Concurrency::Blocking => {
            "Proven by running it: every preset and 500 random programs, compared with the log of this page."
        }
    }
}

/// Says that code does not run in the model that is chosen on the page.
pub fn other_model(model: &str, language: &Language) -> Option<&'static str> {
    match (model, language.concurrency) {
        ("threads", Concurrency::Async) => Some(
            "JavaScript has no threads that share objects: a Worker gets copies, and shares buffers only. So this code runs as async.",
        ),
        ("threads", Concurrency::Blocking) => Some("This code runs on one thread. Python has the code with several."),
        ("blocking", Concurrency::Async) => {
            Some("This code runs as async. Blocking has the code that does one thing at a time.")
        }
        _ => None,
    }
}

pub fn copied(language: &Language) -> String {
    format!("The program was copied as {}.", language.name)
}

/// The description of a line whose block awaits the steps inside it.
pub const SUSPENDED: &str = "suspended";

/// The duration of code that does not do what the program does, beside that of the program. Code in which steps overlap is worth
/// a remark only if the two differ. `plan` is that of the program, and `source` its plan in the async model.
pub fn own_duration(
    language: &Language,
    (source, plan): (&Plan, &Plan),
    own: Duration,
    program: Duration,
) -> Option<String> {
    let has = |is: &dyn Fn(StepId) -> bool| source.ids().any(is);
    let reason = match language.concurrency {
        Concurrency::Blocking => "nothing overlaps",
        _ if own == program => return None,
        Concurrency::Threads if has(&|id| matches!(source.step(id).work, Work::Busy(_))) => {
            "its threads take turns at computing"
        }
        Concurrency::Threads => "blocking holds nobody else",
        Concurrency::Async if plan.threads().is_some() || plan.is_blocking() => "it runs as async",
        Concurrency::Async if has(&|id| source.step(id).control == Some(Control::Ensure)) => {
            "what is dropped is not cleaned up"
        }
        Concurrency::Async => "it awaits what holds the thread in the program",
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
    use crate::{
        codegen::{LANGUAGES, all},
        program::parse,
        runtime::{Model, Threads},
    };

    #[test]
    fn code_that_does_not_do_what_the_program_does_says_how_long_it_takes_and_why() {
        let remark = |id: &str, text: &str, model: &Model, own| {
            let language = all().find(|language| language.id == id).expect("a language");
            let source = Plan::new(&parse(text).expect("a program"), 1);
            let plan = source.in_model(model);
            own_duration(language, (&source, &plan), Duration::from_secs(own), Duration::from_secs(2))
        };
        let (cleans_up, threads) = ("ensure(delay(1s), delay(1s))", Model::Threads(Threads::default()));
        assert_eq!(remark("rust", cleans_up, &Model::ASYNC, 2), None);
        let takes = "Rust takes 1.00\u{a0}s where the program takes 2.00\u{a0}s: what is dropped is not cleaned up.";
        assert_eq!(remark("rust", cleans_up, &Model::ASYNC, 1).as_deref(), Some(takes));
        for (id, text, model, reason) in [
            ("blocking", "delay(2s)", &Model::ASYNC, "nothing overlaps."),
            ("javascript", "blocking(delay(2s))", &Model::ASYNC, "it awaits what holds the thread in the program."),
            ("javascript", "delay(2s)", &threads, "it runs as async."),
            ("python-threads", "parallel(work(1s), work(1s))", &threads, "its threads take turns at computing."),
            ("rust-threads", "blocking(race(delay(1s)))", &threads, "blocking holds nobody else."),
        ] {
            let remark = remark(id, text, model, 1).expect("a remark");
            assert!(remark.ends_with(reason), "{remark}");
        }
    }

    #[test]
    fn every_language_has_a_button_of_its_own() {
        let mut labels = LANGUAGES.map(language);
        labels.sort_unstable();
        assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{labels:?}");
    }

    #[test]
    fn every_language_has_a_file_of_its_own() {
        let mut files: Vec<_> = all().map(|language| (file_kind(language), language.extension)).collect();
        files.sort_unstable();
        assert!(files.windows(2).all(|pair| pair[0] != pair[1]), "{files:?}");
    }

    #[test]
    fn differences_are_from_python_or_from_async() {
        let titles: Vec<_> = all().map(|language| (language.id, differences(language))).collect();
        let of = |id| titles.iter().find(|(other, _)| *other == id).expect("a language").1;
        assert_eq!(of("python"), "What the words mean");
        assert_eq!(of("rust"), "What is different from Python?");
        assert_eq!(of("blocking"), "What is different with async?");
        assert_eq!(of("python-threads"), "What is different from async?");
        assert_eq!(of("rust-threads"), "What is different from Python?");
    }
}
