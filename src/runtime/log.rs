use std::time::Duration;

use super::{
    Choice, Event, Execution, Misfit, OpenChoice, StepId, TaskPoll, ThreadRecord, ThreadState, Turn, Wait,
    records::{StartRecord, TimerRecord},
    timer_key::TimerKey,
};

/// The events of a run so far, in order, and what the event loop did: its turns, in each the polls of tasks, and the
/// timers. It only grows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventLog {
    events: Vec<Event>,
    turns: Vec<Turn>,
    polls: Vec<TaskPoll>,
    timers: Vec<TimerRecord>,
    starts: Vec<StartRecord>,
    waits: Vec<Wait>,
    choices: Vec<Choice>,
    /// The threads that could have gone on at the choices.
    options: Vec<u32>,
    misfit: Option<Misfit>,
    threads: Vec<ThreadRecord>,
    /// The steps that the threads begin with, from the second thread on.
    first_steps: Vec<StepId>,
    /// The choice that somebody else has to make.
    asked: Option<OpenChoice>,
}

impl EventLog {
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Returns the events up to `t`.
    pub fn until(&self, t: Duration) -> &[Event] {
        &self.events[..self.events.partition_point(|event| event.t <= t)]
    }

    /// Returns the turns of the event loop. All but the first have a timer that fired.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Returns the turns up to `t`.
    pub fn turns_until(&self, t: Duration) -> &[Turn] {
        &self.turns[..self.turns.partition_point(|turn| turn.t <= t)]
    }

    /// Returns the polls of tasks.
    pub fn polls(&self) -> &[TaskPoll] {
        &self.polls
    }

    /// Returns the records of timers, in order.
    pub(super) fn timers(&self) -> &[TimerRecord] {
        &self.timers
    }

    /// Returns the places of the executions, in the order of their starts.
    pub(super) fn starts(&self) -> &[StartRecord] {
        &self.starts
    }

    pub(super) fn push_start(&mut self, start: StartRecord) {
        self.starts.push(start);
    }

    /// Returns who waits for what, in program order; empty for a run that is not stuck.
    pub fn waits(&self) -> &[Wait] {
        &self.waits
    }

    pub(super) fn set_waits(&mut self, waits: Vec<Wait>) {
        self.waits = waits;
    }

    /// Returns the choices between threads that could go on, in order.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// Returns the thread that has run an execution, in the threads model.
    pub fn thread_of(&self, execution: Execution) -> Option<u32> {
        let started = self.events.iter().find(|event| event.execution() == execution)?;
        started.on.map(|on| on.thread)
    }

    /// Returns the threads that could go on at a choice, in ascending order; none if they were very many.
    pub fn options(&self, choice: &Choice) -> &[u32] {
        let (first, count) = choice.options;
        &self.options[first as usize..][..count as usize]
    }

    /// Returns the first choice of the schedule that does not fit the program.
    pub fn misfit(&self) -> Option<&Misfit> {
        self.misfit.as_ref()
    }

    pub(super) fn set_misfit(&mut self, misfit: Option<Misfit>) {
        self.misfit = misfit;
    }

    /// Returns the changes of the states of threads, in order. The first thread runs on the first core from the beginning.
    pub fn threads(&self) -> &[ThreadRecord] {
        &self.threads
    }

    /// Returns the step that a thread begins with: the root for the first; the block for a task, whose steps it runs.
    pub fn first_step(&self, thread: u32) -> Option<StepId> {
        match thread.checked_sub(1) {
            None => Some(StepId::ROOT),
            Some(later) => self.first_steps.get(later as usize).copied(),
        }
    }

    pub(super) fn push_first_step(&mut self, step: StepId) {
        self.first_steps.push(step);
    }

    pub(super) fn push_thread(&mut self, t: Duration, thread: u32, state: ThreadState) {
        self.threads.push(ThreadRecord { t, thread, state });
    }

    /// Records that somebody else has to choose.
    pub(super) fn ask(&mut self, t: Duration, running: Option<u32>, threads: &[u32]) {
        let (events, threads) = (self.events.len() as u32, threads.to_vec());
        self.asked = Some(OpenChoice { t, events, running, threads });
    }

    /// Returns the choice that somebody else has to make, and forgets what came after it: its run was dropped.
    pub(super) fn take_asked(&mut self) -> Option<OpenChoice> {
        let asked = self.asked.take()?;
        self.events.truncate(asked.events as usize);
        Some(asked)
    }

    /// Appends a choice.
    pub(super) fn push_choice(&mut self, t: Duration, thread: u32, running: Option<u32>, options: &[u32]) {
        let events = self.events.len() as u32;
        let range = (self.options.len() as u32, options.len() as u32);
        self.options.extend_from_slice(options);
        self.choices.push(Choice { t, events, thread, running, options: range });
    }

    /// Returns the time of the last event; once a run has ended, that is its makespan.
    pub fn end(&self) -> Duration {
        self.events.last().map_or(Duration::ZERO, |event| event.t)
    }

    /// Removes everything, and keeps the room.
    pub(super) fn clear(&mut self) {
        let Self { events, turns, polls, timers, starts, waits, choices, options, misfit, threads, first_steps, asked } =
            self;
        events.clear();
        turns.clear();
        polls.clear();
        timers.clear();
        starts.clear();
        waits.clear();
        choices.clear();
        options.clear();
        threads.clear();
        first_steps.clear();
        (*misfit, *asked) = (None, None);
    }

    /// Reserves room for the run of `steps` steps: a start and an end each, a turn for most, and a poll or two.
    pub(super) fn reserve(&mut self, steps: usize) {
        self.events.reserve(2 * steps);
        self.starts.reserve(steps);
        self.turns.reserve(steps);
        self.polls.reserve(2 * steps);
        self.timers.reserve(2 * steps);
    }

    pub(super) fn push(&mut self, event: Event) {
        debug_assert!(event.t >= self.end(), "time does not run backwards");
        self.events.push(event);
    }

    #[cfg(test)]
    pub(super) fn copy_turns_and_polls(&mut self, other: &Self, turns: usize) {
        self.turns.extend_from_slice(&other.turns[..turns]);
        self.polls.extend(other.polls.iter().filter(|poll| (poll.turn as usize) < turns));
        let starts = self.events.iter().filter(|event| event.kind.is_start()).count();
        self.starts.extend_from_slice(&other.starts[..starts]);
        self.timers.extend(other.timers.iter().filter(|timer| timer.polls as usize <= self.polls.len()));
    }

    /// Appends a turn, which is over.
    pub(super) fn push_turn(&mut self, turn: Turn) {
        let events = self.events.len() as u32;
        self.turns.push(Turn { events, ..turn });
    }

    /// Appends the arming of a timer with its deadline, or without one its end.
    pub(super) fn push_timer(&mut self, key: TimerKey, deadline: Option<Duration>, t: Duration) {
        let (polls, events) = (self.polls.len() as u32, self.events.len() as u32);
        self.timers.push(TimerRecord { key, deadline, t, polls, events });
    }

    /// Appends a poll of a task in the present turn.
    pub(super) fn push_poll(&mut self, task: Execution, ready: usize, depth: u32) {
        let (turn, events) = (self.turns.len() as u32, self.events.len() as u32);
        self.polls.push(TaskPoll { task, turn, events, ready: ready as u32, depth });
    }
}
