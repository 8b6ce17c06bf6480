use std::time::Duration;

use super::words::is_word;

const NANOS_PER_MS: u64 = 1_000_000;
const NANOS_PER_S: u64 = 1_000_000_000;

/// Reads a decimal number of milliseconds or seconds exactly. Returns `None` for another unit, for fractions of a
/// nanosecond, and for numbers that are too large.
pub(super) fn read(number: &str, unit: &str) -> Option<Duration> {
    let nanos_per_unit = match unit {
        "ms" => NANOS_PER_MS,
        "s" => NANOS_PER_S,
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    let scale = 10_u64.checked_pow(fraction.len().try_into().ok()?)?;
    let parts = if fraction.is_empty() { 0 } else { fraction.parse::<u64>().ok()?.checked_mul(nanos_per_unit)? };
    if parts % scale != 0 {
        return None;
    }
    let nanos = whole.parse::<u64>().ok()?.checked_mul(nanos_per_unit)?.checked_add(parts / scale)?;
    Some(Duration::from_nanos(nanos))
}

/// Reads a duration as a person writes it into a field: `500ms`, `1.5 s`, or a plain number of milliseconds.
pub fn read_duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let unit = text.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(unit);
    let is_number = number.starts_with(|first: char| first.is_ascii_digit()) && !number.ends_with('.');
    let unit = if unit.is_empty() { "ms" } else { unit.trim_start() };
    is_number.then(|| read(number, unit))?
}

/// Rewrites a duration whose fraction follows a comma, as in many countries, with a point: "1.5s" for "1,5 s", whatever
/// follows it. `None` for any other text.
pub fn with_point(text: &str) -> Option<String> {
    let is_digit = |character: char| character.is_ascii_digit();
    let (whole, rest) = text.trim_start().split_once([',', '٫'])?;
    let (fraction, rest) = rest.split_at(rest.find(|character| !is_digit(character)).unwrap_or(rest.len()));
    let unit: String = rest.trim_start().chars().take_while(|&character| is_word(character)).collect();
    let number = format!("{whole}.{fraction}");
    let is_number = !whole.is_empty() && whole.chars().all(is_digit) && !fraction.is_empty();
    (is_number && read(&number, &unit).is_some()).then(|| number + &unit)
}

/// Writes a duration as the notation does: in milliseconds below a second, in seconds otherwise, without trailing zeros.
pub fn print_duration(duration: Duration) -> String {
    let nanos = duration.as_secs() * NANOS_PER_S + u64::from(duration.subsec_nanos());
    let (unit, nanos_per_unit) = if nanos < NANOS_PER_S { ("ms", NANOS_PER_MS) } else { ("s", NANOS_PER_S) };
    let (whole, fraction) = (nanos / nanos_per_unit, nanos % nanos_per_unit);
    if fraction == 0 {
        return format!("{whole}{unit}");
    }
    let digits = nanos_per_unit.ilog10() as usize;
    let fraction = format!("{fraction:0digits$}");
    format!("{whole}.{}{unit}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_to_the_nanosecond() {
        assert_eq!(read("500", "ms"), Some(Duration::from_millis(500)));
        assert_eq!(read("0.25", "s"), Some(Duration::from_millis(250)));
        assert_eq!(read("1.50", "ms"), Some(Duration::from_micros(1500)));
        assert_eq!(read("0.000000001", "s"), Some(Duration::from_nanos(1)));
    }

    #[test]
    fn a_field_takes_a_duration_with_or_without_a_unit() {
        assert_eq!(read_duration(" 1.5 s "), Some(Duration::from_millis(1500)));
        assert_eq!(read_duration("250"), Some(Duration::from_millis(250)));
        assert!(["", "s", "-1", "+1", "1.", ".5s", "1.2.3", "1 h"].iter().all(|text| read_duration(text).is_none()));
    }

    #[test]
    fn a_fraction_after_a_comma_is_recognised() {
        assert_eq!(with_point("1,5s").as_deref(), Some("1.5s"));
        assert_eq!(with_point(" 0,25 ms) @").as_deref(), Some("0.25ms"));
        assert_eq!(with_point("1٫5s").as_deref(), Some("1.5s"));
        for no_comma in ["1.5s", "1,s", ",5s", "1,5", "1,5h", "1, delay(5s)", "1s,5s", "1,5,5s"] {
            assert_eq!(with_point(no_comma), None, "{no_comma}");
        }
    }

    #[test]
    fn a_number_that_is_no_exact_duration_is_not_rounded() {
        for (number, unit) in [("0.0000000001", "s"), ("1", "h"), ("99999999999999999999", "s"), ("1.", "x")] {
            assert_eq!(read(number, unit), None, "{number}{unit}");
        }
    }

    #[test]
    fn durations_are_printed_in_the_shortest_exact_form() {
        let printed = |nanos| print_duration(Duration::from_nanos(nanos));
        assert_eq!(printed(0), "0ms");
        assert_eq!(printed(500_000_000), "500ms");
        assert_eq!(printed(1_500_000), "1.5ms");
        assert_eq!(printed(2_000_000_000), "2s");
        assert_eq!(printed(1_250_000_000), "1.25s");
    }
}
