use std::{
    future::poll_fn,
    pin::pin,
    task::{Context, Waker},
    time::Duration,
};

use super::{Execution, beside::Due, run_state::RunState, timer_key::TimerKey};
use crate::program::ThreadUse;

impl RunState<'_> {
    /// Waits for a duration of a step, in the way in which the blocks around it let it. Returns the execution that held the
    /// thread, if that is why it goes on late.
    pub(super) async fn wait(&self, execution: Execution, duration: Duration) -> Option<Execution> {
        let key = TimerKey::Wait(execution);
        if self.cores.is_some() {
            self.sleep(key, duration).await;
            self.arrive_without_core(execution);
            self.on_core(execution).await;
            return None;
        }
        match self.plan.step(execution.step).thread {
            ThreadUse::Shared => return self.sleep(key, duration).await,
            ThreadUse::Held => self.sleep_apart(key, duration, Due::Holder).await,
            ThreadUse::Worker => self.sleep_apart(key, duration, Due::Worker).await,
        }
        None
    }

    /// Waits, and records when the timer is armed and when it has fired or is dropped. Returns the execution that held the
    /// thread, if that is why it goes on late.
    pub(super) async fn sleep(&self, key: TimerKey, duration: Duration) -> Option<Execution> {
        let deadline = self.timers.now() + duration;
        let sleep = self.timers.sleep(key, duration);
        self.log.borrow_mut().push_timer(key, Some(deadline), self.timers.now());
        let armed = Armed { run: self, key };
        sleep.await;
        drop(armed);
        if self.timers.now() > deadline { self.beside.borrow().last_holder } else { None }
    }

    /// Waits with a timer that the event loop does not have. Its task is polled when it fires, and is not put into the ready
    /// queue.
    pub(super) async fn sleep_apart(&self, key: TimerKey, duration: Duration, due: Due) {
        let mut sleep = pin!(self.timers.sleep(key, duration));
        let _known = self.know(self.timers.now() + duration, due, key);
        poll_fn(|_| sleep.as_mut().poll(&mut Context::from_waker(Waker::noop()))).await;
    }
}

/// A timer that is armed.
struct Armed<'r, 'a> {
    run: &'r RunState<'a>,
    key: TimerKey,
}

impl Drop for Armed<'_, '_> {
    fn drop(&mut self) {
        self.run.log.borrow_mut().push_timer(self.key, None, self.run.timers.now());
    }
}
