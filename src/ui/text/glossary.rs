//! The words that the page explains, and the marks by which a text points at them.

/// A word with its explanation.
#[derive(Debug)]
pub struct Term {
    pub name: &'static str,
    /// Two sentences in plain English, the same as in `docs/glossary.md`.
    pub text: &'static str,
}

const fn term(name: &'static str, text: &'static str) -> Term {
    Term { name, text }
}

/// The words, in alphabetical order.
pub static TERMS: [Term; 29] = [
    term(
        "async",
        "A way to write code that pauses where it waits, so that other code on the same thread goes on \
                   meanwhile. Python, Rust and JavaScript mark such functions with the word async.",
    ),
    term("await", "To wait inside one task until a future has ended. Meanwhile the thread is free for other tasks."),
    term("block", "A step that contains other steps. A sequence runs them one after another, a parallel all together."),
    term(
        "cancel",
        "To stop a run before its end. What is open is logged as cancelled, and nothing happens after that.",
    ),
    term(
        "concurrency",
        "Several things are under way during the same time. On one thread they take turns: while one \
                         waits, another goes on.",
    ),
    term(
        "critical path",
        "The steps that decide how long the run takes: if one of them takes longer, so does the run. \
                           They have no slack.",
    ),
    term("cursor", "The time that all panels show. It follows a run, and you can move it back and forth."),
    term("device", "A light, a speaker or a toilet, to which messages are sent. It has a name, a latency and a state."),
    term(
        "event log",
        "The list of everything that happened in a run, and when. Every picture on the page is drawn from \
                       it and the cursor.",
    ),
    term(
        "event loop",
        "A loop that waits until something is due, wakes what waited for it, and polls what can go on. \
                        The browser has one, and the steps run on it, on one thread.",
    ),
    term(
        "executor",
        "The part of the runtime that polls tasks when they can make progress. Homeloop's is written \
                      in Rust and runs on the browser's event loop.",
    ),
    term(
        "future",
        "A value that will be there later, such as the end of a step. In Rust nothing of it runs before it is \
                    polled.",
    ),
    term(
        "hazard",
        "Something that goes wrong because of the moment at which a message is sent, such as a brush during a \
                    flush. It does not stop the run.",
    ),
    term(
        "latency",
        "The time from sending one message to its arrival. It belongs to the device, unless the message has \
                     its own.",
    ),
    term("makespan", "The time from the start of a run to the end of its outermost step. The page calls it the total."),
    term(
        "message",
        "A step that sends an action to a device, such as “toilet flush”. It ends when it has arrived, one \
                     latency later.",
    ),
    term(
        "parallel",
        "A block whose steps are started together: concurrent, on one thread, which takes turns. It lasts as \
                      long as its longest step, and it is not multithreading.",
    ),
    term(
        "poll",
        "To ask a future whether it can make progress: it runs until it has to wait again, or has ended. Nothing \
                  interrupts it in between.",
    ),
    term("program", "A tree of steps. It says what waits for what, and the times follow from that."),
    term(
        "ready queue",
        "The tasks that can make progress, in the order in which they were woken. The executor polls the \
                         first, then the next.",
    ),
    term(
        "sequence",
        "A block whose steps run one after another: each starts when the one before it has finished. Their \
                      times add up.",
    ),
    term(
        "slack",
        "The time by which a step could take longer without the run getting longer. Steps on the critical path \
                   have none.",
    ),
    term(
        "step",
        "A part of a program: a message, a delay or a block. Once it has started, it finishes, fails or is \
                  cancelled.",
    ),
    term("story", "The presets in their order, each with a lesson. Next opens the one that follows."),
    term(
        "task",
        "A future that the executor polls by itself. The whole program is one, and so is each branch of a \
                  parallel.",
    ),
    term(
        "thread",
        "A line of execution that the operating system runs beside others. A program here uses one, and its \
                    steps share it.",
    ),
    term(
        "timer",
        "A deadline together with the task to wake when it is reached. Each message and each delay waits on \
                   one.",
    ),
    term(
        "turn",
        "One round of the event loop: a timer fires and wakes a task. Then ready tasks are polled until every \
                  task waits.",
    ),
    term(
        "wake",
        "To put a task into the ready queue because it can make progress. A task that nothing wakes is not \
                  polled.",
    ),
];

/// Finds a word.
pub fn find(name: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.name == name)
}

/// A piece of a text: words to tap, or the text between them.
#[derive(Debug)]
pub enum Piece<'a> {
    Text(&'a str),
    Word { label: &'a str, term: &'static Term },
}

/// Splits a text with marks. `[slack]` is a word; `[futures|future]` is one in another form.
///
/// Brackets around anything else are text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (number, part) in text.split('[').enumerate() {
        let mut rest = part;
        if number > 0
            && let Some((marked, after)) = part.split_once(']')
        {
            let (label, name) = marked.split_once('|').unwrap_or((marked, marked));
            pieces.push(find(name).map_or(Piece::Text(label), |term| Piece::Word { label, term }));
            rest = after;
        }
        pieces.push(Piece::Text(rest));
    }
    pieces
}

pub const ALL_WORDS: &str = "All words";

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, time::Duration};

    use super::*;
    use crate::{
        program::presets,
        ui::text::{event_loop, log, program, timeline},
    };

    #[test]
    fn every_word_is_explained_in_two_short_sentences() {
        for Term { name, text } in &TERMS {
            assert!(text.ends_with('.') && text.matches(". ").count() == 1, "{name}: {text}");
            assert!(text.len() <= 180, "{name} has {} letters", text.len());
            assert!(!text.contains(['<', '>', '&', '"', '[', ']']), "{name}: {text}");
        }
    }

    #[test]
    fn the_words_are_in_alphabetical_order_and_each_is_there_once() {
        assert!(TERMS.is_sorted_by(|one, other| one.name < other.name));
        assert!(TERMS.iter().all(|term| find(term.name).is_some_and(|found| std::ptr::eq(found, term))));
    }

    #[test]
    fn the_glossary_of_the_repository_has_the_same_words() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/glossary.md");
        let glossary = fs::read_to_string(path).unwrap();
        for Term { name, text } in &TERMS {
            let line = format!("- **{name}**: {text}");
            assert!(glossary.lines().any(|other| other == line), "docs/glossary.md lacks this line:\n{line}");
        }
    }

    fn written(text: &str) -> String {
        let write = |piece: &Piece| match piece {
            Piece::Text(text) => (*text).to_string(),
            Piece::Word { label, term } => format!("<{label}={}>", term.name),
        };
        pieces(text).iter().map(write).collect()
    }

    #[test]
    fn marked_words_are_found_and_all_else_is_text() {
        assert_eq!(written("plain"), "plain");
        assert_eq!(written("[slack] and [futures|future]."), "<slack=slack> and <futures=future>.");
        assert_eq!(written("a [b] c [d"), "a b c d", "no word, and no end");
    }

    #[test]
    fn every_mark_on_the_page_is_a_word_of_the_glossary() {
        let texts = [
            log::NO_EVENTS.to_string(),
            event_loop::READY_QUEUE.heading.into(),
            event_loop::THREAD.heading.into(),
            event_loop::TIMERS.heading.into(),
            event_loop::FUTURES.heading.into(),
            event_loop::poll_number(2, true),
            event_loop::poll_number(2, false),
            timeline::CRITICAL_PATH.into(),
            timeline::COLUMNS.concat(),
            timeline::slack_with_word(Duration::from_secs(1)),
            program::hazard_count(2),
        ];
        for text in texts {
            let words = pieces(&text).iter().filter(|piece| matches!(piece, Piece::Word { .. })).count();
            assert!(words > 0 && words == text.matches('[').count(), "{text}");
        }
    }

    #[test]
    fn every_mark_in_a_lesson_is_a_word_of_the_glossary() {
        for text in presets::ALL.iter().flat_map(|preset| [preset.question, preset.lesson]) {
            let words = pieces(text).iter().filter(|piece| matches!(piece, Piece::Word { .. })).count();
            assert!(words > 0 && words == text.matches('[').count(), "{text}");
        }
    }
}
