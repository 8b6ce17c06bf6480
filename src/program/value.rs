use std::{borrow::Cow, fmt, time::Duration};

/// The value of an argument of a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// The argument is left out, and has no default: no limit.
    None,
    Duration(Duration),
    Count(u32),
    Number(Number),
    /// One of the words that the argument may be.
    Word(&'static str),
    /// A name that the program has chosen.
    Name(Cow<'static, str>),
}

/// A decimal number that is exact to the billionth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number {
    billionths: u64,
}

impl Number {
    const ONE_BILLIONTHS: u64 = 1_000_000_000;

    pub const fn whole(number: u32) -> Self {
        Self { billionths: number as u64 * Self::ONE_BILLIONTHS }
    }

    pub const fn of_billionths(billionths: u64) -> Self {
        Self { billionths }
    }

    /// Reads digits with a fraction or without. Returns `None` for anything else, and for a number that is not exact to
    /// the billionth.
    pub fn read(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_decimal = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let digits = fraction.trim_end_matches('0');
        if !is_decimal(whole) || !is_decimal(fraction) || digits.len() > 9 {
            return None;
        }
        let whole = whole.parse::<u64>().ok()?.checked_mul(Self::ONE_BILLIONTHS)?;
        Some(Self { billionths: whole.checked_add(format!("{digits:0<9}").parse().ok()?)? })
    }

    pub fn as_f64(self) -> f64 {
        self.billionths as f64 / Self::ONE_BILLIONTHS as f64
    }
}

impl Value {
    pub fn as_duration(&self) -> Option<Duration> {
        match self {
            Self::Duration(duration) => Some(*duration),
            _ => None,
        }
    }

    pub fn as_count(&self) -> Option<u32> {
        match self {
            Self::Count(count) => Some(*count),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn as_name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn as_word(&self) -> Option<&'static str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.billionths / Self::ONE_BILLIONTHS, self.billionths % Self::ONE_BILLIONTHS);
        write!(f, "{whole}")?;
        if fraction > 0 {
            write!(f, ".{}", format!("{fraction:09}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_exactly_and_printed_without_trailing_zeros() {
        let printed = |text: &str| Number::read(text).map(|number| number.to_string());
        assert_eq!(
            ["1", "1.50", "2.000000001", "10.0"].map(printed),
            ["1", "1.5", "2.000000001", "10"].map(|it| Some(it.into()))
        );
        assert!(["", ".", "1.", ".5", "1e3", "-1", "1.0000000001"].map(Number::read).iter().all(Option::is_none));
        assert_eq!(Number::whole(2), Number::read("2.0").unwrap());
    }
}
