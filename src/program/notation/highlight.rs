use std::ops::Range;

use super::{
    lexer::Lexer,
    token::Token,
    words::{RESERVED, is_word, is_word_start},
};
use crate::{home::word_enum::word_enum, program::StepWord};

word_enum! {
    /// The kind of a token, for syntax highlighting.
    pub enum TokenKind {
        /// A word of the language: a block, `device`, a kind, an option or a state.
        Keyword = "keyword",
        /// A name, also an unfinished one.
        Device = "device",
        Action = "action",
        /// A number, with its unit if there is one.
        Number = "number",
        /// A string, perhaps without its closing quote.
        String = "string",
        Comment = "comment",
        Sign = "sign",
        /// A token that means nothing where it is.
        Error = "error",
    }
}

/// The tokens and comments of a text: ranges of bytes in order, each with its kind.
///
/// The text may be wrong, and may be a single line of another. The kind of a token depends on its neighbours alone.
pub fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, TokenKind)> {
    let mut lexer = Lexer::new(text);
    let mut before = "";
    std::iter::from_fn(move || {
        if let Some(range) = lexer.comment() {
            return Some((range, TokenKind::Comment));
        }
        let start = lexer.offset();
        let kind = match lexer.any_string() {
            Some(_) => TokenKind::String,
            None => match lexer.next().ok()?.0 {
                Token::Word(word) => word_kind(word, before, lexer.rest()),
                Token::Number(_) => unit(&mut lexer),
                Token::Sign('(' | ')' | ',' | '.' | ':' | '=' | '@') => TokenKind::Sign,
                Token::Sign(_) => TokenKind::Error,
                Token::String(_) => TokenKind::String,
                Token::End => return None,
            },
        };
        before = &text[start..lexer.offset()];
        Some((start..lexer.offset(), kind))
    })
}

/// Skips the unit of a number, or a word in its place.
fn unit(lexer: &mut Lexer) -> TokenKind {
    let mut ahead = lexer.clone();
    let apart = !ahead.take_while(|space| space.is_whitespace() && space != '\n').is_empty();
    let word = ahead.take_while(is_word);
    let is_unit = matches!(word, "ms" | "s");
    if is_unit || !apart {
        *lexer = ahead;
    }
    if is_unit || apart || word.is_empty() { TokenKind::Number } else { TokenKind::Error }
}

fn word_kind(word: &str, before: &str, after: &str) -> TokenKind {
    let (apart, after) = (after.starts_with(char::is_whitespace), after.trim_start().chars().next());
    match (before, word, after) {
        (".", ..) => TokenKind::Action,
        (_, "device", _) => TokenKind::Keyword,
        // A declaration: the word before a name, and the name.
        (before, "lock", Some(next)) if apart && before != "device" && is_word_start(next) => TokenKind::Keyword,
        ("lock", ..) => TokenKind::Device,
        // A word that is not reserved is the name of a device, unless brackets follow it.
        _ if StepWord::from_name(word).is_some() && (after == Some('(') || RESERVED.contains(&word)) => {
            TokenKind::Keyword
        }
        ("device", "none", after) if after != Some('=') => TokenKind::Keyword,
        ("=" | ":", ..) | (_, _, Some(':')) => TokenKind::Keyword,
        (_, _, Some('(')) => TokenKind::Error,
        _ => TokenKind::Device,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::program::{notation::tests::draft, print};

    /// The tokens of a text, each with its kind.
    fn read(text: &str) -> Vec<(&str, &str)> {
        tokens(text).map(|(range, kind)| (&text[range], kind.as_str())).collect()
    }

    fn assert_covered(text: &str) {
        let mut end = 0;
        for (range, _) in tokens(text) {
            assert!(text[end..range.start].trim().is_empty(), "{:?} is left out of {text:?}", &text[end..range.start]);
            assert!(!text[range.clone()].contains('\n') && !range.is_empty(), "{range:?} of {text:?}");
            end = range.end;
        }
        assert!(text[end..].trim().is_empty(), "{:?} is left out of {text:?}", &text[end..]);
    }

    proptest! {
        #[test]
        fn prop_every_character_of_any_text_has_one_kind(text in any::<String>()) {
            assert_covered(&text);
        }

        #[test]
        fn prop_every_character_of_any_words_has_one_kind(
            words in proptest::collection::vec(r##"device|delay|none|light|ms|s|[0-9]{1,3}|[().,:@=#"\n\\ ]|é"##, 0..30)
        ) {
            assert_covered(&words.concat());
        }

        #[test]
        fn prop_a_line_alone_has_the_same_kinds_as_in_its_text(scene in draft()) {
            let text = print(&scene);
            let by_line: Vec<_> = text.lines().flat_map(read).collect();
            prop_assert!(by_line.iter().all(|(_, kind)| *kind != "error"), "{text}");
            prop_assert_eq!(by_line, read(&text));
        }
    }

    #[test]
    fn the_kind_of_a_word_follows_from_its_neighbours() {
        assert_eq!(
            read("device lamp = light(latency: 0.5 s) # Mine"),
            [
                ("device", "keyword"),
                ("lamp", "device"),
                ("=", "sign"),
                ("light", "keyword"),
                ("(", "sign"),
                ("latency", "keyword"),
                (":", "sign"),
                ("0.5 s", "number"),
                (")", "sign"),
                ("# Mine", "comment"),
            ]
        );
        assert_eq!(read("radio.play_song")[..], [("radio", "device"), (".", "sign"), ("play_song", "action")]);
        assert_eq!(read("device none"), [("device", "keyword"), ("none", "keyword")]);
        assert_eq!(read("device none = light")[1], ("none", "device"));
        assert_eq!(read("state.open")[2], ("open", "action"));
        let declared = [("lock", "keyword"), ("door", "device"), ("(", "sign"), ("permits", "keyword")];
        assert_eq!(read("lock door(permits: 2)")[..4], declared);
        let held = [("lock", "keyword"), ("(", "sign"), ("door", "device"), (",", "sign")];
        assert_eq!(read("lock(door, delay(1s))")[..4], held);
    }

    #[test]
    fn an_unfinished_token_has_its_kind_already() {
        assert_eq!(read("radi"), [("radi", "device")]);
        assert_eq!(read("(\"So \\\" # What")[1], ("\"So \\\" # What", "string"));
        assert_eq!(read("\"a\\\nlight"), [("\"a\\", "string"), ("light", "device")]);
        assert_eq!(read("@ 5\nms"), [("@", "sign"), ("5", "number"), ("ms", "device")]);
    }

    #[test]
    fn a_token_that_means_nothing_is_an_error() {
        for (text, wrong) in [("delay(5h)", "5h"), ("paralel (", "paralel"), ("a; b", ";")] {
            let errors: Vec<_> = read(text).into_iter().filter(|(_, kind)| *kind == "error").collect();
            assert_eq!(errors, [(wrong, "error")], "{text}");
        }
    }
}
