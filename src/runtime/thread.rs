//! Events while the thread is held: messages arrive, workers work, and in the end the thread is free again.

use std::time::Duration;

use super::{
    EventKind, Execution, Work,
    beside::Due,
    completion::Completion,
    cores::{Chooser, Options},
    outcome::BodyEnd,
    run_state::RunState,
    timer_key::TimerKey,
};
use crate::{
    home::{DeviceId, Sent},
    program::ThreadUse,
};

/// A timer that is set, and known to [`Beside`].
pub(super) struct Known<'r, 'a> {
    run: &'r RunState<'a>,
    at: (Duration, Due, TimerKey),
}

impl<'a> RunState<'a> {
    /// Makes a timer known that fires although the thread is held.
    pub(super) fn know(&self, t: Duration, due: Due, key: TimerKey) -> Known<'_, 'a> {
        self.beside.borrow_mut().due.insert((t, due, key));
        Known { run: self, at: (t, due, key) }
    }

    /// Makes a message known that may arrive while the thread is held.
    pub(super) fn know_sent(&self, message: Execution, device: DeviceId, sent: Sent) {
        if self.has_threads {
            self.beside.borrow_mut().sent.insert(message, (device, sent));
        }
    }

    /// Forgets a message. Returns true if it has arrived while the thread was held.
    pub(super) fn forget_sent(&self, message: Execution) -> bool {
        let mut beside = self.beside.borrow_mut();
        self.has_threads && {
            beside.sent.remove(&message);
            beside.delivered.remove(&message)
        }
    }

    /// Ends what waits for a worker; later, in the order of time, if the thread is held.
    pub(super) fn end_worker(&self, block: Execution, ended: Completion<BodyEnd>, end: BodyEnd) {
        if self.executor.is_held() {
            let at = (self.timers.now(), TimerKey::Wait(block));
            self.beside.borrow_mut().ended.insert(at, (ended, end));
        } else {
            ended.set(end);
        }
    }

    /// Returns the time at which something happens next without a task that is ready.
    pub(super) fn next_deadline(&self) -> Option<Duration> {
        let beside = self.beside.borrow();
        if self.executor.is_held() {
            return beside.due.first().map(|&(t, ..)| t);
        }
        let ended = beside.ended.first_key_value().map(|(&(t, _), _)| t);
        ended.into_iter().chain(self.timers.next_deadline()).min()
    }

    /// Lets the next thing happen that is due by `until`. Returns the execution that has waited for it.
    pub(super) fn serve_next(&self, until: Duration) -> Option<Execution> {
        if self.executor.is_held() {
            return self.serve_beside(until);
        }
        if let Some((block, ended, end)) = self.next_ended() {
            ended.set(end);
            return Some(block);
        }
        let passes = |(t, key): (Duration, TimerKey)| t <= until && (t > self.timers.now() || key.is_deadline());
        if self.timers.next().is_some_and(passes) {
            self.deliver_without_core();
        }
        let execution = match &self.ties {
            None => self.timers.fire_next(until)?.execution(),
            Some(ties) => self.fire_one_of_those_due(until, &mut ties.borrow_mut())?,
        };
        self.poll_worker(execution);
        Some(execution)
    }

    /// Fires one of the timers that are due next, as a schedule has it. Deadlines come after waits in any case.
    fn fire_one_of_those_due(&self, until: Duration, ties: &mut Chooser) -> Option<Execution> {
        let mut due = self.timers.due_together();
        let waits = due.iter().take_while(|(_, key)| !key.is_deadline()).count();
        due.truncate(waits.max(1));
        due.first().filter(|&&(t, _)| t <= until)?;
        let mut place = 0;
        if due.len() > 1 {
            let places = 0..due.len() as u32;
            let options = Options::new(due.len(), places.clone(), None);
            let fits = ties.next().is_none_or(|place| places.contains(&place));
            place = ties.choose(&options, 0, fits);
            let mut log = self.log.borrow_mut();
            log.push_choice(due[0].0, place, None, &options.threads);
            log.set_misfit(ties.misfit().cloned());
        }
        let at = due[place as usize];
        self.timers.fire_only(at);
        Some(at.1.execution())
    }

    fn serve_beside(&self, until: Duration) -> Option<Execution> {
        let first = self.beside.borrow().due.first().copied();
        let (t, due, key) = first.filter(|&(t, ..)| t <= until)?;
        let execution = key.execution();
        match due {
            Due::Holder => {
                self.timers.fire_only((t, key));
                self.executor.resume();
            }
            Due::Arrival => {
                self.beside.borrow_mut().due.remove(&(t, due, key));
                self.timers.pass(t);
                self.deliver_beside(execution);
            }
            Due::Worker => {
                self.timers.fire_only((t, key));
                self.poll_worker(execution);
            }
        }
        Some(execution)
    }

    /// Delivers a message whose step cannot go on. One that its device does not take does not arrive.
    pub(super) fn deliver_beside(&self, message: Execution) {
        let Some((device, sent)) = self.beside.borrow().sent.get(&message).copied().filter(|(_, sent)| !sent.fails)
        else {
            return;
        };
        self.beside.borrow_mut().delivered.insert(message);
        self.record(message, EventKind::Delivered);
        if let Work::Message { action, .. } = &self.plan.step(message.step).work {
            self.deliver(message, device, action, &sent);
        }
    }

    /// Polls the worker that runs a step; does nothing for a step on the thread.
    fn poll_worker(&self, execution: Execution) {
        let is_on_worker = self.plan.step(execution.step).thread == ThreadUse::Worker;
        let task = is_on_worker.then(|| self.open.borrow().get(execution)?.task).flatten();
        if let Some(task) = task {
            self.executor.poll(task);
        }
    }

    /// Takes the first worker that ended while the thread was held, if nothing else is to be served before it.
    fn next_ended(&self) -> Option<(Execution, Completion<BodyEnd>, BodyEnd)> {
        let mut beside = self.beside.borrow_mut();
        let first = beside.ended.first_entry()?;
        let is_first = self.timers.next().is_none_or(|timer| *first.key() < timer);
        is_first.then(|| {
            let ((_, key), (ended, end)) = first.remove_entry();
            (key.execution(), ended, end)
        })
    }
}

impl Drop for Known<'_, '_> {
    fn drop(&mut self) {
        self.run.beside.borrow_mut().due.remove(&self.at);
    }
}
