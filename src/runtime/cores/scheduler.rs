//! Which threads could go on, which of them have a core, and who goes on next. Knows nothing of steps, time or logs.

use std::{
    mem,
    task::{Context, Poll},
    time::Duration,
};

use super::{
    chooser::{Chooser, Misfit, Options},
    queues::Queues,
    want::{At, Need, Want},
};
use crate::runtime::{Execution, LockId, TaskId, Threads};

/// The threads of a run, numbered in the order of their starts, and the cores that they share.
#[derive(Debug)]
pub(in crate::runtime) struct Scheduler {
    quantum: Duration,
    chooser: Chooser,
    cores: Vec<Core>,
    threads: Vec<Thread>,
    queues: Queues,
    /// The thread that went on last.
    last: Option<u32>,
}

#[derive(Clone, Debug, Default)]
struct Core {
    thread: Option<u32>,
    /// The thread that has had the core last.
    last: Option<u32>,
}

#[derive(Debug, Default)]
struct Thread {
    core: Option<usize>,
    want: Option<Want>,
    /// The task that runs it and the execution with which it goes on, until it does.
    place: Option<(TaskId, Execution)>,
    was_picked: bool,
    /// True from when it was picked to its next micro-step: nothing is chosen before that.
    is_fresh: bool,
    /// True while it keeps its core whoever wants it: it works, or the core is being switched to it.
    is_busy: bool,
    /// The time for which it has worked since it got its core.
    worked: Duration,
}

/// A thread that goes on.
#[derive(Debug)]
pub(in crate::runtime) struct Pick {
    pub(in crate::runtime) thread: u32,
    /// Who could have gone on, if there was a choice.
    pub(in crate::runtime) options: Option<Options>,
}

impl Scheduler {
    /// The first thread has the first core.
    pub(in crate::runtime) fn new(threads: &Threads) -> Self {
        let mut cores = vec![Core::default(); threads.cores as usize];
        cores[0] = Core { thread: Some(0), last: Some(0) };
        let first = Thread { core: Some(0), is_fresh: true, ..Thread::default() };
        Self {
            quantum: threads.quantum,
            chooser: Chooser::new(&threads.schedule),
            cores,
            threads: vec![first],
            queues: Queues::default(),
            last: Some(0),
        }
    }

    /// Adds a thread and returns its number.
    pub(in crate::runtime) fn add(&mut self) -> u32 {
        self.threads.push(Thread::default());
        self.threads.len() as u32 - 1
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
        state.place = Some((task, need.execution));
        state.want = Some(Want { number, need, waker: context.waker().clone(), is_stopped });
        if !is_stopped {
            self.queues.insert(need.lock, number, thread);
        }
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

    /// Stops those that want to go on and for whose executions the condition holds, but for those in the middle of work.
    pub(in crate::runtime) fn stop(&mut self, condition: impl Fn(Execution) -> bool) {
        for thread in 0..self.threads.len() {
            let Some(mut want) = self.threads[thread].want.take() else { continue };
            if want.need.at != At::QuantumEnd && condition(want.need.execution) {
                self.queues.remove(want.need.lock, want.number);
                want.is_stopped = true;
            }
            self.threads[thread].want = Some(want);
        }
    }

    /// Lets those go on again that were stopped.
    pub(in crate::runtime) fn restart(&mut self, condition: impl Fn(Execution) -> bool) {
        for thread in 0..self.threads.len() {
            let Some(want) = &mut self.threads[thread].want else { continue };
            if want.is_stopped && condition(want.need.execution) {
                want.is_stopped = false;
                self.queues.insert(want.need.lock, want.number, thread as u32);
            }
        }
    }

    /// Returns the tasks of the threads that want to go on or are about to, and the executions that do.
    pub(in crate::runtime) fn wanting(&self) -> impl Iterator<Item = (TaskId, Execution)> {
        self.threads.iter().filter_map(|thread| thread.place)
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
        let thread = options.as_ref().map_or(default, |options| {
            let fits = self.chooser.next().is_none_or(|thread| self.could(thread, &is_free));
            self.chooser.choose(options, default, fits)
        });
        self.give_core(thread, loser);
        Some(Pick { thread, options })
    }

    /// Takes the cores of threads that do not want to go on, or cannot.
    fn free_cores(&mut self, is_free: impl Fn(LockId) -> bool) {
        for core in &mut self.cores {
            let Some(thread) = core.thread.map(|thread| &mut self.threads[thread as usize]) else { continue };
            let could = thread.want.as_ref().is_some_and(|want| want.could(&is_free));
            if !could && !thread.is_busy {
                (core.thread, thread.core) = (None, None);
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
                let loser = &mut self.threads[loser.expect("a thread at a boundary") as usize];
                loser.core.take().expect("it has a core")
            });
            self.cores[core].thread = Some(thread);
            self.threads[thread as usize].core = Some(core);
        }
        want.waker.wake();
    }
}
