use std::time::Duration;

use super::{History, Note, ThreadAt, threads::ThreadsHistory};
use crate::runtime::{Event, EventKind, EventLog, StepId, ThreadState};

/// The largest number of threads that are told apart: more than a house has room for.
const MAX_TOLD_APART: usize = 2_000;

impl History {
    /// Returns the threads that exist at a time, and those that have ended and written something, in the order of their numbers;
    /// none in the other models, nor if they are very many.
    pub fn threads_at(&self, t: Duration) -> Vec<ThreadAt> {
        let ThreadsHistory { states, notes, held, switched, .. } = &self.threads;
        if self.plan.threads().is_none() || self.moments.is_empty() || states.len() > MAX_TOLD_APART {
            return Vec::new();
        }
        let person = |(thread, states): (u32, &Vec<(Duration, ThreadState)>)| {
            let first = (thread == 0).then_some(ThreadState::Running(0));
            let state = at(states, t).copied().or(first)?;
            let note = notes.get(thread as usize).and_then(|notes| at(notes, t)).copied();
            let is_there = state != ThreadState::Ended || matches!(note, Some(Note::Written(_)));
            let held = held.get(thread as usize).and_then(|held| at(held, t)).cloned().unwrap_or_default();
            let is_switching = switched.get(thread as usize).and_then(|ends| at(ends, t)).is_some_and(|&end| t < end);
            is_there.then_some(ThreadAt { thread, state, is_switching, note, held })
        };
        let root_has_ended = self.spans.get(StepId::ROOT.into()).end.is_some_and(|(end, _)| end <= t);
        (0..).zip(states).filter(|&(thread, _)| thread > 0 || !root_has_ended).filter_map(person).collect()
    }

    pub(super) fn read_threads(&mut self, log: &EventLog) {
        let news = &log.threads()[self.threads.read..];
        self.threads.read = log.threads().len();
        for record in news {
            push(&mut self.threads.states, record.thread, (record.t, record.state));
        }
    }

    pub(super) fn index_note(&mut self, event: &Event) {
        let Some(on) = event.on else { return };
        match event.kind {
            EventKind::Read(value) => push(&mut self.threads.notes, on.thread, (event.t, Note::Read(value))),
            EventKind::Written(value) => push(&mut self.threads.notes, on.thread, (event.t, Note::Written(value))),
            EventKind::Cancelled | EventKind::Failed(_) if self.plan.step(event.step).changes_value() => {
                push(&mut self.threads.notes, on.thread, (event.t, Note::Dropped));
            }
            EventKind::Switched => {
                let cost = self.plan.threads().map(|threads| threads.switch).unwrap_or_default();
                push(&mut self.threads.switched, on.thread, (event.t, event.t + cost));
            }
            EventKind::Acquired | EventKind::Released => {
                let Some(lock) = self.plan.step(event.step).lock else { return };
                let before = self.threads.held.get(on.thread as usize).and_then(|held| held.last());
                let mut held = before.map(|(_, held)| held.clone()).unwrap_or_default();
                match event.kind {
                    EventKind::Acquired => held.push(lock),
                    _ => {
                        let last = held.iter().rposition(|&other| other == lock);
                        last.into_iter().for_each(|place| _ = held.remove(place));
                    }
                }
                push(&mut self.threads.held, on.thread, (event.t, held));
            }
            // The first thread is there from the start.
            _ if self.threads.states.is_empty() => self.threads.states.push(Vec::new()),
            _ => {}
        }
    }
}

fn push<T>(by_thread: &mut Vec<Vec<T>>, thread: u32, entry: T) {
    let thread = thread as usize;
    by_thread.resize_with(by_thread.len().max(thread + 1), Vec::new);
    by_thread[thread].push(entry);
}

fn at<T>(entries: &[(Duration, T)], t: Duration) -> Option<&T> {
    let last = entries.partition_point(|(time, _)| *time <= t).checked_sub(1)?;
    Some(&entries[last].1)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{LockId, Model, Plan, Threads, predict, predict_to_choice},
    };

    fn plan(text: &str, schedule: &str) -> Arc<Plan> {
        let threads = Threads { schedule: schedule.parse().unwrap(), ..Threads::default() };
        Arc::new(Plan::new(&parse(text).unwrap(), 1).in_model(&Model::Threads(threads)))
    }

    #[test]
    fn a_thread_keeps_a_note_of_what_it_has_read_and_then_of_what_it_has_written() {
        let plan = plan("parallel(increment(count), increment(count))", "0.1.2");
        let (log, _) = predict_to_choice(&plan);
        let people = History::of(plan.clone(), &log).threads_at(Duration::ZERO);
        let (runnable, running, waiting) = (ThreadState::Runnable, ThreadState::Running(0), ThreadState::Waiting);
        let person = |thread, state, note| ThreadAt { thread, state, is_switching: false, note, held: Vec::new() };
        let read = Some(Note::Read(0));
        assert_eq!(people, [person(0, waiting, None), person(1, runnable, read), person(2, running, read)]);
        let end = History::of(plan.clone(), &predict(&plan)).threads_at(Duration::ZERO);
        let written = |thread| person(thread, ThreadState::Ended, Some(Note::Written(1)));
        assert_eq!(end, [written(1), written(2)]);
    }

    #[test]
    fn a_thread_holds_its_locks_from_when_it_gets_them_until_it_gives_them_back() {
        let text = "parallel(lock(a, lock(b, delay(20ms)), delay(10ms)), delay(50ms))";
        let plan = plan(text, "");
        let history = History::of(plan.clone(), &predict(&plan));
        let held = |ms| history.threads_at(Duration::from_millis(ms))[1].held.clone();
        let [a, b] = [0, 1].map(LockId);
        assert_eq!([held(5), held(25), held(35)].map(|held| held.len()), [2, 1, 0]);
        assert_eq!((held(5), held(25)), (vec![a, b], vec![a]));
    }

    #[test]
    fn a_core_is_switched_to_a_thread_for_as_long_as_that_costs() {
        let source = Plan::new(&parse("parallel(work(10ms), work(10ms))").unwrap(), 1);
        let switch = Duration::from_millis(4);
        let plan = Arc::new(source.in_model(&Model::Threads(Threads { switch, ..Threads::default() })));
        let history = History::of(plan.clone(), &predict(&plan));
        let switches = |ms| history.threads_at(Duration::from_millis(ms))[1].is_switching;
        assert_eq!([0, 3, 4, 9].map(switches), [true, true, false, false]);
    }

    #[test]
    fn who_has_ended_is_gone() {
        let plan = plan("parallel(work(5ms), delay(20ms))", "");
        let history = History::of(plan.clone(), &predict(&plan));
        let there = |ms| history.threads_at(Duration::from_millis(ms)).iter().map(|it| it.thread).collect::<Vec<_>>();
        assert_eq!([there(4), there(5), there(25)], [vec![0, 1, 2], vec![0, 2], vec![]]);
    }
}
