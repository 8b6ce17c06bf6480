use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::{
    runtime::History,
    ui::state::{Comparison, Run},
};

/// The run that a house shows.
#[derive(Clone, Copy)]
pub enum Shown {
    Present(Run),
    /// A run that the present one is compared with, and what is known of it.
    Compared(Comparison, Signal<Arc<History>>),
}

impl Shown {
    /// Reads what has happened in the run.
    pub fn with_history<T>(self, read: impl FnOnce(&History) -> T) -> T {
        match self {
            Self::Present(run) => run.history.with(read),
            Self::Compared(_, history) => read(&history.read()),
        }
    }

    /// The time of the run's last event at or before the cursor.
    pub fn moment(self) -> Duration {
        match self {
            Self::Present(run) => run.moment.get(),
            Self::Compared(comparison, _) => comparison.moment.get(),
        }
    }

    pub fn cursor(self) -> Duration {
        match self {
            Self::Present(run) => run.cursor.get(),
            Self::Compared(comparison, _) => comparison.cursor.get(),
        }
    }

    pub fn is_present(self) -> bool {
        matches!(self, Self::Present(_))
    }
}
