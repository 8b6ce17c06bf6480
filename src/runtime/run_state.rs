use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use super::{
    EventKind, EventLog, Execution, Executor, Failure, Plan, StepId, TaskId, Timers, Turn,
    beside::{Beside, Due},
    cores::{Chooser, Cores},
    named::Names,
    number::Number,
    open::{Open, OpenExecutions},
    outcome::{BodyEnd, Outcome},
    records::StartRecord,
    sync::Locks,
    timer_key::TimerKey,
};
use crate::{
    home::{Hazard, Home},
    program::ThreadUse,
};

/// The number of executions that a run may start.
const MAX_EXECUTIONS: u32 = 1_000_000;

/// The number of executions in a turn of the event loop after which a block starts its next round in another.
pub(super) const LONG_TURN: u32 = 10_000;

/// State that the futures of one run share.
///
/// Tasks hold a counted pointer to it, and it holds the tasks; the guard in [`run`](super::run) breaks that circle.
pub(super) struct RunState<'a> {
    pub(super) plan: &'a Plan,
    pub(super) executor: Executor<'a>,
    pub(super) timers: Timers<TimerKey>,
    pub(super) home: RefCell<Home>,
    pub(super) open: RefCell<OpenExecutions>,
    pub(super) locks: RefCell<Locks>,
    pub(super) names: RefCell<Names<'a>>,
    /// The values of the numbers on the wall.
    pub(super) numbers: RefCell<Vec<Number>>,
    /// False if no step of the plan holds the thread or runs beside it.
    pub(super) has_threads: bool,
    pub(super) beside: RefCell<Beside>,
    /// Chooses between waits that end at the same time, if that is not left to program order.
    pub(super) ties: Option<RefCell<Chooser>>,
    /// The threads, in the threads model.
    pub(super) cores: Option<Cores>,
    pub(super) log: &'a RefCell<EventLog>,
    /// The number of starts of each step so far, and of all steps.
    starts: RefCell<Vec<u32>>,
    pub(super) started: Cell<u32>,
    /// The number of starts before the present turn.
    started_before: Cell<u32>,
    /// The outermost step that each task has begun with, by the places of tasks in the executor.
    tasks: RefCell<Vec<(TaskId, Execution)>>,
    pub(super) root_outcome: Cell<Option<Outcome>>,
    /// The number of cleanups that have not ended. A thread that cleans up may wait for a core with nothing open.
    pub(super) cleaning: Cell<u32>,
    /// The real time at which the present turn began.
    pub(super) wall: Cell<Duration>,
    /// The number of futures of steps that the present turn has polled.
    polls: Cell<u32>,
}

impl<'a> RunState<'a> {
    pub(super) fn new(plan: &'a Plan, log: &'a RefCell<EventLog>) -> Self {
        Self {
            plan,
            executor: Executor::new(),
            timers: Timers::default(),
            home: RefCell::new(Home::new(&plan.devices)),
            open: RefCell::new(OpenExecutions::new(plan.len())),
            locks: RefCell::new(Locks::new(plan)),
            names: RefCell::new(Names::new(plan)),
            numbers: RefCell::new(vec![Number::default(); plan.numbers.len()]),
            has_threads: plan.has_threads() || plan.threads.is_some(),
            beside: RefCell::default(),
            ties: plan.ties.as_ref().map(|ties| RefCell::new(Chooser::new(ties))),
            cores: plan.threads.as_ref().map(|threads| Cores::new(threads, plan.asks)),
            log,
            starts: RefCell::new(vec![0; plan.len()]),
            started: Cell::default(),
            started_before: Cell::default(),
            tasks: RefCell::default(),
            root_outcome: Cell::default(),
            cleaning: Cell::default(),
            wall: Cell::default(),
            polls: Cell::default(),
        }
    }

    /// True once the root has ended, nothing else is open and nothing is to be cleaned up.
    pub(super) fn is_over(&self) -> bool {
        self.root_outcome.get().is_some() && self.open.borrow().is_empty() && self.cleaning.get() == 0
    }

    /// True if the present turn has done so much that other work of the event loop has waited long.
    pub(super) fn is_turn_long(&self) -> bool {
        self.started.get() - self.started_before.get() >= LONG_TURN
    }

    /// Records the start of a step. The task that is being polled runs it. Returns `None` if the run may start no more.
    pub(super) fn start(&self, step: StepId, cause: Cause) -> Option<Execution> {
        if self.started.get() == MAX_EXECUTIONS {
            self.give_up();
            return None;
        }
        self.started.set(self.started.get() + 1);
        let starts = &mut self.starts.borrow_mut()[step.index()];
        *starts += 1;
        let execution = Execution { step, occurrence: *starts };
        self.record_new_poll(execution);
        let Cause { parent, woken_by, is_cleanup } = cause;
        let is_kept = is_cleanup || self.plan.step(step).thread == ThreadUse::Worker;
        self.record_start(parent);
        let (task, thread) = (self.executor.current(), self.thread_now());
        self.open.borrow_mut().insert(Open { is_kept, ..Open::new(execution, parent, task, thread) });
        self.push(execution, parent, woken_by, EventKind::Started { latency: self.plan.latency(execution) });
        Some(execution)
    }

    /// Records where the execution runs that starts now.
    fn record_start(&self, parent: Option<Execution>) {
        let Some(id) = self.executor.current() else { return };
        let (_, task) = self.tasks.borrow()[id.slot()];
        let await_around = parent.and_then(|parent| self.open.borrow().get(parent).filter(|it| it.is_future)?.parent);
        self.log.borrow_mut().push_start(StartRecord { task, around: await_around.or(parent) });
    }

    /// Records the end of an execution, unless it was cancelled before its task came to the next wait.
    pub(super) fn end(&self, execution: Execution, BodyEnd { outcome, woken_by }: BodyEnd) {
        let Some(open) = self.open.borrow_mut().remove(execution) else { return };
        let kind = outcome.map_or_else(EventKind::Failed, |()| EventKind::Finished);
        self.push(execution, open.parent, woken_by, kind);
        // Not seen is that of a stray, or of the cleanup of a step that was cancelled. A task keeps it for who awaits it.
        let is_seen = open.parent.is_none_or(|parent| {
            self.open.borrow().get(parent).is_some() || self.plan.step(parent.step).makes_task() && !open.is_kept
        });
        if outcome.is_err() && !is_seen {
            self.push(execution, open.parent, None, EventKind::Hazard(Hazard::UnseenFailure));
        }
    }

    /// Counts a poll of the future of a step.
    #[inline]
    pub(super) fn count_poll(&self, execution: Execution) {
        let is_on_thread = self.plan.step(execution.step).thread != ThreadUse::Worker;
        self.polls.set(self.polls.get() + u32::from(is_on_thread));
        self.record_new_poll(execution);
    }

    /// Records the present poll of a task when it comes to the first step, which is the outermost.
    #[inline]
    fn record_new_poll(&self, execution: Execution) {
        if self.executor.take_new_poll() {
            self.record_poll(execution);
        }
    }

    /// A task is known by the step that it has begun with.
    fn record_poll(&self, execution: Execution) {
        let Some(id) = self.executor.current() else { return };
        let tasks = &mut *self.tasks.borrow_mut();
        let place = id.slot();
        if tasks.get(place).is_none_or(|&(known, _)| known != id) {
            tasks.resize(tasks.len().max(place + 1), (id, execution));
            tasks[place] = (id, execution);
        }
        let (_, task) = tasks[place];
        if self.plan.step(task.step).thread == ThreadUse::Worker {
            return;
        }
        let (ready, depth) = (self.executor.ready_count(), self.executor.depth());
        self.log.borrow_mut().push_poll(task, ready, depth);
    }

    /// Records the turn that is over: no task is ready, and nothing goes on before the next timer fires. What happens beside
    /// the thread is no turn.
    pub(super) fn end_turn(&self, woken: Option<Execution>) {
        if self.has_threads && self.polls.get() == 0 && woken.is_some() {
            return;
        }
        let (t, wall) = (self.timers.now(), self.wall.get());
        self.started_before.set(self.started.get());
        let apart = self.beside.borrow().due.iter().filter(|(_, due, _)| *due != Due::Arrival).count();
        let (polls, timers) = (self.polls.take(), (self.timers.count() - apart) as u32);
        self.log.borrow_mut().push_turn(Turn { t, wall, woken, polls, timers, events: 0 });
    }

    /// Records that nothing can happen any more, and what is open because of that.
    pub(super) fn get_stuck(&self) {
        self.push(Execution::first(StepId::ROOT), None, None, EventKind::Stuck);
        self.log.borrow_mut().set_waits(self.waits());
        let open = self.open.borrow_mut().remove_all();
        self.record_cancelled(&open, None);
        self.settle_all();
    }

    /// Ends a run that would start more executions than it may: what is open is logged as cancelled, without cleanups, and
    /// the root fails.
    fn give_up(&self) {
        let mut open = self.open.borrow_mut().remove_all();
        let root = open.pop_if(|open| open.parent.is_none());
        self.record_cancelled(&open, None);
        self.settle_all();
        self.cleaning.set(0);
        if let Some(Open { execution, .. }) = root {
            let failure = Failure::TooManyExecutions;
            self.push(execution, None, None, EventKind::Failed(failure));
            self.root_outcome.set(Some(Err(failure)));
        }
    }
}

/// The reason why a step starts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cause {
    /// The execution of the block that the step is in; `None` for the root.
    pub(super) parent: Option<Execution>,
    /// The execution whose end let the step start; `None` for a step that starts together with its block.
    pub(super) woken_by: Option<Execution>,
    /// True for a cleanup step.
    pub(super) is_cleanup: bool,
}

impl Cause {
    /// The step starts together with its block.
    pub(super) fn with_block(block: Execution) -> Self {
        Self { parent: Some(block), ..Self::default() }
    }
}
