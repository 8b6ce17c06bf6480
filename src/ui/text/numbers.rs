//! Formats of numbers and durations. A format that the page uses twice is defined here once.
//!
//! Times of a run, sums and slack are seconds with two decimals: "0.50 s". A latency is in the unit of the notation, with
//! three digits at most: "500 ms", "1.25 s". No line ends between a number and its unit.

use std::{borrow::Cow, time::Duration};

use crate::{
    program::print_duration,
    runtime::{DurationFormula, Join},
};

/// A space at which no line ends.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Seconds with two decimals: "0.50 s".
pub fn seconds(duration: Duration) -> String {
    format!("{}{NO_BREAK_SPACE}s", term(duration))
}

/// Seconds with two decimals as a term of a sum: "0.50".
pub fn term(duration: Duration) -> String {
    let hundredths = hundredths(duration);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn hundredths(duration: Duration) -> u64 {
    whole_ms(duration + Duration::from_millis(5)) / 10
}

/// Milliseconds as a plain number, for custom properties.
pub fn ms(duration: Duration) -> String {
    let (ms, micros) = (whole_ms(duration), duration.subsec_micros() % 1000);
    format!("{ms}.{micros:03}")
}

/// Milliseconds as an address has them: "10", "0.5".
pub fn plain_ms(duration: Duration) -> String {
    let ms = ms(duration);
    ms.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Milliseconds, rounded down.
pub fn whole_ms(duration: Duration) -> u64 {
    duration.as_secs() * 1000 + u64::from(duration.subsec_millis())
}

/// Formats a number as JavaScript does. Formatting floats in Rust would add tables to the wasm.
pub fn number(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map_or_else(|_| String::new(), String::from)
}

/// A latency in the unit of the notation, with three digits at most but no seconds cut off: "500 ms", "1.25 s", "241 ms".
pub fn latency(duration: Duration) -> String {
    let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let digit = 10_u64.pow(nanos.checked_ilog10().unwrap_or_default().saturating_sub(2).min(9));
    exact(Duration::from_nanos(nanos.saturating_add(digit / 2) / digit * digit))
}

/// A duration in the unit of the notation, with all its digits.
pub fn exact(duration: Duration) -> String {
    let text = print_duration(duration);
    let unit = text.find(char::is_alphabetic).unwrap_or(text.len());
    format!("{}{NO_BREAK_SPACE}{}", &text[..unit], &text[unit..])
}

/// A text with plain spaces, for names and other text that is never broken into lines.
pub fn with_plain_spaces(text: &str) -> String {
    text.replace(NO_BREAK_SPACE, " ")
}

/// The duration of a block as a formula of its children's: "0.50 + 0.50 = 1.00 s", "max(0.50, 1.00) = 1.00 s". Where the
/// rounded terms do not add up it says "≈".
pub fn duration_formula(formula: &DurationFormula) -> String {
    const MAX_TERMS: usize = 5;
    let total = seconds(formula.total);
    let same = formula.terms.windows(2).all(|pair| pair[0] == pair[1]);
    let count = formula.terms.len();
    let (between, times) = match formula.join {
        Join::Sum => (" + ", format!("{count} × ")),
        Join::Max | Join::Min => (", ", format!("{count} times ")),
    };
    let terms = match &formula.terms[..] {
        [] | [_] if formula.cleanups.is_zero() => return note_cut(total, formula),
        [] => "0".into(),
        [first, ..] if same && count > MAX_TERMS => times + &term(*first),
        terms if count > MAX_TERMS => {
            let shown: Vec<_> = terms[..MAX_TERMS - 1].iter().map(|&duration| term(duration)).collect();
            format!("{}{between}… {} more", shown.join(between), count + 1 - MAX_TERMS)
        }
        terms => terms.iter().map(|&duration| term(duration)).collect::<Vec<_>>().join(between),
    };
    let cleanups = match formula.cleanups {
        Duration::ZERO => String::new(),
        cleanups => format!(" + {}", term(cleanups)),
    };
    note_cut(
        match formula.join {
            Join::Sum => {
                let parts = formula.terms.iter().copied().chain([formula.cleanups]);
                let adds_up = parts.map(hundredths).sum::<u64>() == hundredths(formula.total);
                format!("{terms}{cleanups} {} {total}", if adds_up { '=' } else { '≈' })
            }
            Join::Max => format!("max({terms}){cleanups} = {total}"),
            Join::Min => format!("min({terms}){cleanups} = {total}"),
        },
        formula,
    )
}

fn note_cut(text: String, formula: &DurationFormula) -> String {
    if formula.is_cut_short { text + ", then it stops" } else { text }
}

/// A text of at most this many characters, with "…" in place of the others. A wide character counts as two, and a mark as
/// none.
pub fn shortened(text: &str, max_characters: f64) -> Cow<'_, str> {
    let width = |character: char| match character {
        '\u{1100}'.. => 1.8,
        character if character.is_alphanumeric() || character.is_ascii() => 1.0,
        _ => 0.0,
    };
    let mut used = 0.0;
    let mut cut = 0;
    for (place, character) in text.char_indices() {
        if used + 1.0 <= max_characters {
            cut = place;
        }
        used += width(character);
    }
    if used <= max_characters { text.into() } else { format!("{}…", text[..cut].trim_end()).into() }
}

/// "1 step", "3 steps"
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A number with its thousands apart: "1,204".
pub fn grouped(number: u32) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{},{:03}", grouped(thousands), number % 1000),
    }
}

/// A positive number with one decimal, without the code for floating-point numbers.
pub fn tenths(number: f64) -> String {
    let tenths = (number * 10.0).round().max(0.0) as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{History, Plan, StepId, WorstCase, predict},
    };

    #[test]
    fn the_duration_of_a_block_is_a_sum_or_a_maximum() {
        let formula = |text: &str| {
            let plan = std::sync::Arc::new(Plan::new(&parse(text).unwrap(), 1));
            let prediction = History::of(plan.clone(), &predict(&plan));
            duration_formula(&DurationFormula::of(&prediction, &WorstCase::of(&plan), StepId::ROOT).unwrap())
        };
        assert_eq!(formula("sequence(toilet.flush, toilet.clean)"), "0.50 + 0.50 = 1.00\u{a0}s");
        assert_eq!(formula("parallel(toilet.flush, delay(1.25s))"), "max(0.50, 1.25) = 1.25\u{a0}s");
        assert_eq!(formula("sequence(delay(124ms), delay(124ms))"), "0.12 + 0.12 ≈ 0.25\u{a0}s");
        assert_eq!(formula("sequence(toilet.flush)"), "0.50\u{a0}s");
        assert_eq!(formula("sequence()"), "0.00\u{a0}s");
        assert_eq!(formula(&format!("sequence({})", "delay(1s),".repeat(12))), "12 × 1.00 = 12.00\u{a0}s");
        let seven = "parallel(delay(1s), delay(2s), delay(3s), delay(4s), delay(5s), delay(6s), delay(7s))";
        assert_eq!(formula(seven), "max(1.00, 2.00, 3.00, 4.00, … 3 more) = 7.00\u{a0}s");
        let off = "device light = light(state: disconnected) sequence(light.switch_on, delay(1s))";
        assert_eq!(formula(off), "0.00\u{a0}s, then it stops");
        let late = "device light = light(state: disconnected) sequence(delay(500ms), light.switch_on, delay(1s))";
        assert_eq!(formula(late), "0.50 + 0.00 = 0.50\u{a0}s, then it stops");
    }

    #[test]
    fn a_time_has_two_decimals_and_a_latency_three_digits_at_most() {
        let both = |nanos| {
            let duration = Duration::from_nanos(nanos);
            with_plain_spaces(&format!("{}, {}", seconds(duration), latency(duration)))
        };
        assert_eq!(both(0), "0.00 s, 0 ms");
        assert_eq!(both(500_000_000), "0.50 s, 500 ms");
        assert_eq!(both(241_402_247), "0.24 s, 241 ms");
        assert_eq!(both(999_600_000), "1.00 s, 1 s");
        assert_eq!(both(1_500_000), "0.00 s, 1.5 ms");
        assert_eq!(both(1_234_567_891), "1.23 s, 1.23 s");
        assert_eq!(both(1_234_567_891_000), "1234.57 s, 1235 s");
        assert_eq!(latency(Duration::MAX), latency(Duration::from_nanos(u64::MAX)));
    }

    #[test]
    fn no_line_ends_between_a_number_and_its_unit() {
        for text in [seconds(Duration::ZERO), latency(Duration::from_secs(2)), exact(Duration::from_millis(1))] {
            assert!(!text.contains(' ') && text.contains('\u{a0}'), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_shortened_by_the_width_of_its_characters() {
        assert_eq!(shortened("change color", 12.0), "change color");
        assert_eq!(shortened("change color", 8.0), "change…");
        assert_eq!(shortened("ランプランプ", 8.0), "ランプ…");
        assert_eq!(shortened("e\u{301}e\u{301}e\u{301}", 3.0), "e\u{301}e\u{301}e\u{301}");
        assert_eq!(shortened("é", 0.0), "…");
    }
}
