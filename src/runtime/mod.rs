//! Running a program: a future for each step, on a virtual clock, into an event log; and what the log says.
//!
//! Runs anywhere: how fast virtual time passes is up to a [`Clock`]. Knows [`home`](crate::home) and
//! [`program`](crate::program), and nothing of the browser.

mod clock;
mod forecast;
mod history;
mod json;
mod log;
mod plan;
#[cfg(test)]
mod risk_tests;
mod runner;
#[cfg(test)]
mod tests;
mod timers;

pub use clock::{Clock, VirtualClock};
pub use forecast::{DurationFormula, Forecast, StepSlack};
pub use history::{Flight, History, Span, StepState};
pub use json::event_json;
pub use log::{Event, EventKind, EventLog, Failure, Turn};
pub use plan::{Plan, PlannedStep, StepId, Work};
pub use runner::{Outcome, predict, run};
