//! Values as source text, and how wide text is.

use std::time::Duration;

/// How a language writes down characters that cannot be seen, or that turn text around.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// `\u2028`, `\U0001f600`
    Python,
    /// `\u2028`, `\u{1f600}`
    JavaScript,
    /// `\u{2028}`, `\u{1f600}`
    Rust,
}

/// A string literal. Quotes are those that the language's formatter would choose.
pub(super) fn string(text: &str, escapes: Escapes) -> String {
    let count = |quote| text.matches(quote).count();
    let single = escapes != Escapes::Rust && count('"') > count('\'');
    let quote = if single { '\'' } else { '"' };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for character in text.chars() {
        match character {
            '\n' => literal.push_str("\\n"),
            '\\' => literal.push_str("\\\\"),
            _ if character == quote => literal.extend(['\\', quote]),
            _ if columns(character).is_some() => literal.push(character),
            _ => escape(&mut literal, character, escapes),
        }
    }
    literal.push(quote);
    literal
}

fn escape(literal: &mut String, character: char, escapes: Escapes) {
    let number = u32::from(character);
    let (open, digits, close) = match escapes {
        Escapes::Rust => ("\\u{", 1, "}"),
        _ if number <= 0xffff => ("\\u", 4, ""),
        Escapes::JavaScript => ("\\u{", 1, "}"),
        Escapes::Python => ("\\U", 8, ""),
    };
    literal.push_str(open);
    let significant = (8 - number.leading_zeros() / 4).max(digits);
    literal.extend((0..significant).rev().filter_map(|place| char::from_digit(number >> (4 * place) & 0xf, 16)));
    literal.push_str(close);
}

/// How many columns text takes in the eyes of all three formatters.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(|character| columns(character).unwrap_or(1)).sum() }
}

/// How many columns a character takes; `None` for one that is better written as its number: what cannot be seen, what
/// combines or turns text around, and what the formatters count differently.
fn columns(character: char) -> Option<usize> {
    match character {
        ' '..='~' => Some(1),
        // Latin, Greek and Cyrillic, with their signs.
        '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{384}'..='\u{481}' | '\u{48a}'..='\u{52f}'
            if !character.is_whitespace() =>
        {
            Some(1)
        }
        '–' | '—' | '‘' | '’' | '“' | '”' | '„' | '…' | '€' => Some(1),
        // Kana, Chinese characters and Hangul.
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '、'..='〃' | '一'..='龥' | '가'..='힣' => Some(2),
        // Music, animals, things, faces and vehicles, as far as they are emoji by themselves.
        '\u{1f3a0}'..='\u{1f3ca}' | '\u{1f400}'..='\u{1f43e}' | '\u{1f442}'..='\u{1f4fc}' => Some(2),
        '\u{1f5fb}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6c5}' => Some(2),
        _ => None,
    }
}

/// A duration as a decimal number of a unit that has so many nanoseconds' digits: 9 for seconds, 6 for milliseconds.
pub(super) fn decimal(duration: Duration, digits: u32) -> String {
    let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let unit = 10_u64.pow(digits);
    let (whole, mut fraction) = (nanos / unit, nanos % unit);
    let mut text = whole.to_string();
    if fraction > 0 {
        text.push('.');
    }
    let mut place = unit;
    while fraction > 0 {
        place /= 10;
        text.extend(char::from_digit((fraction / place) as u32, 10));
        fraction %= place;
    }
    text
}
