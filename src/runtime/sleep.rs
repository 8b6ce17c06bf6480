use std::time::Duration;

use super::{run_state::RunState, timer_key::TimerKey};

impl RunState<'_> {
    /// Waits, and records when the timer is armed and when it has fired or is dropped.
    pub(super) async fn sleep(&self, key: TimerKey, duration: Duration) {
        let sleep = self.timers.sleep(key, duration);
        self.log.borrow_mut().push_timer(key, Some(self.timers.now() + duration), self.timers.now());
        let _armed = Armed { run: self, key };
        sleep.await;
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
