use std::collections::BTreeMap;

use crate::runtime::LockId;

/// The threads that could go on if they had a core, by the number of their request: in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Queues {
    /// Those that need no lock.
    ready: BTreeMap<u64, u32>,
    /// Those that need a permit of a lock. Only locks that somebody needs are here.
    at_locks: BTreeMap<LockId, BTreeMap<u64, u32>>,
    numbers: u64,
}

impl Queues {
    pub(super) fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    pub(super) fn insert(&mut self, lock: Option<LockId>, number: u64, thread: u32) {
        let queue = match lock {
            None => &mut self.ready,
            Some(lock) => self.at_locks.entry(lock).or_default(),
        };
        queue.insert(number, thread);
    }

    /// Removes a request, if it is here.
    pub(super) fn remove(&mut self, lock: Option<LockId>, number: u64) {
        let Some(lock) = lock else {
            self.ready.remove(&number);
            return;
        };
        if let Some(queue) = self.at_locks.get_mut(&lock) {
            queue.remove(&number);
            if queue.is_empty() {
                self.at_locks.remove(&lock);
            }
        }
    }

    /// Returns the threads that need a permit of a lock.
    pub(super) fn at(&self, lock: LockId) -> impl Iterator<Item = u32> {
        self.at_locks.get(&lock).into_iter().flat_map(BTreeMap::values).copied()
    }

    /// Returns the number of threads that could go on.
    pub(super) fn len(&self, is_free: &impl Fn(LockId) -> bool) -> usize {
        self.open(is_free).map(BTreeMap::len).sum()
    }

    /// Returns the thread that has been able to go on for the longest time.
    pub(super) fn first(&self, is_free: &impl Fn(LockId) -> bool) -> Option<u32> {
        self.open(is_free).filter_map(BTreeMap::first_key_value).min().map(|(_, &thread)| thread)
    }

    pub(super) fn threads(&self, is_free: &impl Fn(LockId) -> bool) -> impl Iterator<Item = u32> {
        self.open(is_free).flat_map(BTreeMap::values).copied()
    }

    /// The queues whose threads could go on: those of locks only while a permit is free.
    fn open(&self, is_free: &impl Fn(LockId) -> bool) -> impl Iterator<Item = &BTreeMap<u64, u32>> {
        let at_locks = self.at_locks.iter().filter(|&(&lock, _)| is_free(lock)).map(|(_, queue)| queue);
        std::iter::once(&self.ready).chain(at_locks)
    }
}
