//! The table of languages, and one file for each.
//!
//! Parts shared by several languages belong in the module above.

mod blocking;
mod javascript;
mod python;
mod python_threads;
mod rust;
mod rust_threads;

use super::language::Language;
use crate::runtime::Plan;

/// The languages that the page offers, in the order in which the page offers them.
pub static LANGUAGES: [&Language; 4] = [&python::LANGUAGE, &rust::LANGUAGE, &javascript::LANGUAGE, &blocking::LANGUAGE];

/// The languages that have threads which share objects: the id of each, and the language with a thread for each branch.
static WITH_THREADS: [(&str, &Language); 2] =
    [(python::LANGUAGE.id, &python_threads::LANGUAGE), (rust::LANGUAGE.id, &rust_threads::LANGUAGE)];

/// All languages, those with threads too.
pub fn all() -> impl Iterator<Item = &'static Language> {
    LANGUAGES.into_iter().chain(WITH_THREADS.iter().map(|(_, language)| *language))
}

/// Finds the language in which a run of a plan is written: one that the page offers, by its id, with threads if the plan is run
/// with threads and it has them.
pub fn find_for(id: &str, plan: &Plan) -> Option<&'static Language> {
    let with_threads = WITH_THREADS.iter().find(|(other, _)| *other == id && plan.threads().is_some());
    with_threads.map(|(_, language)| *language).or_else(|| find(id))
}

/// Finds a language that the page offers by its id.
pub fn find(id: &str) -> Option<&'static Language> {
    LANGUAGES.into_iter().find(|language| language.id == id)
}
