use std::cell::RefCell;

use crate::{
    home::{Action, DeviceId, Home, Refusal, Sent},
    runtime::{EventKind, Execution, Failure, outcome::Outcome, run_state::RunState, timer_key::TimerKey},
};

/// Sends a message, waits for its latency, and delivers it, unless the device does not take it.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, device: DeviceId, action: &Action) -> Outcome {
    let Sent { hazard, fails } = run.home.borrow_mut().send(device, action).map_err(|refusal| match refusal {
        Refusal::NotConnected => Failure::NotConnected,
        Refusal::Busy => Failure::Busy,
    })?;
    if let Some(hazard) = hazard {
        run.record(execution, EventKind::Hazard(hazard));
    }
    let mut in_flight = InFlight { home: &run.home, device, action, is_delivered: false };
    let latency = run.plan.latency(execution).unwrap_or_default();
    run.sleep(TimerKey::Wait(execution), latency).await;
    if fails {
        return Err(Failure::NotTaken);
    }
    in_flight.is_delivered = true;
    run.home.borrow_mut().deliver(device, action, hazard);
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
