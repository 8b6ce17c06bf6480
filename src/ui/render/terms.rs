//! Words that explain themselves when they are tapped: buttons that look like underlined words.
//!
//! The card listens to the clicks on all of them, so that a word is plain markup and can stand in any part of the page.

use super::vdom::{VElement, element};
use crate::ui::text::glossary::{Piece, Term, pieces};

/// The id of the card that shows the explanation.
pub const CARD: &str = "term-card";

/// Adds a text with marked words to an element of the virtual DOM.
pub fn with_words(parent: VElement, text: &str) -> VElement {
    pieces(text).into_iter().fold(parent, |parent, piece| match piece {
        Piece::Text(text) => parent.child(element("span").text(text.to_string())),
        Piece::Word { label, term } => parent.child(word(label.to_string(), term)),
    })
}

fn word(label: String, term: &Term) -> VElement {
    element("button")
        .attr("class", "term")
        .attr("data-term", term.name)
        .attr("popovertarget", CARD)
        .attr("aria-haspopup", "dialog")
        .attr("aria-expanded", "false")
        .text(label)
}

/// A text with marked words as HTML. The text is a constant of the page.
pub fn words_html(text: &str) -> String {
    const REST: &str = r#"" popovertarget="term-card" aria-haspopup="dialog" aria-expanded="false">"#;
    let mut html = String::new();
    let mut pieces = pieces(text).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => html.push_str(text),
            Piece::Word { label, term } => {
                let mark = match pieces.peek_mut() {
                    Some(Piece::Text(after)) => take_mark(after),
                    _ => "",
                };
                let word = [r#"<button class="term" data-term=""#, term.name, REST, label, "</button>"].concat();
                match mark {
                    "" => html.push_str(&word),
                    // A line may break after a button, even before a comma.
                    _ => html.extend([r#"<span class="unbroken">"#, &word, mark, "</span>"]),
                }
            }
        }
    }
    html
}

/// Takes the punctuation from the start of a text.
fn take_mark<'a>(text: &mut &'a str) -> &'a str {
    let end = text.find(|letter: char| !",.:;?!)".contains(letter)).unwrap_or(text.len());
    let (mark, rest) = text.split_at(end);
    *text = rest;
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_stays_on_the_line_of_the_word_before_it() {
        let html = words_html("A [parallel], and a [sequence] in it: so.");
        assert!(html.contains("</button>,</span> and a <button"), "{html}");
        assert!(html.ends_with("</button> in it: so."), "{html}");
    }
}
