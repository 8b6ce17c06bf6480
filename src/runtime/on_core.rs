//! Waiting for a core in a run of the threads model.
//!
//! The polls of a thread's task are bookkeeping and cost no core: a body waits for one at each boundary before a micro-step
//! ([`RunState::micro_step`]) and after each wait ([`RunState::on_core`]). When no task is ready, the scheduler picks one of the
//! threads that could go on ([`RunState::go_on`]). So what a thread does from one boundary to the next is one poll, and nothing
//! comes between.

use std::{
    future::{pending, poll_fn},
    task::Poll,
    time::Duration,
};

use super::{
    EventKind, Execution, LockId, OnThread, StepId, TaskId, Work,
    cores::{At, Cores, Need, Options, Pick, Working},
    run_state::{Cause, RunState},
    timer_key::TimerKey,
};

impl RunState<'_> {
    /// Returns the thread that is going on; `None` in the other models.
    pub(super) fn thread_now(&self) -> Option<u32> {
        self.cores.as_ref()?.thread_of(self.executor.current()?)
    }

    /// Returns the thread of the root; `None` in the other models.
    pub(super) fn first_thread(&self) -> Option<u32> {
        self.cores.as_ref().map(|_| 0)
    }

    /// Returns a thread with its core, if it has one.
    pub(super) fn on_thread(&self, thread: u32) -> Option<OnThread> {
        let core = self.cores.as_ref()?.scheduler.borrow().core_of(thread);
        Some(OnThread { thread, core })
    }

    /// Ends a thread.
    pub(super) fn end_thread(&self, thread: Option<u32>) {
        if let (Some(cores), Some(thread)) = (&self.cores, thread) {
            cores.scheduler.borrow_mut().end(thread);
        }
    }

    /// Returns the number of a new thread; `None` in the other models.
    pub(super) fn new_thread(&self, begins_with: StepId) -> Option<u32> {
        let thread = self.cores.as_ref()?.scheduler.borrow_mut().add();
        self.log.borrow_mut().push_first_step(begins_with);
        Some(thread)
    }

    /// Lets the task that is being polled run a thread.
    pub(super) fn adopt(&self, thread: Option<u32>) {
        if let (Some(cores), Some(thread), Some(task)) = (&self.cores, thread, self.executor.current()) {
            cores.adopt(task, thread);
        }
    }

    /// Begins a thread in the task that is being polled: waits for its first core. `block` is what has started it.
    pub(super) async fn begin_thread(&self, thread: Option<u32>, block: Execution) {
        self.adopt(thread);
        self.on_core(block).await;
    }

    /// Waits for a core, unless the thread has one: after a wait, and at the start of a thread.
    pub(super) async fn on_core(&self, execution: Execution) {
        if let Some(cores) = &self.cores {
            self.take_core(cores, Need::new(execution, At::Wait)).await;
        }
    }

    /// Lets the scheduler switch before a micro-step.
    pub(super) async fn micro_step(&self, execution: Execution) {
        if let Some(cores) = &self.cores {
            self.take_core(cores, Need::new(execution, At::MicroStep)).await;
        }
    }

    /// Lets the scheduler switch before a step that begins with a micro-step. What is being cancelled starts no other step either.
    pub(super) async fn start_on_core(&self, step: StepId, cause: Cause) {
        let Some(cores) = &self.cores else { return };
        let block = cause.parent.unwrap_or(Execution::first(step));
        let need = Need { is_cleanup: cause.is_cleanup, ..Need::new(block, At::MicroStep) };
        let work = &self.plan.step(step).work;
        if matches!(work, Work::Message { .. } | Work::Increment(_)) || self.is_stopped(cores, need) {
            self.take_core(cores, need).await;
        }
    }

    /// Waits for a core for the cleanup of an execution, and lets the scheduler switch before it if that is a micro-step.
    pub(super) async fn clean_up_on_core(&self, execution: Execution, is_micro_step: bool) {
        let Some(cores) = &self.cores else { return };
        self.take_core(cores, Need { is_cleanup: true, ..Need::new(execution, At::Wait) }).await;
        if is_micro_step {
            self.take_core(cores, Need { is_cleanup: true, ..Need::new(execution, At::MicroStep) }).await;
        }
    }

    /// Lets the scheduler switch before the thread takes a permit, which is free then.
    pub(super) async fn micro_step_at(&self, cores: &Cores, execution: Execution, lock: LockId) {
        let need = Need { lock: Some(lock), ..Need::new(execution, At::MicroStep) };
        self.take_core(cores, need).await;
        // A core that goes on with another thread needs time for that, in which a permit may be taken.
        while !self.locks.borrow().is_free(lock) {
            self.take_core(cores, need).await;
        }
    }

    /// Works on a core, and gives way at the end of each quantum.
    pub(super) async fn work_on_core(&self, cores: &Cores, execution: Execution, duration: Duration) {
        let Some(thread) = self.thread_now() else { return };
        let _works = cores.stops.begin(Working { execution, thread });
        let mut rest = duration;
        while !rest.is_zero() {
            let slice = cores.scheduler.borrow().rest_of_quantum(thread).min(rest);
            if slice.is_zero() {
                self.take_core(cores, Need::new(execution, At::QuantumEnd)).await;
                continue;
            }
            let keeps_core = cores.keep_core(thread);
            self.sleep(TimerKey::Wait(execution), slice).await;
            drop(keeps_core);
            cores.scheduler.borrow_mut().add_work(thread, slice);
            rest -= slice;
        }
    }

    async fn take_core(&self, cores: &Cores, need: Need) {
        let (Some(task), Some(thread)) = (self.executor.current(), self.thread_now()) else { return };
        let is_stopped = self.is_stopped(cores, need);
        let is_free = need.lock.is_none_or(|lock| self.locks.borrow().is_free(lock));
        let can_go_on = is_free && !(is_stopped && need.at == At::MicroStep);
        if can_go_on && cores.scheduler.borrow_mut().goes_on(thread, need.at) {
            return;
        }
        let mut is_new = true;
        let request = Request { cores, thread };
        let is_other = poll_fn(|context| {
            let mut scheduler = cores.scheduler.borrow_mut();
            if std::mem::take(&mut is_new) {
                scheduler.want(thread, need, task, is_stopped, context);
                return Poll::Pending;
            }
            scheduler.poll_picked(thread)
        })
        .await;
        if is_other {
            self.switch(cores, thread, need.execution).await;
        }
        drop(request);
    }

    /// Lets the core of a thread go on with it, after another.
    async fn switch(&self, cores: &Cores, thread: u32, execution: Execution) {
        self.record(execution, EventKind::Switched);
        if cores.switch.is_zero() {
            return;
        }
        let keeps_core = cores.keep_core(thread);
        self.timers.sleep(TimerKey::Switch { thread, execution }, cores.switch).await;
        drop(keeps_core);
    }

    /// Polls ready tasks until every task waits. In the threads model those that could go on do so as they get a core.
    pub(super) fn go_on(&self) {
        self.executor.run_until_stalled();
        while let Some(cores) = &self.cores
            && self.pick(cores)
        {
            self.executor.run_until_stalled();
        }
    }

    /// Lets one more thread go on. Returns false if none could, or if something else happens at this time before.
    fn pick(&self, cores: &Cores) -> bool {
        let now = self.timers.now();
        if self.timers.next().is_some_and(|(t, key)| t <= now && !key.is_deadline()) {
            return false;
        }
        let mut scheduler = cores.scheduler.borrow_mut();
        let picked = scheduler.pick(|lock| self.locks.borrow().is_free(lock));
        let mut log = self.log.borrow_mut();
        scheduler.take_changes().for_each(|(thread, state)| log.push_thread(now, thread, state));
        match picked {
            None => return false,
            Some(Pick::Only) => {}
            Some(Pick::Chosen(thread, Options { threads, running })) => {
                log.push_choice(now, thread, running, &threads);
                log.set_misfit(scheduler.misfit().cloned());
            }
            Some(Pick::Asks(Options { threads, running })) => {
                log.ask(now, running, &threads);
                cores.is_asking.set(true);
                return false;
            }
        }
        true
    }

    /// Waits for ever if somebody else has to choose who goes on.
    pub(super) async fn wait_for_choice(&self) {
        if self.cores.as_ref().is_some_and(|cores| cores.is_asking.get()) {
            pending().await
        }
    }

    /// Records that a message has arrived whose thread needs a core to go on.
    pub(super) fn arrive_without_core(&self, message: Execution) {
        if let Some(cores) = &self.cores {
            cores.arrived.borrow_mut().push(message);
        }
    }

    /// Delivers the messages that have arrived at this time and whose threads have got no core. What a thread writes, it writes
    /// when it goes on.
    pub(super) fn deliver_without_core(&self) {
        let Some(cores) = &self.cores else { return };
        for message in cores.arrived.take() {
            let is_sent = self.beside.borrow().sent.get(&message).is_some_and(|(_, sent)| sent.update.is_none());
            if is_sent {
                self.deliver_beside(message);
            }
        }
    }

    /// Returns the tasks of threads that want to go on, or are about to, with executions for which the condition holds.
    pub(super) fn wanting(&self, condition: impl Fn(Execution) -> bool) -> Vec<(TaskId, Execution)> {
        let Some(cores) = &self.cores else { return Vec::new() };
        let scheduler = cores.scheduler.borrow();
        scheduler.wanting().filter(|&(_, execution)| condition(execution)).collect()
    }
}

/// The request of a thread to go on. It is forgotten when the future that has it is dropped.
struct Request<'c> {
    cores: &'c Cores,
    thread: u32,
}

impl Drop for Request<'_> {
    fn drop(&mut self) {
        self.cores.scheduler.borrow_mut().forget(self.thread);
    }
}
