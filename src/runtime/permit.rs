//! Waiting for the permit of a lock, and giving it back, in a run.

use super::{EventKind, Execution, LockId, cleanup::Cleanup, cores::Cores, run_state::RunState, sync::Claim};

impl RunState<'_> {
    /// Waits for a permit of a block's lock. Returns the execution because of which it was released; `None` if it was free.
    ///
    /// From then on the permit belongs to the execution, not to the future: it is released after the cleanups inside.
    pub(super) async fn acquire(&self, block: Execution) -> Option<Execution> {
        let lock = self.lock_of(block);
        let parent = self.open.borrow().get(block).and_then(|open| open.parent);
        let claim = Claim { block, parent };
        let woken_by = match &self.cores {
            None => self.wait_for_permit(lock, claim).await,
            Some(cores) => self.take_permit(cores, lock, claim).await,
        };
        self.open.borrow_mut().set_cleanup(block, Cleanup::Pending);
        self.push(block, parent, woken_by, EventKind::Acquired);
        woken_by
    }

    /// Takes a free permit, or waits for one to be handed over.
    async fn wait_for_permit(&self, lock: LockId, claim: Claim) -> Option<Execution> {
        let handed = self.locks.borrow_mut().of(lock).enter(claim)?;
        let mut place = PlaceInQueue { run: self, lock, block: claim.block, has_permit: false };
        let woken_by = handed.wait().await;
        place.has_permit = true;
        woken_by
    }

    /// Takes a permit when the scheduler picks the thread while one is free, perhaps before others who wait.
    async fn take_permit(&self, cores: &Cores, lock: LockId, claim: Claim) -> Option<Execution> {
        let waits = !self.locks.borrow().is_free(lock);
        self.locks.borrow_mut().of(lock).queue(claim);
        let mut place = PlaceInQueue { run: self, lock, block: claim.block, has_permit: false };
        self.micro_step_at(cores, claim.block, lock).await;
        place.has_permit = true;
        let released_by = self.locks.borrow_mut().of(lock).take(claim);
        cores.scheduler.borrow_mut().tell_waiters(lock, self.locks.borrow().is_free(lock));
        released_by.filter(|_| waits)
    }

    /// Releases the permit that a block holds. `by` is the execution because of which it does so.
    pub(super) fn release(&self, block: Execution, by: Option<Execution>) {
        let (lock, mut locks) = (self.lock_of(block), self.locks.borrow_mut());
        let left = match &self.cores {
            None => locks.of(lock).leave(block, by),
            Some(cores) => {
                cores.scheduler.borrow_mut().tell_waiters(lock, true);
                locks.of(lock).give_back(block, by)
            }
        };
        drop(locks);
        self.push(block, left.parent, None, EventKind::Released);
    }

    fn lock_of(&self, block: Execution) -> LockId {
        self.plan.step(block.step).lock.expect("a block with a lock")
    }
}

/// A place in the queue of a lock. It is left when the future that waits is dropped.
struct PlaceInQueue<'r, 'a> {
    run: &'r RunState<'a>,
    lock: LockId,
    block: Execution,
    has_permit: bool,
}

impl Drop for PlaceInQueue<'_, '_> {
    fn drop(&mut self) {
        if self.has_permit {
            return;
        }
        let mut locks = self.run.locks.borrow_mut();
        let lock = locks.of(self.lock);
        if !lock.give_way(self.block) {
            // It has not gone on since it was handed the permit.
            _ = lock.leave(self.block, None);
        }
    }
}
