//! The runtime: runs a program as real futures and records what happens in an event log.
//!
//! Read it in this order: [`clock`], how virtual time passes; [`executor`] and [`join_set`], tasks and wakers; [`timer`],
//! how a task waits; [`plan`], the program as the runtime sees it; [`dialect`], the same for other languages; [`run`] and [`run_state`], the loop that drives a
//! run and what its futures share; [`steps`], what each kind of step does; [`sync`] and [`permit`], locks; [`named`] and [`settle`],
//! tasks, futures and promises; [`thread`] and [`beside`],
//! what goes on while the thread is held; [`model`], [`cores`] and [`on_core`], threads in place of tasks; [`open`], [`cleanup`] and [`cancel`], what is
//! going on and how it is stopped; [`log`], what was recorded; [`predict`], a log without waiting; [`history`],
//! [`search`] of schedules, [`lanes`] of threads, [`event_loop`], [`slack`], [`formula`] and [`worst_case`], what a log or a plan says.
//!
//! Nothing of the browser enters: how fast virtual time passes is up to a [`Clock`].
#![allow(rustdoc::private_intra_doc_links, reason = "its readers have the source at hand")]

mod around_work;
mod beside;
mod cancel;
mod cleanup;
mod clock;
mod completion;
mod cores;
mod cost;
mod dialect;
mod event;
mod event_loop;
mod execution;
mod executor;
mod failure;
mod formula;
mod goal;
mod history;
mod jitter;
mod join_set;
mod json;
mod lanes;
mod lock_id;
mod log;
mod model;
mod name_id;
mod named;
mod number;
mod number_id;
mod on_core;
mod open;
mod outcome;
mod permit;
mod plan;
mod predict;
mod recording;
mod records;
mod run;
mod run_state;
mod schedule;
mod search;
mod settle;
mod slack;
mod sleep;
mod step_id;
mod steps;
mod stop;
mod sync;
#[cfg(test)]
mod tests;
mod thread;
mod timer;
mod timer_key;
mod wait;
mod waits_for;
mod work;
mod worst_case;

pub use clock::{Clock, VirtualClock};
pub use cores::Misfit;
pub use cost::Cost;
pub use event::{Event, EventKind, OnThread};
pub use event_loop::{ArmedTimer, EventLoop, FutureState, LoopState, Place, PolledFuture};
pub use execution::Execution;
pub use executor::{Executor, TaskId};
pub use failure::Failure;
pub use formula::{DurationFormula, Join};
pub use goal::Goal;
pub use history::{Flight, History, LockState, NamedProgress, NamedState, Note, RoundPause, Span, StepState, ThreadAt};
pub use join_set::JoinSet;
pub use json::event_json;
pub use lanes::{Lanes, OnCore, Stretch};
pub use lock_id::LockId;
pub use log::EventLog;
pub use model::{Model, Threads};
pub use name_id::NameId;
pub use named::Settled;
pub use number_id::NumberId;
pub use plan::{Awaited, Plan, PlannedStep};
pub use predict::{Prediction, predict, predict_to_choice};
pub use records::{Choice, OpenChoice, TaskPoll, ThreadRecord, ThreadState, Turn};
pub use run::{RunOutcome, run};
pub use schedule::{Schedule, ScheduleError};
pub use search::{Found, Search, SeedSearch};
pub use slack::{Forecast, StepSlack};
pub use step_id::StepId;
#[cfg(test)]
pub(crate) use steps::testing::TestStep;
pub use timer::{Sleep, Timers};
pub use wait::{Wait, ring};
pub use waits_for::WaitsFor;
pub use work::Work;
pub use worst_case::WorstCase;
