//! Chooses the thread that goes on where more than one could, by a schedule.

use crate::runtime::{Schedule, jitter::splitmix64};

/// The choices of a schedule, and how many of them were made.
#[derive(Debug)]
pub(in crate::runtime) struct Chooser {
    schedule: Schedule,
    made: usize,
    misfit: Option<Misfit>,
}

/// A choice of a schedule that the program does not have: this thread could not go on there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The number of the choice, counted from 0.
    pub choice: usize,
    pub thread: u32,
}

/// The threads that could go on at a choice.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Options {
    /// In ascending order; empty if there are more than [`Self::MAX`].
    pub(in crate::runtime) threads: Vec<u32>,
    /// The one that could go on with the core it has. To take another is to preempt it.
    pub(in crate::runtime) running: Option<u32>,
}

impl Options {
    /// The largest number of threads that are recorded.
    const MAX: usize = 64;

    pub(in crate::runtime) fn new(count: usize, threads: impl Iterator<Item = u32>, running: Option<u32>) -> Self {
        let mut threads: Vec<u32> = if count <= Self::MAX { threads.collect() } else { Vec::new() };
        threads.sort_unstable();
        Self { threads, running }
    }
}

impl Chooser {
    pub(in crate::runtime) fn new(schedule: &Schedule) -> Self {
        Self { schedule: schedule.clone(), made: 0, misfit: None }
    }

    /// The first choice of the schedule that does not fit the program, if there is one. From there on it is round robin.
    pub(in crate::runtime) fn misfit(&self) -> Option<&Misfit> {
        self.misfit.as_ref()
    }

    /// Returns the thread that the schedule has for the next choice; `None` if the choice is left to round robin, or drawn.
    pub(in crate::runtime) fn next(&self) -> Option<u32> {
        match &self.schedule {
            Schedule::Choices(choices) if self.misfit.is_none() => choices.get(self.made).copied(),
            Schedule::Choices(_) | Schedule::Seed(_) => None,
        }
    }

    /// True once a list of choices has come to its end, or does not fit.
    pub(in crate::runtime) fn is_at_end(&self) -> bool {
        match &self.schedule {
            Schedule::Choices(choices) => self.misfit.is_some() || self.made >= choices.len(),
            Schedule::Seed(_) => false,
        }
    }

    /// Chooses. `default` is what round robin takes, and `fits` tells whether the thread of the schedule could go on.
    pub(in crate::runtime) fn choose(&mut self, options: &Options, default: u32, fits: bool) -> u32 {
        let (choice, next) = (self.made, self.next());
        self.made += 1;
        match (&self.schedule, next) {
            // Of very many threads any choice is as good as the next.
            (Schedule::Seed(_), _) if options.threads.is_empty() => default,
            (Schedule::Seed(seed), _) => {
                let random = splitmix64(seed ^ splitmix64(choice as u64));
                options.threads[(random % options.threads.len() as u64) as usize]
            }
            (Schedule::Choices(_), Some(thread)) if fits => thread,
            (Schedule::Choices(_), Some(thread)) => {
                self.misfit = Some(Misfit { choice, thread });
                default
            }
            (Schedule::Choices(_), None) => default,
        }
    }
}
