//! Waiting for the permit of a lock, and giving it back, in a run.

use super::{EventKind, Execution, LockId, cleanup::Cleanup, run_state::RunState, sync::Claim};

impl RunState<'_> {
    /// Waits for a permit of a block's lock. Returns the execution because of which it was released; `None` if it was free.
    ///
    /// From then on the permit belongs to the execution, not to the future: it is released after the cleanups inside.
    pub(super) async fn acquire(&self, block: Execution) -> Option<Execution> {
        let lock = self.lock_of(block);
        let parent = self.open.borrow().get(block).and_then(|open| open.parent);
        let handed = self.locks.borrow_mut().of(lock).enter(Claim { block, parent });
        let woken_by = match handed {
            None => None,
            Some(handed) => {
                let mut place = PlaceInQueue { run: self, lock, block, has_permit: false };
                let woken_by = handed.wait().await;
                place.has_permit = true;
                woken_by
            }
        };
        self.open.borrow_mut().set_cleanup(block, Cleanup::Pending);
        self.push(block, parent, woken_by, EventKind::Acquired);
        woken_by
    }

    /// Releases the permit that a block holds. `by` is the execution because of which it does so.
    pub(super) fn release(&self, block: Execution, by: Option<Execution>) {
        let left = self.locks.borrow_mut().of(self.lock_of(block)).leave(block, by);
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
