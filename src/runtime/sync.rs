//! Locks: who holds them, and who waits for them in which order.
//!
//! A lock has permits. Whoever comes when none is free waits in a first-in first-out queue, and a permit that is released
//! is handed to the first of it: nobody who comes later can take it first. The one that it was handed to goes on when its
//! task is polled, like everything that is woken.

use std::collections::VecDeque;

use super::{Execution, LockId, Plan, Wait, WaitsFor, completion::Completion};

/// The locks of a run, by their number in the plan.
#[derive(Debug)]
pub(super) struct Locks(Vec<LockState>);

#[derive(Debug)]
pub(super) struct LockState {
    free: u32,
    /// Those that hold a permit, in the order in which they got it.
    holders: Vec<Claim>,
    waiting: VecDeque<Waiting>,
    /// The execution because of which a permit was released last.
    released_by: Option<Execution>,
}

/// A block that wants or has a permit, and the block that it is in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub(super) block: Execution,
    pub(super) parent: Option<Execution>,
}

#[derive(Debug)]
struct Waiting {
    claim: Claim,
    /// Set when a permit is handed over, to the execution because of which it was released.
    handed: Completion<Option<Execution>>,
}

impl Locks {
    /// All permits of a plan's locks are free.
    pub(super) fn new(plan: &Plan) -> Self {
        let free =
            |permits| LockState { free: permits, holders: Vec::new(), waiting: VecDeque::new(), released_by: None };
        Self(plan.locks.iter().map(|lock| free(lock.permits)).collect())
    }

    /// Returns who waits for which lock, in program order, and who of its holders has had it longest.
    pub(super) fn waits(&self) -> Vec<Wait> {
        let mut waits: Vec<Wait> = Vec::new();
        for (state, lock) in self.0.iter().zip(0..) {
            let held_by = state.holders.first().map(|claim| claim.block);
            for Waiting { claim, .. } in &state.waiting {
                let place = waits.partition_point(|other| other.block < claim.block);
                waits.insert(place, Wait { block: claim.block, on: WaitsFor::Lock(LockId(lock)), held_by });
            }
        }
        waits
    }

    /// True if a permit of the lock can be taken.
    pub(super) fn is_free(&self, lock: LockId) -> bool {
        self.0[lock.index()].free > 0
    }

    pub(super) fn of(&mut self, lock: LockId) -> &mut LockState {
        &mut self.0[lock.index()]
    }
}

impl LockState {
    /// Takes a permit, or joins those who wait. Nobody waits while a permit is free.
    pub(super) fn enter(&mut self, claim: Claim) -> Option<Completion<Option<Execution>>> {
        if self.free > 0 {
            self.free -= 1;
            self.holders.push(claim);
            return None;
        }
        let handed = Completion::new();
        self.waiting.push_back(Waiting { claim, handed: handed.clone() });
        Some(handed)
    }

    /// Takes the permit of a holder, and hands it to the first who waits. `by` is the execution because of which it is
    /// released. Returns the holder's claim.
    pub(super) fn leave(&mut self, holder: Execution, by: Option<Execution>) -> Claim {
        let left = self.remove_holder(holder);
        match self.waiting.pop_front() {
            Some(Waiting { claim, handed }) => {
                self.holders.push(claim);
                handed.set(by);
            }
            None => self.free += 1,
        }
        left
    }

    /// Joins those who want a permit and take it by themselves.
    pub(super) fn queue(&mut self, claim: Claim) {
        self.waiting.push_back(Waiting { claim, handed: Completion::new() });
    }

    /// Takes a permit, which is free. Returns the execution because of which one was released last.
    pub(super) fn take(&mut self, claim: Claim) -> Option<Execution> {
        self.give_way(claim.block);
        self.free -= 1;
        self.holders.push(claim);
        self.released_by
    }

    /// Takes the permit of a holder, and hands it to nobody. Returns the holder's claim.
    pub(super) fn give_back(&mut self, holder: Execution, by: Option<Execution>) -> Claim {
        self.free += 1;
        self.released_by = by;
        self.remove_holder(holder)
    }

    fn remove_holder(&mut self, holder: Execution) -> Claim {
        let place = self.holders.iter().position(|claim| claim.block == holder).expect("a holder");
        self.holders.remove(place)
    }

    /// Leaves the queue. Returns false for a block that does not wait, since it has been handed a permit.
    pub(super) fn give_way(&mut self, block: Execution) -> bool {
        let place = self.waiting.iter().position(|waiting| waiting.claim.block == block);
        place.and_then(|place| self.waiting.remove(place)).is_some()
    }
}
