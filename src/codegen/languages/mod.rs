//! The table of languages, and one file for each.
//!
//! Parts shared by several languages belong in the module above.

mod blocking;
mod javascript;
mod python;
mod rust;

use super::language::Language;

/// All languages, in the order in which the page offers them.
pub static LANGUAGES: [&Language; 4] = [&python::LANGUAGE, &rust::LANGUAGE, &javascript::LANGUAGE, &blocking::LANGUAGE];

/// Finds a language by its id.
pub fn find(id: &str) -> Option<&'static Language> {
    LANGUAGES.into_iter().find(|language| language.id == id)
}
