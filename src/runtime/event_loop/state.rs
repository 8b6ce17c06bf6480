use super::{
    index::{EventLoop, PollIndex},
    place::{FutureState, LoopState, Place, PolledFuture, SeenFuture},
};
use crate::runtime::{EventKind, EventLog, Execution, StepId, TaskPoll};

impl EventLoop {
    /// Returns the state at a place of the log that was read last. No list is longer than `limit`, except the thread's.
    pub fn state_at(&self, log: &EventLog, place: Place, limit: usize) -> LoopState {
        let number = place.polls.checked_sub(1).filter(|_| !place.is_rest);
        let (poll, next) =
            (number.map(|number| log.polls()[number]), number.and_then(|number| next_in_turn(log, number)));
        let (from, until) = self.range(log, place, poll, next);
        let events = until as u32;
        let (ready, ready_count) = ready_queue(log, place.polls, next, limit);
        let has_started = |execution| self.lives.get(execution).start.is_some_and(|start| start < events);
        let (timers, timer_count) = self.timers.first((place.polls as u32, events), limit);
        let dropped = log.events()[from..until].iter().filter(|event| event.kind == EventKind::Cancelled);
        let dropped: Vec<_> = dropped.map(|event| event.execution()).collect();
        let had_timer = |&&execution: &&Execution| {
            let end = self.lives.get(execution).end;
            end.is_some_and(|end| self.timers.was_dropped_after(execution, end))
        };
        let future_count = self.started.partition_point(|&execution| has_started(execution));
        let latest = &self.started[future_count.saturating_sub(limit)..future_count];
        let thread = number.map_or_else(Vec::new, |number| self.thread(log, number, next, events));
        let state = |execution| {
            let polled = thread.iter().find(|polled: &&PolledFuture| polled.execution == execution);
            polled.map_or_else(|| self.future_state(log, execution, events), |polled| polled.state)
        };
        let is_first = poll.is_some_and(|poll| number.is_some_and(|number| number == first_of_turn(log, poll.turn)));
        LoopState {
            place,
            task: poll.map(|poll| poll.task),
            fired: poll.filter(|_| is_first).and_then(|poll| log.turns().get(poll.turn as usize)?.woken),
            spawner: number.and_then(|number| self.polls[number].spawner).map(|(spawner, _)| spawner),
            woken: ready_count.saturating_sub(poll.map_or(0, |poll| poll.ready as usize)),
            ready,
            ready_count,
            timers,
            timer_count,
            dropped_timers: dropped.iter().filter(had_timer).count(),
            dropped_count: dropped.len(),
            dropped: dropped.into_iter().filter(|execution| had_timer(&execution)).take(limit).collect(),
            futures: latest
                .iter()
                .map(|&execution| SeenFuture {
                    execution,
                    state: state(execution),
                    polls: self.count_polls(execution, place.polls),
                })
                .collect(),
            future_count,
            root: (future_count > 0).then(|| state(Execution::first(StepId::ROOT))),
            holder: self.holder_after(events),
            is_stuck: log.events()[from..until].iter().any(|event| event.kind == EventKind::Stuck),
            thread,
        }
    }

    /// The events that the last poll has caused up to a place, or those after the last turn if the thread sleeps.
    fn range(&self, log: &EventLog, place: Place, poll: Option<TaskPoll>, next: Option<TaskPoll>) -> (usize, usize) {
        match (poll, next) {
            (Some(poll), Some(next)) => (poll.events as usize, next.events as usize),
            (Some(poll), None) => (poll.events as usize, log.turns()[poll.turn as usize].events as usize),
            (None, _) => {
                let turn = log.turns_until(place.t).last();
                (turn.map_or(0, |turn| turn.events as usize), log.until(place.t).len())
            }
        }
    }

    /// The futures that a poll comes to, up to the next poll: those around its task, those that were inside it before, and
    /// those that have started.
    fn thread(&self, log: &EventLog, number: usize, next: Option<TaskPoll>, events: u32) -> Vec<PolledFuture> {
        let (poll, PollIndex { inner, spawner }) = (log.polls()[number], self.polls[number]);
        let mut around = Vec::new();
        let mut outer = spawner;
        while let Some((spawner, poll)) = outer {
            around.extend(self.up_to_task(Some(spawner), log.polls()[poll as usize].task));
            outer = self.polls[poll as usize].spawner;
        }
        let mut own: Vec<_> = self.up_to_task(inner, poll.task).collect();
        own.reverse();
        let news = log.events()[poll.events as usize..events as usize].iter().filter(|event| event.kind.is_start());
        let news = news.map(|event| event.execution());
        own.extend(news.filter(|&execution| self.lives.get(execution).task == Some(poll.task)));
        let goes_on = next.is_some_and(|next| next.depth > poll.depth);
        let polled = |execution, goes_on: bool, level: usize| {
            let state = match self.future_state(log, execution, events) {
                FutureState::Pending if goes_on => FutureState::Polling,
                state => state,
            };
            PolledFuture { execution, state, level }
        };
        let outside = around.len();
        let level = |execution| outside + self.up_to_task(Some(execution), poll.task).count() - 1;
        let around = around.iter().rev().enumerate().map(|(level, &execution)| polled(execution, true, level));
        around.chain(own.into_iter().map(|execution| polled(execution, goes_on, level(execution)))).collect()
    }

    /// The futures from an execution outwards to the outermost of its task.
    pub(super) fn up_to_task<'a>(
        &'a self,
        inner: Option<Execution>,
        task: Execution,
    ) -> impl Iterator<Item = Execution> + 'a {
        let is_inside = move |&around: &Execution| self.lives.get(around).task == Some(task);
        std::iter::successors(inner, move |&execution| self.lives.get(execution).around.filter(is_inside))
    }

    fn future_state(&self, log: &EventLog, execution: Execution, events: u32) -> FutureState {
        let end = self.lives.get(execution).end.filter(|&end| end < events);
        match end.map(|end| log.events()[end as usize].kind) {
            None => FutureState::Pending,
            Some(EventKind::Failed(_)) => FutureState::Failed,
            Some(EventKind::Cancelled) => FutureState::Cancelled,
            Some(_) => FutureState::Ready,
        }
    }
}

/// The poll that follows another one in the same turn.
fn next_in_turn(log: &EventLog, number: usize) -> Option<TaskPoll> {
    log.polls().get(number + 1).copied().filter(|next| next.turn == log.polls()[number].turn)
}

fn first_of_turn(log: &EventLog, turn: u32) -> usize {
    log.polls().partition_point(|poll| poll.turn < turn)
}

/// The ready queue before poll `number`, which is `next`: the queue is first in, first out, so it holds the tasks that are
/// polled next, as far as they had been woken by then.
fn ready_queue(log: &EventLog, number: usize, next: Option<TaskPoll>, limit: usize) -> (Vec<Execution>, usize) {
    let Some(next) = next else { return (Vec::new(), 0) };
    let count = next.ready as usize + usize::from(next.depth == 0);
    let polls = log.polls()[number..].iter().take_while(|poll| poll.turn == next.turn);
    let from_queue = polls.filter(|poll| poll.depth == 0).map(|poll| poll.task);
    let ready: Vec<_> = from_queue.take(count.min(limit)).collect();
    // A task that is cancelled in the queue is never polled.
    let count = if ready.len() < limit { ready.len() } else { count };
    (ready, count)
}
