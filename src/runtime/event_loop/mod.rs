//! The state of the event loop after each poll, found by an index over the executor's records.
//!
//! It reads the polls, turns, timers and events of a log. Which steps are inside each other it learns from their starts, so a
//! new kind of step needs nothing here, unless it runs its steps in another task than its own.

mod index;
mod place;
mod state;
#[cfg(test)]
mod tests;
mod timers;

pub use index::EventLoop;
pub use place::{FutureState, LoopState, Place, PolledFuture};
pub use timers::ArmedTimer;
