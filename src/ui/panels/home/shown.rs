use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::{
    runtime::History,
    ui::state::{ComparedRun, Comparison, Run},
};

/// The run that a house shows. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Shown {
    history: Known,
    /// The time of the run's last event at or before the cursor.
    pub moment: Signal<Duration>,
    pub cursor: Signal<Duration>,
    /// False for the house of a run that the present one is compared with.
    pub is_present: bool,
}

/// The source of the run's history.
#[derive(Clone, Copy)]
enum Known {
    Present(ReadSignal<History>),
    Compared(Signal<Arc<History>>),
}

impl Shown {
    pub fn present(run: Run) -> Self {
        Self {
            history: Known::Present(run.history),
            moment: run.moment.into(),
            cursor: run.cursor.into(),
            is_present: true,
        }
    }

    pub fn compared(comparison: Comparison, run: ComparedRun) -> Self {
        Self {
            moment: Memo::new({
                let run = run.clone();
                move |_| comparison.moment(&run)
            })
            .into(),
            history: Known::Compared(Signal::derive(move || comparison.known(&run))),
            cursor: comparison.cursor.into(),
            is_present: false,
        }
    }

    /// Reads what has happened in the run.
    pub fn with_history<T>(self, read: impl FnOnce(&History) -> T) -> T {
        match self.history {
            Known::Present(history) => history.with(read),
            Known::Compared(history) => read(&history.read()),
        }
    }
}
