//! Locks that can wait for each other for ever. Knows no time, and takes no notice of what could cancel those that wait.

use std::sync::Arc;

use super::{
    Cause, Risk,
    permits::Permits,
    shape::{Shape, may_be_cut, order_around},
};
use crate::program::{ChildOrder, Path, Scene, Step};

/// The longest ring of locks that is looked for, and the number of tries after which the search ends: a program may have
/// thousands of locks.
const MAX_RING: usize = 6;
const MAX_TRIES: usize = 100_000;

/// Finds the blocks that can get stuck with their locks, each once, in program order.
pub(super) fn deadlocks(scene: &Scene) -> Vec<Risk> {
    let permits = Permits::of(scene);
    let mut walk = Walk { scene, permits: &permits, held: Vec::new(), nested: Vec::new(), risks: Vec::new() };
    walk.visit(&scene.step, Path::ROOT);
    let Walk { nested, mut risks, .. } = walk;
    risks.extend(Rings::new(scene, &permits, &nested).risks());
    // The sort keeps the first of a block first.
    risks.sort_by(|one, other| one.step.cmp(&other.step));
    risks.dedup_by(|later, first| later.step == first.step);
    risks
}

/// A block that holds a lock, or wants it.
#[derive(Clone)]
struct Held {
    lock: Arc<str>,
    path: Path,
}

/// A block that wants a lock while another around it holds one.
struct Nested {
    outer: Held,
    inner: Held,
    /// All that is held around the inner one.
    around: Vec<Held>,
}

struct Walk<'a> {
    scene: &'a Scene,
    permits: &'a Permits,
    held: Vec<Held>,
    nested: Vec<Nested>,
    risks: Vec<Risk>,
}

impl Walk<'_> {
    fn visit(&mut self, step: &Step, path: Path) {
        let lock = step.as_block().and_then(|block| block.lock());
        if let Some(lock) = lock {
            let inner = Held { lock: lock.into(), path: path.clone() };
            self.enter(&inner);
            self.held.push(inner);
        }
        for (index, child) in step.children().iter().enumerate() {
            self.visit(child, path.child(index));
        }
        if lock.is_some() {
            self.held.pop();
        }
    }

    fn enter(&mut self, inner: &Held) {
        let same: Vec<_> = self.held.iter().filter(|held| held.lock == inner.lock).collect();
        if let Some(outer) = same.first() {
            let is_full = same.len() as u32 >= self.permits.of_lock(&inner.lock);
            let certain = is_full && !may_be_cut(self.scene, &inner.path);
            let (step, with) = (inner.path.clone(), Some(outer.path.clone()));
            self.risks.push(Risk { step, with, cause: Cause::LockInItself, certain });
        }
        let around = || self.held.clone();
        let others = self.held.iter().filter(|held| held.lock != inner.lock);
        let nested = others.map(|outer| Nested { outer: outer.clone(), inner: inner.clone(), around: around() });
        self.nested.extend(nested);
    }
}

/// The search for rings: each of several blocks holds a lock that the next one wants.
struct Rings<'a> {
    scene: &'a Scene,
    permits: &'a Permits,
    nested: &'a [Nested],
    /// True if branches may outlive their block, and so meet what comes after it.
    has_strays: bool,
    tries: usize,
}

impl<'a> Rings<'a> {
    fn new(scene: &'a Scene, permits: &'a Permits, nested: &'a [Nested]) -> Self {
        Self { scene, permits, nested, has_strays: Shape::has_strays(&scene.step), tries: 0 }
    }

    /// A risk for the last of each ring that is found.
    fn risks(mut self) -> Vec<Risk> {
        let found = (0..self.nested.len()).filter_map(|last| self.close(&mut vec![last]));
        found.collect()
    }

    /// Looks for the rest of a ring, among those that come before its first in program order.
    fn close(&mut self, ring: &mut Vec<usize>) -> Option<Risk> {
        let nested = self.nested;
        let (first, last) = (&nested[ring[0]], &nested[*ring.last()?]);
        if ring.len() > 1 && last.inner.lock == first.outer.lock {
            let (step, with) = (first.inner.path.clone(), Some(nested[ring[1]].inner.path.clone()));
            return Some(Risk { step, with, cause: Cause::CrossedLocks, certain: false });
        }
        if ring.len() == MAX_RING {
            return None;
        }
        for next in 0..ring[0] {
            self.tries += 1;
            if self.tries > MAX_TRIES {
                return None;
            }
            let wants = nested[next].outer.lock == last.inner.lock;
            if wants && ring.iter().all(|&other| self.may_meet(&nested[other], &nested[next])) {
                ring.push(next);
                let found = self.close(ring);
                ring.pop();
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// True if two blocks may hold their locks at the same time.
    fn may_meet(&self, one: &Nested, other: &Nested) -> bool {
        let is_gate = |held: &Held| {
            let others = other.around.iter().filter(|held| held.path != other.outer.path);
            let is_other = |its: &Held| its.lock == held.lock && its.path != held.path;
            held.path != one.outer.path && self.permits.of_lock(&held.lock) == 1 && others.into_iter().any(is_other)
        };
        let order = order_around(self.scene, &one.outer.path, &other.outer.path);
        (self.has_strays || order == Some(ChildOrder::Concurrent)) && !one.around.iter().any(is_gate)
    }
}
