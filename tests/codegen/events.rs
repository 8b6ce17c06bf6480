//! Compares the events that a program prints with the log that the app predicts.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use homeloop::{
    home::Hazard,
    program::{BlockKind, Control, Errors},
    runtime::{Event, EventKind, EventLog, Plan, StepId, Work, predict},
};
use serde_json::Value;

/// The maximum time by which a step may be too short: clocks count in milliseconds.
const MAX_EARLY: Duration = Duration::from_millis(2);

/// The largest difference between times whose order a run need not keep.
const SAME_TIME: Duration = Duration::from_millis(8);

/// An event as a program prints it.
struct Printed {
    t: Duration,
    /// Everything but the time.
    text: String,
    kind: String,
    step: StepId,
    occurrence: u32,
}

/// Compares the events that a run printed, a line of JSON each, with those that the app predicts.
///
/// # Errors
/// If they differ: a sentence about the first difference.
pub fn compare(plan: &Plan, printed: &str, max_delay: Duration) -> Result<(), String> {
    let events = printed.lines().map(|line| read(plan, line)).collect::<Result<Vec<_>, _>>()?;
    let log = predict(plan);
    let expected = told(&log).map(|event| predicted_text(plan, event));
    same_events(expected.collect(), events.iter().map(|event| event.text.clone()).collect())?;
    let ideal = ideal_times(&log, &events);
    match is_plain(plan) {
        true => in_causal_order(plan, &events)?,
        false => in_order_of_time(&events, &ideal)?,
    }
    for (event, ideal) in events.iter().zip(ideal) {
        let latest = ideal.mul_f64(1.25) + max_delay;
        if event.t > latest {
            return Err(format!("{} came at {:?}, later than {latest:?}", event.text, event.t));
        }
    }
    Ok(())
}

/// The events that a program prints: it does not know when a message arrives that nobody looks at, who waits for the thread, nor
/// where threads are switched.
pub fn told(log: &EventLog) -> impl Iterator<Item = &Event> {
    let is_told =
        |kind| !matches!(kind, EventKind::Delivered | EventKind::Hazard(Hazard::ThreadHeld) | EventKind::Switched);
    log.events().iter().filter(move |event| is_told(event.kind))
}

/// The times at which the app predicts the events. An execution can have two hazards, which come in the same order.
fn ideal_times(log: &EventLog, events: &[Printed]) -> Vec<Duration> {
    let mut times: HashMap<_, VecDeque<_>> = HashMap::new();
    for event in log.events() {
        times.entry((event.step, event.occurrence, event.kind.as_str())).or_default().push_back(event.t);
    }
    let mut next = |(step, occurrence, kind)| times.get_mut(&(step, occurrence, kind)).and_then(VecDeque::pop_front);
    events
        .iter()
        .map(|event| next((event.step, event.occurrence, &*event.kind)))
        .collect::<Option<_>>()
        .expect("the same events")
}

/// The text of an event that a program printed.
pub fn printed_text(plan: &Plan, line: &str) -> Result<String, String> {
    read(plan, line).map(|event| event.text)
}

fn read(plan: &Plan, line: &str) -> Result<Printed, String> {
    let event: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let field = |name: &str| event[name].as_str().map(str::to_string);
    let path = field("step").ok_or_else(|| format!("no step: {line}"))?;
    let indices: Vec<usize> = path.split('.').filter_map(|index| index.parse().ok()).collect();
    let step = plan.find(&indices.into()).ok_or_else(|| format!("no such step: {line}"))?;
    let t = event["t_ms"].as_f64().ok_or_else(|| format!("no time: {line}"))?;
    let kind = field("kind").unwrap_or_default();
    let (device, action, data) = (field("device"), field("action"), field("data"));
    let occurrence = event["occurrence"].as_u64().map_or(1, |occurrence| occurrence as u32);
    let (value, outcome) = (event["value"].as_u64(), field("outcome"));
    let text = format!("{kind} {path:?} {occurrence} {device:?} {action:?} {data:?} {value:?} {outcome:?}");
    Ok(Printed { t: Duration::from_secs_f64(t.max(0.0) / 1000.0), text, kind, step, occurrence })
}

/// The text of an event that the app predicts.
pub fn predicted_text(plan: &Plan, event: &Event) -> String {
    let Event { step, occurrence, .. } = *event;
    let kind = event.kind.as_str();
    let work = &plan.step(step).work;
    let (device, action) = match work {
        Work::Message { device, action, .. } => (Some(plan.device(*device).name.to_string()), Some(action.name())),
        Work::UnknownDevice { name, action } => (Some(name.to_string()), Some(action.name())),
        Work::Delay(_) | Work::Busy(_) | Work::Fail { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => {
            (None, None)
        }
    };
    let action = action.map(|action| action.as_str());
    let (path, data, value) = (plan.path(step).to_string(), work.data(), value(event));
    let outcome = match event.kind {
        EventKind::Settled(settled) => Some(settled.as_str()),
        _ => None,
    };
    format!("{kind} {path:?} {occurrence} {device:?} {action:?} {data:?} {value:?} {outcome:?}")
}

/// The value that a message has read or written.
pub fn value(event: &Event) -> Option<u64> {
    match event.kind {
        EventKind::Read(value) | EventKind::Written(value) => Some(value.into()),
        _ => None,
    }
}

pub fn same_events(mut expected: Vec<String>, mut printed: Vec<String>) -> Result<(), String> {
    expected.sort();
    printed.sort();
    if expected == printed {
        return Ok(());
    }
    let missing: Vec<_> = expected.iter().filter(|event| !printed.contains(event)).collect();
    let wrong: Vec<_> = printed.iter().filter(|event| !expected.contains(event)).collect();
    Err(format!("{} events instead of {}, missing {missing:?}, wrong {wrong:?}", printed.len(), expected.len()))
}

/// True if the program consists of sequences and parallels without arguments: no time decides what happens in it.
fn is_plain(plan: &Plan) -> bool {
    let is_of_its_kind = |id| plan.step(id).control.map(Control::kind) == plan.step(id).work.block_kind();
    !plan.has_threads()
        && plan.ids().all(|id| match plan.step(id).control {
            None => !matches!(plan.step(id).work, Work::Fail { .. }),
            Some(control) => {
                is_of_its_kind(id)
                    && matches!(control, Control::Sequence | Control::Parallel { errors: Errors::Wait, limit: None })
            }
        })
}

/// Checks that events come in the predicted order, except for those at almost the same time.
fn in_order_of_time(events: &[Printed], ideal: &[Duration]) -> Result<(), String> {
    let mut latest: Option<(&Printed, Duration)> = None;
    for (event, &ideal) in events.iter().zip(ideal) {
        match latest {
            Some((before, its_ideal)) if its_ideal > ideal + SAME_TIME => {
                return Err(format!("{} came at {:?}, after {} at {:?}", event.text, event.t, before.text, before.t));
            }
            Some((_, its_ideal)) if its_ideal >= ideal => {}
            _ => latest = Some((event, ideal)),
        }
    }
    Ok(())
}

/// Checks the order that the program imposes, whatever the load of the machine.
fn in_causal_order(plan: &Plan, events: &[Printed]) -> Result<(), String> {
    if let Some(pair) = events.windows(2).find(|pair| pair[0].t > pair[1].t) {
        return Err(format!("{} came at {:?}, after {:?}", pair[1].text, pair[1].t, pair[0].t));
    }
    let place = |id: StepId, start: bool| events.iter().position(|event| event.step == id && starts(event) == start);
    let start = |id| place(id, true);
    let end = |id| events.iter().rposition(|event| event.step == id && !starts(event));
    let before = |one: Option<usize>, other: Option<usize>, law: &str, id: StepId| match (one, other) {
        (Some(one), Some(other)) if one >= other => Err(format!("{law}: {}", plan.path(id))),
        _ => Ok(()),
    };
    for id in plan.ids() {
        before(start(id), place(id, false), "a step ends, or has a hazard, before it starts", id)?;
        if let (Some(start), Some(end), Some(least)) = (start(id), end(id), sleep(plan, id))
            && events[end].kind == "finished"
            && events[end].t + MAX_EARLY < events[start].t + least
        {
            return Err(format!("step {} takes less than {least:?}", plan.path(id)));
        }
        let children: Vec<_> = plan.children(id).collect();
        for &child in &children {
            before(start(id), start(child), "a step starts before its block", child)?;
            before(end(child), end(id), "a step ends after its block", child)?;
        }
        match plan.step(id).work {
            Work::Block(BlockKind::Sequence) => {
                for pair in children.windows(2) {
                    before(end(pair[0]), start(pair[1]), "a step of a sequence does not wait", pair[1])?;
                }
            }
            Work::Block(BlockKind::Parallel) => {
                let inside = (id.0..plan.end_of(id)).map(StepId);
                let sleepers = inside.filter(|&id| sleep(plan, id).is_some_and(|sleep| !sleep.is_zero()));
                let first = sleepers
                    .filter(|&id| end(id).is_some_and(|end| events[end].kind == "finished"))
                    .filter_map(end)
                    .min();
                for &child in &children {
                    before(start(child), first, "a branch waits for another", child)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn starts(event: &Printed) -> bool {
    event.kind == "started"
}

/// The time that a step waits by itself.
fn sleep(plan: &Plan, id: StepId) -> Option<Duration> {
    match plan.step(id).work {
        Work::Message { latency, .. } | Work::Delay(latency) | Work::Busy(latency) => Some(latency),
        Work::UnknownDevice { .. } | Work::Fail { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => None,
    }
}

/// True if the app predicts that the program fails.
pub fn fails(plan: &Plan) -> bool {
    let ends = |event: &&Event| event.step == StepId::ROOT && event.kind.is_end();
    predict(plan).events().iter().rfind(ends).is_some_and(|event| matches!(event.kind, EventKind::Failed(_)))
}

/// True if the app predicts a hazard.
pub fn has_hazard(plan: &Plan) -> bool {
    predict(plan).events().iter().any(|event| matches!(event.kind, EventKind::Hazard(_)))
}
