use std::time::Duration;

use super::{History, ThreadAt, threads::ThreadsHistory};
use crate::runtime::{Event, EventKind, EventLog, StepId, ThreadState};

/// The largest number of threads that are told apart: more than a house has room for.
const MAX_TOLD_APART: usize = 2_000;

impl History {
    /// Returns the threads that exist at a time, in the order of their numbers; none in the other models, nor if they are very
    /// many.
    pub fn threads_at(&self, t: Duration) -> Vec<ThreadAt> {
        let ThreadsHistory { states, notes, .. } = &self.threads;
        if self.plan.threads().is_none() || self.moments.is_empty() || states.len() > MAX_TOLD_APART {
            return Vec::new();
        }
        let person = |(thread, states): (u32, &Vec<(Duration, ThreadState)>)| {
            let first = (thread == 0).then_some(ThreadState::Running(0));
            let state = at(states, t).or(first).filter(|&state| state != ThreadState::Ended)?;
            Some(ThreadAt { thread, state, note: notes.get(thread as usize).and_then(|notes| at(notes, t)).flatten() })
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
            EventKind::Read(value) => push(&mut self.threads.notes, on.thread, (event.t, Some(value))),
            EventKind::Written(_) | EventKind::Cancelled => push(&mut self.threads.notes, on.thread, (event.t, None)),
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

fn at<T: Copy>(entries: &[(Duration, T)], t: Duration) -> Option<T> {
    let last = entries.partition_point(|&(time, _)| time <= t).checked_sub(1)?;
    Some(entries[last].1)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Model, Plan, Threads, predict, predict_to_choice},
    };

    fn plan(text: &str, schedule: &str) -> Arc<Plan> {
        let threads = Threads { schedule: schedule.parse().unwrap(), ..Threads::default() };
        Arc::new(Plan::new(&parse(text).unwrap(), 1).in_model(&Model::Threads(threads)))
    }

    #[test]
    fn a_thread_keeps_a_note_of_what_it_has_read_until_it_writes() {
        let plan = plan("parallel(increment(count), increment(count))", "0.1.2");
        let (log, _) = predict_to_choice(&plan);
        let people = History::of(plan, &log).threads_at(Duration::ZERO);
        let (runnable, running, waiting) = (ThreadState::Runnable, ThreadState::Running(0), ThreadState::Waiting);
        assert_eq!(
            people,
            [
                ThreadAt { thread: 0, state: waiting, note: None },
                ThreadAt { thread: 1, state: runnable, note: Some(0) },
                ThreadAt { thread: 2, state: running, note: Some(0) },
            ]
        );
    }

    #[test]
    fn who_has_ended_is_gone() {
        let plan = plan("parallel(work(5ms), delay(20ms))", "");
        let history = History::of(plan.clone(), &predict(&plan));
        let there = |ms| history.threads_at(Duration::from_millis(ms)).iter().map(|it| it.thread).collect::<Vec<_>>();
        assert_eq!([there(4), there(5), there(25)], [vec![0, 1, 2], vec![0, 2], vec![]]);
    }
}
