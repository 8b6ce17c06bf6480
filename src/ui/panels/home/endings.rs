//! The choice of the endings that are drawn: messages that failed or were cancelled a short while ago. Knows no drawing.

use std::time::Duration;

use crate::{
    home::DeviceId,
    runtime::{Execution, Failure, History, StepState, Work},
};

/// The time for which an ending is drawn, at most. It is virtual time, so that the picture is a function of the cursor:
/// going back shows the same again, at any speed. A message with a shorter latency has a shorter ending too, so that quick
/// messages do not pile up.
pub const MAX_ENDING: Duration = Duration::from_millis(400);

/// The newest endings are drawn. More would cover each other.
const MAX_ENDINGS_PER_DEVICE: usize = 4;
const MAX_ENDINGS: usize = 12;
/// The endings that are looked at. Thousands may come at the same time.
const MAX_CANDIDATES: usize = 200;

/// The way in which a message ended, as far as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingKind {
    /// It arrived, and the device did not take it.
    Torn,
    /// The device was busy.
    Refused,
    /// The device was not connected.
    Unplugged,
    /// It was cancelled on its way.
    Recalled,
    /// There is no such device.
    NoAddress,
    /// A step that fails, and sends nothing.
    Raised,
}

/// A message that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    pub execution: Execution,
    pub kind: EndingKind,
    /// The device that it was sent to; `None` for what goes to none.
    pub device: Option<DeviceId>,
    pub sent: Duration,
    pub ended: Duration,
    pub latency: Duration,
    /// The time for which it is drawn.
    pub lasts: Duration,
}

impl EndingKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Torn => "torn",
            Self::Refused => "refused",
            Self::Unplugged => "unplugged",
            Self::Recalled => "recalled",
            Self::NoAddress => "no-address",
            Self::Raised => "raised",
        }
    }

    fn of(state: StepState, work: &Work) -> Option<Self> {
        Some(match (state, work) {
            (StepState::Cancelled, Work::Message { .. }) => Self::Recalled,
            (StepState::Failed(Failure::NotTaken), _) => Self::Torn,
            (StepState::Failed(Failure::Busy), _) => Self::Refused,
            (StepState::Failed(Failure::NotConnected), _) => Self::Unplugged,
            (StepState::Failed(Failure::NoSuchDevice), _) => Self::NoAddress,
            (StepState::Failed(Failure::Raised), _) => Self::Raised,
            _ => return None,
        })
    }
}

/// The endings that may be seen from a moment on until something else happens, the newest last.
pub fn endings_at(history: &History, moment: Duration) -> Vec<Ending> {
    let recent = history.broken_off(moment.saturating_sub(MAX_ENDING), moment);
    let mut chosen: Vec<Ending> = Vec::new();
    for &(ended, execution) in recent.iter().rev().take(MAX_CANDIDATES) {
        let Some(ending) = ending(history, execution, ended).filter(|ending| ended + ending.lasts > moment) else {
            continue;
        };
        let same_device = chosen.iter().filter(|other| other.device == ending.device).count();
        if same_device < MAX_ENDINGS_PER_DEVICE && chosen.len() < MAX_ENDINGS {
            chosen.push(ending);
        }
    }
    chosen.reverse();
    chosen
}

fn ending(history: &History, execution: Execution, ended: Duration) -> Option<Ending> {
    let work = &history.plan().step(execution.step).work;
    let span = history.span(execution);
    let kind = EndingKind::of(span.state_at(ended), work)?;
    let device = match work {
        Work::Message { device, .. } => Some(*device),
        _ => None,
    };
    let latency = span.latency.unwrap_or(MAX_ENDING);
    Some(Ending { execution, kind, device, sent: span.start?, ended, latency, lasts: latency.min(MAX_ENDING) })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    fn history(text: &str) -> History {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        History::of(plan.clone(), &predict(&plan))
    }

    fn kinds(history: &History, t_ms: u64) -> Vec<&'static str> {
        let moment = history.moment_at(Duration::from_millis(t_ms));
        endings_at(history, moment).iter().map(|ending| ending.kind.as_str()).collect()
    }

    #[test]
    fn each_way_to_fail_has_a_picture_of_its_own() {
        let home = "device light = light(capacity: 1) device speaker = speaker(state: disconnected)
                    device toilet = toilet(fails: 1)\n";
        let ends = |step: &str, t| kinds(&history(&format!("{home}{step}")), t);
        assert_eq!(ends("speaker.switch_on", 0), ["unplugged"]);
        assert_eq!(ends("parallel(light.switch_on, light.switch_off)", 0), ["refused"]);
        assert_eq!(ends("toilet.flush", 499), [""; 0]);
        assert_eq!(ends("toilet.flush", 500), ["torn"]);
        assert_eq!(ends("timeout(200ms, light.switch_on)", 200), ["recalled"]);
        assert_eq!(ends("timeout(200ms, delay(1s))", 200), [""; 0], "no message was on its way");
        assert_eq!(ends("fail(\"no\")", 0), ["raised"]);
    }

    #[test]
    fn an_ending_is_over_after_a_while_of_virtual_time() {
        let history =
            history("parallel(errors: collect, timeout(100ms, light.switch_on), sequence(delay(499ms), delay(1ms)))");
        assert_eq!(kinds(&history, 100), ["recalled"]);
        assert_eq!(kinds(&history, 499), ["recalled"]);
        assert_eq!(kinds(&history, 500), [""; 0]);
        assert_eq!(kinds(&history, 99), [""; 0], "before it");
    }

    #[test]
    fn a_quick_message_has_a_short_ending() {
        let history = history("parallel(errors: collect, timeout(5ms, light.switch_on @ 20ms), delay(30ms))");
        let endings = endings_at(&history, Duration::from_millis(5));
        assert_eq!(endings[0].lasts, Duration::from_millis(20));
    }

    #[test]
    fn of_many_endings_a_few_are_drawn() {
        let history =
            history(&format!("timeout(100ms, parallel({}))", "light.switch_on, speaker.switch_on,".repeat(300)));
        let endings = endings_at(&history, Duration::from_millis(100));
        assert_eq!(endings.len(), 2 * MAX_ENDINGS_PER_DEVICE);
    }
}
