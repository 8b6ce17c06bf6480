//! The scheduler: keeps the threads that could go on and those that have a core, and picks the next. Knows nothing of steps,
//! time or logs.

use std::{
    mem,
    task::{Context, Poll},
    time::Duration,
};

use super::{
    chooser::{Chooser, Misfit, Options},
    queues::Queues,
    thread::{Core, Thread},
    want::{At, Need, Pick, Want},
};
use crate::runtime::{LockId, TaskId, ThreadState, Threads};

/// The threads of a run, numbered in the order of their starts, and the cores that they share.
#[derive(Debug)]
pub(in crate::runtime) struct Scheduler {
    quantum: Duration,
    asks: bool,
    chooser: Chooser,
    cores: Vec<Core>,
    pub(super) threads: Vec<Thread>,
    pub(super) queues: Queues,
    /// The thread that went on last.
    last: Option<u32>,
    /// The states of threads that have changed since they were asked for.
    pub(super) changes: Vec<(u32, ThreadState)>,
}

impl Scheduler {
    /// The first thread has the first core.
    pub(in crate::runtime) fn new(threads: &Threads, asks: bool) -> Self {
        let mut cores = vec![Core::default(); threads.cores as usize];
        cores[0] = Core { thread: Some(0), last: Some(0) };
        let first = Thread { core: Some(0), is_fresh: true, ..Thread::default() };
        Self {
            quantum: threads.quantum,
            asks,
            chooser: Chooser::new(&threads.schedule),
            cores,
            threads: vec![first],
            queues: Queues::default(),
            last: Some(0),
            changes: Vec::new(),
        }
    }

    /// Adds a thread and returns its number.
    pub(in crate::runtime) fn add(&mut self) -> u32 {
        self.threads.push(Thread::default());
        self.threads.len() as u32 - 1
    }

    /// Ends a thread, which gives its core back.
    pub(in crate::runtime) fn end(&mut self, thread: u32) {
        if let Some(core) = self.threads[thread as usize].core.take() {
            self.cores[core].thread = None;
        }
        self.changes.push((thread, ThreadState::Ended));
    }

    pub(in crate::runtime) fn core_of(&self, thread: u32) -> Option<u16> {
        self.threads[thread as usize].core.map(|core| core as u16)
    }

    pub(in crate::runtime) fn misfit(&self) -> Option<&Misfit> {
        self.chooser.misfit()
    }

    /// Returns true if a thread need not be picked to go on: it has a core and has not been at its place since it was picked.
    pub(in crate::runtime) fn goes_on(&mut self, thread: u32, at: At) -> bool {
        let thread = &mut self.threads[thread as usize];
        thread.core.is_some()
            && match at {
                At::MicroStep => mem::take(&mut thread.is_fresh),
                At::Wait => true,
                At::QuantumEnd => false,
            }
    }

    /// Lets a thread want to go on, or just wait if it is being cancelled.
    pub(in crate::runtime) fn want(
        &mut self,
        thread: u32,
        need: Need,
        task: TaskId,
        is_stopped: bool,
        context: &Context,
    ) {
        let number = self.queues.next_number();
        let state = &mut self.threads[thread as usize];
        state.place = (!need.is_cleanup).then_some((task, need.execution));
        state.want = Some(Want { number, need, waker: context.waker().clone(), is_stopped });
        if !is_stopped {
            if state.core.is_none() && need.lock.is_none() {
                self.changes.push((thread, ThreadState::Runnable));
            }
            self.queues.insert(need.lock, number, thread);
        }
    }

    /// Returns the states of threads that have changed since the last call.
    pub(in crate::runtime) fn take_changes(&mut self) -> std::vec::Drain<'_, (u32, ThreadState)> {
        self.changes.drain(..)
    }

    /// Ready once the thread was picked. Returns true if its core has gone on with another thread meanwhile.
    pub(in crate::runtime) fn poll_picked(&mut self, thread: u32) -> Poll<bool> {
        let state = &mut self.threads[thread as usize];
        if !mem::take(&mut state.was_picked) {
            return Poll::Pending;
        }
        let core = &mut self.cores[state.core.expect("it was picked")];
        Poll::Ready(core.last.replace(thread) != Some(thread))
    }

    /// Forgets that a thread wants to go on, or has been picked to.
    pub(in crate::runtime) fn forget(&mut self, thread: u32) {
        let state = &mut self.threads[thread as usize];
        (state.was_picked, state.place) = (false, None);
        if let Some(want) = state.want.take() {
            self.queues.remove(want.need.lock, want.number);
        }
    }

    pub(in crate::runtime) fn set_busy(&mut self, thread: u32, is_busy: bool) {
        self.threads[thread as usize].is_busy = is_busy;
    }

    /// Returns how long a thread may work before its quantum is over.
    pub(in crate::runtime) fn rest_of_quantum(&self, thread: u32) -> Duration {
        self.quantum.saturating_sub(self.threads[thread as usize].worked)
    }

    pub(in crate::runtime) fn add_work(&mut self, thread: u32, worked: Duration) {
        self.threads[thread as usize].worked += worked;
    }

    /// Lets one more thread go on, if one could and there is a core for it.
    pub(in crate::runtime) fn pick(&mut self, is_free: impl Fn(LockId) -> bool) -> Option<Pick> {
        self.free_cores(&is_free);
        let has_free_core = self.cores.iter().any(|core| core.thread.is_none());
        let on_core = || self.cores.iter().filter_map(|core| core.thread).filter(|&thread| !self.is_busy(thread));
        let running = self.last.filter(|&last| on_core().any(|thread| thread == last) && !self.is_over(last));
        // The one that loses its core if another goes on.
        let loser = on_core().find(|&thread| self.is_over(thread)).or(running).or_else(|| on_core().next());
        if !has_free_core && loser.is_none() {
            return None;
        }
        let default = running.or_else(|| self.queues.first(&is_free))?;
        let count = self.queues.len(&is_free);
        let options = (count > 1).then(|| {
            let all = self.queues.threads(&is_free);
            Options::new(count, all, running)
        });
        let Some(options) = options else {
            self.give_core(default, loser);
            return Some(Pick::Only);
        };
        if self.asks && self.chooser.is_at_end() {
            return Some(Pick::Asks(options));
        }
        let fits = self.chooser.next().is_none_or(|thread| self.could(thread, &is_free));
        let thread = self.chooser.choose(&options, default, fits);
        self.give_core(thread, loser);
        Some(Pick::Chosen(thread, options))
    }

    /// Takes the cores of threads that do not want to go on, or cannot.
    fn free_cores(&mut self, is_free: impl Fn(LockId) -> bool) {
        for core in &mut self.cores {
            let Some(number) = core.thread else { continue };
            let thread = &mut self.threads[number as usize];
            let could = thread.want.as_ref().is_some_and(|want| want.could(&is_free));
            if !could && !thread.is_busy {
                (core.thread, thread.core) = (None, None);
                self.changes.push((number, ThreadState::Waiting));
            }
        }
    }

    fn is_busy(&self, thread: u32) -> bool {
        self.threads[thread as usize].is_busy
    }

    fn is_over(&self, thread: u32) -> bool {
        let want = &self.threads[thread as usize].want;
        want.as_ref().is_some_and(|want| want.need.at == At::QuantumEnd)
    }

    fn could(&self, thread: u32, is_free: &impl Fn(LockId) -> bool) -> bool {
        let want = self.threads.get(thread as usize).and_then(|thread| thread.want.as_ref());
        want.is_some_and(|want| want.could(is_free))
    }

    /// Lets a thread go on, on a core of its own, a free one, or that of another, which loses it.
    fn give_core(&mut self, thread: u32, loser: Option<u32>) {
        self.last = Some(thread);
        let state = &mut self.threads[thread as usize];
        let want = state.want.take().expect("it could go on");
        state.was_picked = true;
        state.is_fresh = want.need.at == At::Wait;
        if state.core.is_none() || want.need.at == At::QuantumEnd {
            state.worked = Duration::ZERO;
        }
        let needs_core = state.core.is_none();
        self.queues.remove(want.need.lock, want.number);
        if needs_core {
            let free = |core: &Core| core.thread.is_none();
            let own = self.cores.iter().position(|core| free(core) && core.last == Some(thread));
            let core = own.or_else(|| self.cores.iter().position(free)).unwrap_or_else(|| {
                let loser = loser.expect("a thread at a boundary");
                self.changes.push((loser, ThreadState::Runnable));
                self.threads[loser as usize].core.take().expect("it has a core")
            });
            self.changes.push((thread, ThreadState::Running(core as u16)));
            self.cores[core].thread = Some(thread);
            self.threads[thread as usize].core = Some(core);
        }
        want.waker.wake();
    }
}
