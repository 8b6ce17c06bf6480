//! Risks of a program that can be seen before it runs, and edits that remove them.
//!
//! Knows no time: a risk exists for any latencies. Each device is considered by itself: `projection.rs` reduces the
//! program to the messages of one device, `flow.rs` finds the states it can be in, `related.rs` the messages that can be
//! in flight together, `crowd.rs` how many of them, `exclusion.rs` those that a lock keeps apart;
//! `deadlock.rs` finds the locks that can wait for ever, `names.rs` the awaits that do, `rings.rs` those that wait for each
//! other, `held_waits.rs` those that hold the thread, `threads.rs` the steps that hold the thread, `races.rs` the numbers that
//! only threads can lose a change of. For all but those, `tasks.rs` turns tasks into blocks.

mod concurrent;
mod crowd;
mod deadlock;
mod exclusion;
mod finding;
mod fix;
mod flow;
mod held_waits;
mod lock_fixes;
mod name_fixes;
mod names;
mod permits;
mod projection;
mod races;
mod related;
mod rings;
mod search;
mod shape;
mod states;
mod tasks;
#[cfg(test)]
mod tests;
mod thread_fixes;
mod threads;
mod wait_graph;

pub use self::{
    finding::{Cause, Risk},
    fix::{Fix, FixKind},
    races::races,
    search::risks,
};
