use std::{collections::BTreeMap, sync::Arc, time::Duration};

use super::{place::Place, timers::TimerIndex};
use crate::{
    program::ThreadUse,
    runtime::{Event, EventLog, Execution, Plan, execution::ExecutionMap, records::StartRecord},
};

/// The polls of a run so far, arranged so that the state of the event loop after any of them is found by search.
#[derive(Clone, Debug)]
pub struct EventLoop {
    pub(super) plan: Arc<Plan>,
    pub(super) lives: ExecutionMap<Life>,
    /// The executions in the order of their starts, without those on workers.
    pub(super) started: Vec<Execution>,
    /// The executions that have held the thread, in order.
    holds: Vec<Execution>,
    /// The number of starts that were read.
    starts: usize,
    pub(super) timers: TimerIndex,
    pub(super) polls: Vec<PollIndex>,
    /// The numbers of the polls of each task, by its outermost step.
    polls_of: BTreeMap<Execution, Vec<u32>>,
    /// The innermost open execution of each task.
    innermost: ExecutionMap<Option<Execution>>,
    /// The polls that go on, by number, each inside the one before, and their tasks.
    stack: Vec<(u32, Execution)>,
    /// The number of events that were read, and the last of them.
    read: usize,
    last: Option<Event>,
}

/// The events of one execution, by their places in the log.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Life {
    pub(super) start: Option<u32>,
    pub(super) end: Option<u32>,
    /// The outermost step of the task that runs it.
    pub(super) task: Option<Execution>,
    /// The execution around it.
    pub(super) around: Option<Execution>,
}

/// The cause of a poll.
#[derive(Clone, Copy, Debug)]
pub(super) struct PollIndex {
    /// The innermost future of the task; `None` if it has not been polled before.
    pub(super) inner: Option<Execution>,
    /// The innermost future of the task that has spawned this one, and the number of the poll in which it has.
    pub(super) spawner: Option<(Execution, u32)>,
}

impl EventLoop {
    /// Makes the index of a run that has not begun.
    pub fn new(plan: Arc<Plan>) -> Self {
        let steps = plan.len();
        Self {
            plan,
            lives: ExecutionMap::new(steps),
            started: Vec::new(),
            holds: Vec::new(),
            starts: 0,
            timers: TimerIndex::new(steps),
            polls: Vec::new(),
            polls_of: BTreeMap::new(),
            innermost: ExecutionMap::new(steps),
            stack: Vec::new(),
            read: 0,
            last: None,
        }
    }

    /// Makes the index of a whole log.
    pub fn of(plan: Arc<Plan>, log: &EventLog) -> Self {
        let mut event_loop = Self::new(plan);
        event_loop.read(log);
        event_loop
    }

    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Reads what the log has gained since the last call. The log of another run is read from its start.
    pub fn read(&mut self, log: &EventLog) {
        let is_same = self.read.checked_sub(1).is_none_or(|last| log.events().get(last) == self.last.as_ref());
        if !is_same || log.polls().len() < self.polls.len() {
            *self = Self::new(self.plan.clone());
        }
        for poll in &log.polls()[self.polls.len()..] {
            self.read_events(log, poll.events as usize);
            self.stack.truncate(poll.depth as usize);
            let spawner = self.stack.last().and_then(|&(poll, task)| Some((self.innermost.get(task)?, poll)));
            self.stack.push((self.polls.len() as u32, poll.task));
            self.polls_of.entry(poll.task).or_default().push(self.polls.len() as u32);
            self.polls.push(PollIndex { inner: self.innermost.get(poll.task), spawner });
        }
        self.read_events(log, log.events().len());
        self.timers.read(log.timers());
        self.last = log.events().last().copied();
    }

    fn read_events(&mut self, log: &EventLog, until: usize) {
        for event in &log.events()[self.read..until] {
            let (place, execution) = (self.read as u32, event.execution());
            self.read += 1;
            if event.kind.is_start() {
                let StartRecord { task, around } = log.starts()[self.starts];
                self.starts += 1;
                self.lives.set(execution, Life { start: Some(place), end: None, task: Some(task), around });
                self.innermost.set(task, Some(execution));
                let planned = self.plan.step(event.step);
                if planned.thread != ThreadUse::Worker {
                    self.started.push(execution);
                }
                if self.plan.holds_thread(event.step) {
                    self.holds.push(execution);
                }
            } else if event.kind.is_end() {
                let life = self.lives.get_mut(execution);
                life.end = Some(place);
                let task = life.task.unwrap_or(execution);
                let around = life.around.filter(|&around| self.lives.get(around).task == Some(task));
                self.innermost.set(task, around);
            }
        }
    }

    /// Returns how many of the first polls were polls of a task, given by its outermost step; `None` for what is no task.
    pub(super) fn count_polls(&self, task: Execution, polls: usize) -> Option<usize> {
        Some(self.polls_of.get(&task)?.partition_point(|&poll| (poll as usize) < polls))
    }

    /// Returns the execution that holds the thread after some events.
    pub(super) fn holder_after(&self, events: u32) -> Option<Execution> {
        let life = |execution: Execution| self.lives.get(execution);
        let begun = self.holds.partition_point(|&execution| life(execution).start.is_some_and(|start| start < events));
        let holder = *self.holds[..begun].last()?;
        life(holder).end.is_none_or(|end| end >= events).then_some(holder)
    }

    /// Returns the place of the last poll up to `t`, after which the thread sleeps.
    pub fn rest_at(&self, log: &EventLog, t: Duration) -> Place {
        let turns = log.turns_until(t).len() as u32;
        Place { polls: log.polls().partition_point(|poll| poll.turn < turns), t, is_rest: true }
    }

    /// Returns the place right after a poll, by its number; `None` if there was no such poll so far.
    pub fn after_poll(&self, log: &EventLog, number: usize) -> Option<Place> {
        let turn = log.polls().get(number)?.turn;
        Some(Place { polls: number + 1, t: log.turns().get(turn as usize)?.t, is_rest: false })
    }
}
