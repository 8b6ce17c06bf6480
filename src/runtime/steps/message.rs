use crate::{
    home::{Action, DeviceId, Refusal, Sent},
    program::ThreadUse,
    runtime::{
        EventKind, Execution, Failure,
        beside::Due,
        outcome::{BodyEnd, Outcome},
        run_state::RunState,
        timer_key::TimerKey,
    },
};

/// Sends a message, waits for its latency, and delivers it, unless the device does not take it.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, device: DeviceId, action: &Action) -> BodyEnd {
    let sent = match run.home.borrow_mut().send(device, action) {
        Ok(sent) => sent,
        Err(Refusal::NotConnected) => return Err(Failure::NotConnected).into(),
        Err(Refusal::Busy) => return Err(Failure::Busy).into(),
    };
    if let Some(hazard) = sent.hazard {
        run.record(execution, EventKind::Hazard(hazard));
    }
    if let Some(update) = sent.update {
        run.record(execution, EventKind::Read(update.read));
    }
    let mut in_flight = InFlight { run, execution, device, action, is_delivered: false };
    let latency = run.plan.latency(execution).unwrap_or_default();
    run.know_sent(execution, device, sent);
    let arrives_anyway =
        run.has_threads && run.cores.is_none() && run.plan.step(execution.step).thread == ThreadUse::Shared;
    let key = TimerKey::Wait(execution);
    let known = arrives_anyway.then(|| run.know(run.timers.now() + latency, Due::Arrival, key));
    let woken_by = run.wait(execution, latency).await;
    drop(known);
    if sent.update.is_some() {
        run.micro_step(execution).await;
    }
    BodyEnd { outcome: in_flight.arrive(&sent), woken_by }
}

impl RunState<'_> {
    /// Lets a message change its device.
    pub(in crate::runtime) fn deliver(&self, message: Execution, device: DeviceId, action: &Action, sent: &Sent) {
        let written = self.home.borrow_mut().deliver(device, action, sent);
        if let Some((value, hazard)) = written {
            self.record(message, EventKind::Written(value));
            hazard.into_iter().for_each(|hazard| self.record(message, EventKind::Hazard(hazard)));
        }
    }
}

/// A message on its way. Dropping it before it is delivered frees its place: what is cancelled or fails does not arrive.
struct InFlight<'r, 'a> {
    run: &'r RunState<'a>,
    execution: Execution,
    device: DeviceId,
    action: &'r Action,
    is_delivered: bool,
}

impl InFlight<'_, '_> {
    fn arrive(&mut self, sent: &Sent) -> Outcome {
        if sent.fails {
            return Err(Failure::NotTaken);
        }
        self.is_delivered = true;
        if !self.run.forget_sent(self.execution) {
            self.run.deliver(self.execution, self.device, self.action, sent);
        }
        Ok(())
    }
}

impl Drop for InFlight<'_, '_> {
    fn drop(&mut self) {
        if !self.is_delivered && !self.run.forget_sent(self.execution) {
            self.run.home.borrow_mut().cancel(self.device, self.action);
        }
    }
}
