//! Text of the dialog that says what Homeloop is.

use super::{
    glossary::TERMS,
    header::{KEYS, SHARE},
    page::FORM_CODE,
};
use crate::program::presets::{self, Preset};

pub const ABOUT: &str = "About";
pub const TITLE: &str = "About Homeloop";

/// The heading of the words, which other parts of the page open.
pub const WORDS: &str = "Words";

/// The address of the source, as `Cargo.toml` has it; empty if it has none.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

const INTRODUCTION_HTML: &str = "\
<p>Homeloop shows what asynchronous programs do. You click a program together, and a smart home acts it out: what runs \
when, why it is faster, and why the order breaks. It is for people who learn async in Python, Rust or JavaScript, and for \
those who teach it.</p>
<p>Only the devices are simulated: a message is a timer. Every step is a real Rust future, and an executor polls it on the \
browser's event loop. What you see is drawn from the log of that run.</p>
<h3>Questions</h3>";

/// A question, its answer, and the place on the page where a person sees it. In brackets are presets by their ids, and
/// views by their names.
const QUESTIONS: [[&str; 3]; 6] = [
    [
        "Why a sequence inside a parallel?",
        "Only what needs something else has to wait for it: the toilet is cleaned after it has been flushed. The light and \
         the speaker need neither, so they run beside that sequence.",
        "[good-night-at-once], then [good-night]",
    ],
    [
        "What is a future?",
        "A value that will be there later, such as the end of a step; whoever awaits it waits for that. A Rust future or a \
         Python coroutine does nothing before it is awaited, while a task or a JavaScript promise runs by itself.",
        "[Futures] in the timeline, with [ticket-for-later]",
    ],
    [
        "What is an event loop?",
        "A loop that waits until a timer or a message is due, lets those go on that waited for it, and waits again. The \
         browser has one, and everything here runs on it.",
        "[Event loop] in the timeline, while you press “Step”, the arrow with a bar beside Run",
    ],
    [
        "Is this multithreading?",
        "Not in async: everything is concurrent, on one thread, and while one step waits, another goes on. A parallel is \
         asyncio.gather in Python, join_all in Rust and Promise.allSettled in JavaScript. Model, beside Run, takes \
         simulated threads instead.",
        "[Code], in each language; [Scheduler] in the timeline",
    ],
    [
        "What if one fails?",
        "A sequence stops there and fails too. In a parallel the others go on to their ends, and then it fails; it can also \
         cancel them, leave them, or collect the failures. A retry, a fallback and an ensure deal with what is left.",
        "[unplugged], with [Compare]",
    ],
    [
        "Which is faster, and why?",
        "A sequence takes the sum of its steps, a parallel as long as its longest. Only the critical path decides the \
         total; every other step has slack.",
        "the sums on the blocks; the thick line and the dots in the timeline; [Compare]",
    ],
];

const HOW_TO_EMBED: &str = "How do I put this into my page?";

/// The content of the dialog as HTML, below its head. `drawing` draws a word, if there is a drawing of it. `can_share` is
/// false where the page is a part of another one.
pub fn content_html(drawing: fn(&str) -> &'static str, can_share: bool) -> String {
    let mut html = INTRODUCTION_HTML.to_string();
    for [question, answer, place] in QUESTIONS {
        html.extend(["<details><summary>", question, "</summary><p>", answer]);
        html.extend(["</p><p class=\"place\">See it: ", &place_html(place, can_share), ".</p></details>"]);
    }
    let embedding = match can_share {
        true => format!(
            "<p>With a few lines of HTML. Share writes them for the program on the page, or a link, an iframe or \
             Markdown.</p><p><button data-act=\"share\">{SHARE}</button></p>"
        ),
        false => "<p>Open this program in Homeloop. Share writes the lines there.</p>".into(),
    };
    html += &format!("<details><summary>{HOW_TO_EMBED}</summary>{embedding}</details>\n<h3>{WORDS}</h3><dl>");
    for (number, term) in TERMS.iter().enumerate() {
        html.extend(["<div><dt id=\"word-", &number.to_string(), "\" tabindex=\"-1\">", term.name]);
        html.extend(["</dt><dd>", drawing(term.name), term.text, "</dd></div>"]);
    }
    let source = match REPOSITORY {
        "" => "comes with this page: one Rust crate, whose README says how to build it".into(),
        address => format!("is at <a href=\"{address}\">{address}</a>"),
    };
    html + &format!(
        "</dl>\n<h3>Source and licence</h3>\
         <p>This is Homeloop {}. Its source {source}. Use it under the MIT or the Apache-2.0 licence, as you like.</p>\
         <p><button data-act=\"keys\">{KEYS}</button></p>",
        env!("CARGO_PKG_VERSION"),
    )
}

/// Writes a place, with what is in brackets as buttons that open it if `can_open`, and else as names.
fn place_html(place: &str, can_open: bool) -> String {
    let mut html = String::new();
    for (number, part) in place.split(['[', ']']).enumerate() {
        match number % 2 {
            0 => html.push_str(part),
            _ => html += &link_html(part, can_open),
        }
    }
    html
}

/// Writes a button that opens a preset, by its id, or a view of the page, by its name.
fn link_html(target: &str, can_open: bool) -> String {
    let (name, action) = match presets::find(target) {
        Some(Preset { id, name, .. }) => (name, format!("open\" data-preset=\"{id}")),
        None if target == FORM_CODE => (target, "code".into()),
        None => (target, format!("view\" data-view=\"{target}")),
    };
    match can_open {
        true => format!("<button class=\"term\" data-act=\"{action}\">{name}</button>"),
        false => format!("“{name}”"),
    }
}

/// The id of the element that explains a word.
pub fn word_id(name: &str) -> Option<String> {
    TERMS.iter().position(|term| term.name == name).map(|number| format!("word-{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::{
        futures::FUTURES,
        scheduler::SCHEDULER,
        timeline::{COMPARE, EVENT_LOOP},
    };

    fn content() -> String {
        content_html(|_| "", true)
    }

    #[test]
    fn about_answers_the_seven_questions_each_with_a_place() {
        assert_eq!(content().matches("<summary>").count(), 7);
        assert_eq!(content().matches("See it: ").count(), QUESTIONS.len());
        assert!(
            content().contains("data-act=\"share\"") && !content_html(|_| "", false).contains("data-act=\"share\"")
        );
    }

    #[test]
    fn about_has_every_word_of_the_glossary() {
        for term in &TERMS {
            let id = word_id(term.name).unwrap();
            let entry = format!("<dt id=\"{id}\" tabindex=\"-1\">{}</dt><dd>{}</dd>", term.name, term.text);
            assert!(content().contains(&entry), "{entry}");
        }
    }

    #[test]
    fn about_opens_the_presets_that_it_names_unless_the_page_is_a_part_of_another() {
        assert_eq!(content().matches("data-act=\"open\"").count(), 4);
        assert_eq!(content().matches("data-act=\"code\"").count(), 1);
        assert!(content().contains("data-preset=\"good-night-at-once\">Good night, all at once</button>, then "));
        let embedded = content_html(|_| "", false);
        assert!(embedded.contains("“Good night, all at once”, then “Good night”") && !embedded.contains("data-preset"));
    }

    #[test]
    fn about_opens_views_that_the_timeline_has() {
        let views = QUESTIONS.iter().flat_map(|[_, _, place]| place.split(['[', ']']).skip(1).step_by(2));
        let views: Vec<_> = views.filter(|name| presets::find(name).is_none() && *name != FORM_CODE).collect();
        assert!(views.len() >= 4);
        for view in views {
            assert!([EVENT_LOOP.name, FUTURES.name, COMPARE.name, SCHEDULER.name].contains(&view), "{view}");
            assert!(content().contains(&format!("data-act=\"view\" data-view=\"{view}\">{view}<")), "{view}");
        }
    }

    #[test]
    fn about_names_the_licence_of_the_crate_and_invents_no_address() {
        assert_eq!(env!("CARGO_PKG_LICENSE"), "MIT OR Apache-2.0");
        assert!(content().contains("under the MIT or the Apache-2.0 licence"));
        assert_eq!(content().contains("http"), !REPOSITORY.is_empty());
        assert!(!content().contains("href=\"\""));
    }
}
