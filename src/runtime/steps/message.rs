use std::cell::RefCell;

use crate::{
    home::{Action, DeviceId, Home, Refusal},
    runtime::{EventKind, Execution, Failure, outcome::Outcome, run_state::RunState, timer_key::TimerKey},
};

/// Sends a message, waits for its latency, and delivers it, unless the device does not take it.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, device: DeviceId, action: &Action) -> Outcome {
    let sent = run.home.borrow_mut().send(device, action).map_err(|refusal| match refusal {
        Refusal::NotConnected => Failure::NotConnected,
        Refusal::Busy => Failure::Busy,
    })?;
    if let Some(hazard) = sent.hazard {
        run.record(execution, EventKind::Hazard(hazard));
    }
    if let Some(update) = sent.update {
        run.record(execution, EventKind::Read(update.read));
    }
    let mut in_flight = InFlight { home: &run.home, device, action, is_delivered: false };
    let latency = run.plan.latency(execution).unwrap_or_default();
    run.sleep(TimerKey::Wait(execution), latency).await;
    if sent.fails {
        return Err(Failure::NotTaken);
    }
    in_flight.is_delivered = true;
    let written = run.home.borrow_mut().deliver(device, action, &sent);
    if let Some((value, hazard)) = written {
        run.record(execution, EventKind::Written(value));
        hazard.into_iter().for_each(|hazard| run.record(execution, EventKind::Hazard(hazard)));
    }
    Ok(())
}

/// A message on its way. Dropping it before it is delivered frees its place: what is cancelled or fails does not arrive.
struct InFlight<'a> {
    home: &'a RefCell<Home>,
    device: DeviceId,
    action: &'a Action,
    is_delivered: bool,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if !self.is_delivered {
            self.home.borrow_mut().cancel(self.device, self.action);
        }
    }
}
