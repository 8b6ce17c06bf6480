use std::{fmt, str::FromStr};

/// The choices of a scheduler where more than one thread could go on, as a text that fits into an address.
///
/// # Examples
///
/// ```
/// use homeloop::runtime::Schedule;
///
/// let schedule: Schedule = "1.2.2".parse().unwrap();
/// assert_eq!(schedule, Schedule::Choices(vec![1, 2, 2]));
/// assert_eq!(schedule.to_string(), "1.2.2");
/// assert_eq!("seed:7".parse(), Ok(Schedule::Seed(7)));
/// assert!("1.x".parse::<Schedule>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// The numbers of the threads that go on at the first choices. After them it is round robin: a thread goes on until it
    /// waits, ends or has worked for its quantum; then the one goes on that has been able to for the longest time.
    Choices(Vec<u32>),
    /// Each choice is drawn, from this seed on.
    Seed(u64),
}

/// The reason why a text is no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleError {
    /// This part, counted from 1, is not the number of a thread.
    NoThread {
        place: usize,
        part: String,
    },
    NoSeed(String),
    TooLong,
}

impl Schedule {
    /// The largest number of choices in a text.
    pub const MAX_CHOICES: usize = 10_000;

    const SEED: &str = "seed:";

    /// True for a schedule that leaves every choice to round robin.
    pub fn is_round_robin(&self) -> bool {
        matches!(self, Self::Choices(choices) if choices.is_empty())
    }
}

impl Default for Schedule {
    fn default() -> Self {
        Self::Choices(Vec::new())
    }
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        if let Some(seed) = text.strip_prefix(Self::SEED) {
            return seed.parse().map(Self::Seed).map_err(|_| ScheduleError::NoSeed(seed.into()));
        }
        if text.is_empty() {
            return Ok(Self::default());
        }
        let number = |(place, part): (usize, &str)| {
            let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
            let number = part.parse().ok().filter(|_| is_number);
            number.ok_or_else(|| ScheduleError::NoThread { place: place + 1, part: part.into() })
        };
        let choices: Vec<u32> = text.split('.').enumerate().map(number).collect::<Result<_, _>>()?;
        if choices.len() > Self::MAX_CHOICES { Err(ScheduleError::TooLong) } else { Ok(Self::Choices(choices)) }
    }
}

/// The text that an address has.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seed(seed) => write!(f, "{}{seed}", Self::SEED),
            Self::Choices(choices) => choices.iter().enumerate().try_for_each(|(number, choice)| {
                let dot = if number == 0 { "" } else { "." };
                write!(f, "{dot}{choice}")
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_schedule_is_refused_with_its_place() {
        let error = |text: &str| text.parse::<Schedule>().unwrap_err();
        let no_thread = |place, part: &str| ScheduleError::NoThread { place, part: part.into() };
        assert_eq!(error("1.two.3"), no_thread(2, "two"));
        assert_eq!(error("1."), no_thread(2, ""));
        assert_eq!(error("+1"), no_thread(1, "+1"));
        assert_eq!(error("99999999999"), no_thread(1, "99999999999"));
        assert_eq!(error("seed:x"), ScheduleError::NoSeed("x".into()));
        assert_eq!(error(&vec!["0"; Schedule::MAX_CHOICES + 1].join(".")), ScheduleError::TooLong);
    }

    #[test]
    fn no_text_leaves_every_choice_to_round_robin() {
        assert!("".parse::<Schedule>().unwrap().is_round_robin());
        assert_eq!(Schedule::default().to_string(), "");
    }
}
