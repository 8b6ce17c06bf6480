use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*, sample::Index};

use super::*;
use crate::{
    home::{Color, Condition, Device, Light, Playback, Speaker, Toilet},
    program::{BlockKind, Control, Scene, Step, arbitrary, presets},
    runtime::{Event, EventKind, Failure, Work, predict, tests::cancelled_at},
};

/// All there is to see at a time.
#[derive(Debug, PartialEq)]
struct Picture {
    steps: Vec<StepState>,
    devices: Vec<DeviceState>,
    flights: Vec<Flight>,
    hazards: Vec<(Duration, StepId, Hazard)>,
    failures: Vec<(Duration, StepId, Failure)>,
    moment: Duration,
}

fn picture(history: &History, t: Duration) -> Picture {
    let plan = history.plan();
    Picture {
        steps: plan.ids().map(|step| history.step_at(step, t)).collect(),
        devices: devices(plan).map(|device| history.device_at(device, t).clone()).collect(),
        flights: history.flights_at(t).collect(),
        hazards: history.hazards_until(t).to_vec(),
        failures: history.failures_until(t).to_vec(),
        moment: history.moment_at(t),
    }
}

/// The picture as it comes about when the events up to `t` are played one by one, without any search.
fn replay(plan: &Plan, log: &EventLog, t: Duration) -> Picture {
    let mut picture = Picture {
        steps: vec![StepState::Waiting; plan.len()],
        devices: plan.devices.iter().map(|device| device.start_state()).collect(),
        flights: Vec::new(),
        hazards: Vec::new(),
        failures: Vec::new(),
        moment: Duration::ZERO,
    };
    let mut latest = vec![0; plan.len()];
    let mut delivered = Vec::new();
    for event @ &Event { t, step, kind, .. } in log.events().iter().filter(|event| event.t <= t) {
        picture.moment = t;
        let planned = plan.step(step);
        // A future runs from its first step on, and ends when it is settled, as a task does.
        if let Some(parent) = event.parent(plan).filter(|_| kind.is_start())
            && plan.step(parent.step).control == Some(Control::Future)
            && parent.occurrence >= latest[parent.step.index()]
        {
            latest[parent.step.index()] = parent.occurrence;
            picture.steps[parent.step.index()] = StepState::Running;
        }
        let state = match kind {
            EventKind::Started { .. } if planned.control == Some(Control::Future) => continue,
            EventKind::Finished if planned.makes_task() => continue,
            EventKind::Settled(settled) if planned.makes_task() => Some(settled.into()),
            EventKind::Settled(_) => continue,
            EventKind::Started { .. } => Some(StepState::Running),
            EventKind::Finished => Some(StepState::Done),
            EventKind::Failed(failure) => Some(StepState::Failed(failure)),
            EventKind::Cancelled => Some(StepState::Cancelled),
            EventKind::Hazard(_) | EventKind::Read(_) | EventKind::Written(_) | EventKind::Delivered => None,
            EventKind::Stuck | EventKind::Acquired | EventKind::Released | EventKind::Switched => continue,
        };
        // A stray may end after its step has started anew.
        if let Some(state) = state.filter(|_| event.occurrence >= latest[step.index()]) {
            latest[step.index()] = event.occurrence;
            picture.steps[step.index()] = state;
        }
        match kind {
            EventKind::Hazard(hazard) => picture.hazards.push((t, step, hazard)),
            EventKind::Failed(failure) if failure.passed_on().is_some() => {}
            EventKind::Failed(failure) => picture.failures.push((t, step, failure)),
            _ => {}
        }
        let execution = event.execution();
        let Work::Message { device, action, .. } = &plan.step(step).work else { continue };
        let place = picture.flights.iter().position(|flight| flight.execution == execution);
        match (kind, place) {
            (EventKind::Started { latency }, _) => {
                let latency = latency.unwrap();
                picture.flights.push(Flight { execution, device: *device, start: t, latency, hazard: None });
            }
            (EventKind::Read(_), _) => {}
            // It lies at the door until its step goes on.
            (EventKind::Delivered, Some(place)) => {
                delivered.push(execution);
                if !picture.flights[place].hazard.is_some_and(Hazard::loses_message) {
                    picture.devices[device.0 as usize].apply(action);
                }
            }
            (EventKind::Written(value), _) => picture.devices[device.0 as usize].write(value),
            (EventKind::Hazard(hazard), _) if hazard.is_found_at_end() && !delivered.contains(&execution) => {}
            (EventKind::Hazard(hazard), Some(place)) => _ = picture.flights[place].hazard.get_or_insert(hazard),
            (kind, Some(place)) => {
                let lost = picture.flights.remove(place).hazard.is_some_and(Hazard::loses_message);
                if kind == EventKind::Finished && !lost && !delivered.contains(&execution) {
                    picture.devices[device.0 as usize].apply(action);
                }
            }
            (_, None) => unreachable!("a message is sent before anything else becomes of it"),
        }
    }
    picture
}

fn devices(plan: &Plan) -> impl Iterator<Item = DeviceId> + use<> {
    (0..plan.devices.len() as u32).map(DeviceId)
}

/// Plans of up to a thousand steps or so, some of which repeat their steps and some have lost a device, and the log of a
/// run of each, some of which are cancelled.
fn run() -> impl Strategy<Value = (Arc<Plan>, EventLog)> {
    let stop = prop::option::weighted(0.3, (0_u64..200).prop_map(Duration::from_millis));
    (arbitrary::scene(), 1_usize..20, any::<[bool; 3]>(), stop).prop_map(
        |(scene, copies, [at_once, loses, repeats], stop)| {
            let Scene { mut devices, locks, step } = scene;
            let steps = vec![step; copies];
            let step = if at_once { Step::parallel(steps) } else { Step::sequence(steps) };
            let step = if repeats && copies < 5 { Step::block(BlockKind::Repeat, [step]) } else { step };
            if loses && copies % 4 == 0 {
                devices.pop();
            }
            let plan = Arc::new(Plan::new(&Scene { devices, locks, step }, 1));
            let log = stop.map_or_else(|| predict(&plan), |stop| cancelled_at(&plan, stop));
            (plan, log)
        },
    )
}

/// A time of the log: when something happened, or just before or after.
fn time(log: &EventLog, event: Index, stray: u32) -> Duration {
    let t = event.get(log.events()).t;
    [t.saturating_sub(Duration::from_nanos(1)), t, t + Duration::from_nanos(1), t + Duration::from_millis(7)]
        [stray as usize % 4]
}

proptest! {
    /// The same log and time always give the same picture: whether the log is read in one go or bit by bit as it grows,
    /// and whatever is not read yet.
    #[test]
    fn prop_the_picture_at_a_time_is_what_a_replay_of_the_log_shows(
        (plan, log) in run(),
        pieces in vec(1_usize..100, 1..6),
        event: Index,
        stray: u32,
    ) {
        let t = time(&log, event, stray);
        let whole = History::of(plan.clone(), &log);
        prop_assert_eq!(picture(&whole, t), replay(&plan, &log, t));
        let mut history = History::new(plan.clone());
        let mut growing = EventLog::default();
        let (mut rest, mut pieces) = (log.events(), pieces.iter().cycle());
        while !rest.is_empty() {
            let (piece, later) = rest.split_at(rest.len().min(*pieces.next().unwrap()));
            rest = later;
            piece.iter().for_each(|&event| growing.push(event));
            if rest.is_empty() {
                growing.set_waits(log.waits().to_vec());
            }
            history.read(&growing);
            prop_assert_eq!(picture(&history, t), replay(&plan, &growing, t));
        }
        prop_assert_eq!(history, whole);
    }

    #[test]
    fn prop_what_is_known_of_a_step_at_a_time_is_what_the_log_up_to_then_says(
        (plan, log) in run(),
        event: Index,
        stray: u32,
    ) {
        let t = time(&log, event, stray);
        let whole = History::of(plan.clone(), &log);
        let mut until = EventLog::default();
        log.until(t).iter().for_each(|&event| until.push(event));
        let until = History::of(plan.clone(), &until);
        for id in plan.ids() {
            // A future has started with the first of its steps.
            let started = until.executions(id).rev().find(|&execution| until.span(execution).start.is_some());
            prop_assert_eq!(whole.execution_at(id, t), started.unwrap_or(Execution::first(id)));
            for execution in until.executions(id) {
                prop_assert_eq!(whole.span_until(execution, t), until.span(execution));
            }
        }
        prop_assert_eq!(whole.moment_at(t), until.end());
        for device in devices(&plan) {
            let is_of = |step: StepId| matches!(plan.step(step).work, Work::Message { device: of, .. } if of == device);
            let hazards = whole.hazards_until(t).iter().filter(|(_, step, _)| is_of(*step)).map(|&(.., hazard)| hazard);
            prop_assert!(whole.hazards_at(device, t).eq(hazards));
            let mut failing = BTreeSet::new();
            for event in log.until(t).iter().filter(|event| is_of(event.step)) {
                _ = match event.kind {
                    EventKind::Failed(_) => failing.insert(event.step),
                    EventKind::Finished => failing.remove(&event.step),
                    _ => false,
                };
            }
            prop_assert_eq!(whole.has_failure_at(device, t), !failing.is_empty());
        }
    }

    #[test]
    fn prop_the_moments_are_the_times_of_the_events((plan, log) in run()) {
        let mut times: Vec<_> = log.events().iter().map(|event| event.t).collect();
        times.dedup();
        let history = History::of(plan, &log);
        prop_assert_eq!(history.moments(), times);
    }
}

#[test]
fn the_home_at_a_time_is_found_in_the_history() {
    let plan = Arc::new(Plan::new(&presets::find("good-night-at-once").unwrap().scene(), 1));
    let history = History::of(plan.clone(), &predict(&plan));
    let home = |ms| {
        let t = Duration::from_millis(ms);
        [0, 1, 2].map(|device| history.device_at(DeviceId(device), t).clone())
    };
    assert_eq!(home(499).to_vec(), plan.devices.iter().map(Device::start_state).collect::<Vec<_>>());
    let conditions = [
        Condition::Light(Light { on: false, color: Color::warm_white() }),
        Condition::Speaker(Speaker { playback: Playback::Off, volume: 5 }),
        Condition::Toilet(Toilet { open: false, clean: false }),
    ];
    assert_eq!(home(500).map(|state| state.condition), conditions);
    let hazards: Vec<_> = history.hazards_at(DeviceId(2), Duration::ZERO).collect();
    assert_eq!(hazards, [Hazard::CleanDuringFlush]);
    assert_eq!(history.flights_at(Duration::from_millis(499)).count(), 4);
    assert_eq!(history.flights_at(Duration::from_millis(500)).count(), 0);
}
