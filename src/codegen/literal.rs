//! Values as source code, and the width of text.

use std::time::Duration;

/// The string literals of a language.
pub(super) struct StringRules {
    /// True if its formatter prefers single quotes where they save escapes.
    pub may_be_single_quoted: bool,
    /// The escape of characters up to U+FFFF.
    pub short: Escape,
    /// The escape of all others.
    pub long: Escape,
}

/// The notation of a character as its number.
pub(super) struct Escape {
    pub open: &'static str,
    /// The minimum number of hexadecimal digits.
    pub digits: u32,
    pub close: &'static str,
}

impl StringRules {
    /// Writes a string literal, in the quotes that the formatter would choose. Characters that cannot be seen, or that
    /// reverse the direction of text, are written as their numbers.
    pub fn literal(&self, text: &str) -> String {
        let count = |quote| text.matches(quote).count();
        let single = self.may_be_single_quoted && count('"') > count('\'');
        let quote = if single { '\'' } else { '"' };
        let mut literal = String::with_capacity(text.len() + 2);
        literal.push(quote);
        for character in text.chars() {
            match character {
                '\n' => literal.push_str("\\n"),
                '\\' => literal.push_str("\\\\"),
                _ if character == quote => literal.extend(['\\', quote]),
                _ if columns(character).is_some() => literal.push(character),
                _ => self.escape(character, &mut literal),
            }
        }
        literal.push(quote);
        literal
    }

    fn escape(&self, character: char, literal: &mut String) {
        let number = u32::from(character);
        let Escape { open, digits, close } = if number <= 0xffff { &self.short } else { &self.long };
        literal.push_str(open);
        let digits = (8 - number.leading_zeros() / 4).max(*digits);
        literal.extend((0..digits).rev().filter_map(|place| char::from_digit(number >> (4 * place) & 0xf, 16)));
        literal.push_str(close);
    }
}

/// The width of text in columns, on which all three formatters agree.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(|character| columns(character).unwrap_or(1)).sum() }
}

/// The width of a character in columns; `None` for one that is better written as its number: invisible and combining
/// characters, those that reverse the direction of text, and those that the formatters measure differently.
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
        // Music, animals, objects, faces and vehicles that are emoji without a variation selector.
        '\u{1f3a0}'..='\u{1f3ca}' | '\u{1f400}'..='\u{1f43e}' | '\u{1f442}'..='\u{1f4fc}' => Some(2),
        '\u{1f5fb}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6c5}' => Some(2),
        _ => None,
    }
}

/// Writes a duration as a decimal number of units of 10^`digits` nanoseconds: 9 for seconds, 6 for milliseconds.
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
