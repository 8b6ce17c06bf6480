//! What a program told of its run, held against the app's own log.

use std::{collections::HashMap, time::Duration};

use homeloop::{
    program::BlockKind,
    runtime::{EventKind, Plan, StepId, Work, predict},
};
use serde_json::Value;

/// How much earlier than its time a timer may be served: clocks are read in milliseconds.
const EARLY: Duration = Duration::from_millis(2);

/// An event as a program prints it.
struct Told {
    t: Duration,
    /// All but the time, as text that can be compared.
    what: String,
    kind: String,
    step: StepId,
}

/// Compares the events that a run printed, a line of JSON each, with those that the app predicts.
///
/// # Errors
/// With what is wrong about them, in a sentence.
pub fn compare(plan: &Plan, printed: &str, late: Duration) -> Result<(), String> {
    let told = printed.lines().map(|line| read(plan, line)).collect::<Result<Vec<_>, _>>()?;
    let log = predict(plan);
    let expected = log.events().iter().map(|event| what(event.kind.as_str(), plan, event.step));
    same_events(expected.collect(), told.iter().map(|event| event.what.clone()).collect())?;
    in_causal_order(plan, &told)?;
    let ideal: HashMap<_, _> = log.events().iter().map(|event| ((event.step, event.kind.as_str()), event.t)).collect();
    for event in &told {
        let latest = ideal[&(event.step, &*event.kind)].mul_f64(1.25) + late;
        if event.t > latest {
            return Err(format!("{} came at {:?}, later than {latest:?}", event.what, event.t));
        }
    }
    Ok(())
}

fn read(plan: &Plan, line: &str) -> Result<Told, String> {
    let event: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let text = |name: &str| event[name].as_str().map(str::to_string);
    let path = text("step").ok_or_else(|| format!("no step: {line}"))?;
    let indices: Vec<usize> = path.split('.').filter_map(|index| index.parse().ok()).collect();
    let step = plan.find(&indices.into()).ok_or_else(|| format!("no such step: {line}"))?;
    let t = event["t_ms"].as_f64().ok_or_else(|| format!("no time: {line}"))?;
    let kind = text("kind").unwrap_or_default();
    let what = format!("{kind} {path:?} {:?} {:?} {:?}", text("device"), text("action"), text("data"));
    Ok(Told { t: Duration::from_secs_f64(t.max(0.0) / 1000.0), what, kind, step })
}

/// An event of the app in the same words.
fn what(kind: &str, plan: &Plan, step: StepId) -> String {
    let work = &plan.step(step).work;
    let (device, action) = match work {
        Work::Message { device, action, .. } => (Some(plan.device(*device).name.to_string()), Some(action.name())),
        Work::UnknownDevice { name, action } => (Some(name.to_string()), Some(action.name())),
        Work::Delay(_) | Work::Block(_) => (None, None),
    };
    let action = action.map(|action| action.as_str());
    format!("{kind} {:?} {device:?} {action:?} {:?}", plan.path(step).to_string(), work.data())
}

fn same_events(mut expected: Vec<String>, mut told: Vec<String>) -> Result<(), String> {
    expected.sort();
    told.sort();
    if expected == told {
        return Ok(());
    }
    let missing: Vec<_> = expected.iter().filter(|event| !told.contains(event)).collect();
    let wrong: Vec<_> = told.iter().filter(|event| !expected.contains(event)).collect();
    Err(format!("{} events instead of {}, missing {missing:?}, wrong {wrong:?}", told.len(), expected.len()))
}

/// Whether what the program imposes is kept. None of this hangs on how busy the machine is.
fn in_causal_order(plan: &Plan, told: &[Told]) -> Result<(), String> {
    if let Some(pair) = told.windows(2).find(|pair| pair[0].t > pair[1].t) {
        return Err(format!("{} came at {:?}, after {:?}", pair[1].what, pair[1].t, pair[0].t));
    }
    let place = |id: StepId, start: bool| told.iter().position(|event| event.step == id && starts(event) == start);
    let start = |id| place(id, true);
    let end = |id| told.iter().rposition(|event| event.step == id && !starts(event));
    let before = |one: Option<usize>, other: Option<usize>, law: &str, id: StepId| match (one, other) {
        (Some(one), Some(other)) if one >= other => Err(format!("{law}: {}", plan.path(id))),
        _ => Ok(()),
    };
    for id in plan.ids() {
        before(start(id), place(id, false), "a step ends, or is in danger, before it starts", id)?;
        if let (Some(start), Some(end), Some(least)) = (start(id), end(id), sleep(plan, id))
            && told[end].kind == "finished"
            && told[end].t + EARLY < told[start].t + least
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
                    .filter(|&id| end(id).is_some_and(|end| told[end].kind == "finished"))
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

fn starts(event: &Told) -> bool {
    event.kind == "started"
}

/// How long a step waits by itself.
fn sleep(plan: &Plan, id: StepId) -> Option<Duration> {
    match plan.step(id).work {
        Work::Message { latency, .. } | Work::Delay(latency) => Some(latency),
        Work::UnknownDevice { .. } | Work::Block(_) => None,
    }
}

/// Whether the app predicts that the program fails.
pub fn fails(plan: &Plan) -> bool {
    predict(plan).events().last().is_some_and(|event| matches!(event.kind, EventKind::Failed(_)))
}

/// Whether the app predicts a hazard.
pub fn is_in_danger(plan: &Plan) -> bool {
    predict(plan).events().iter().any(|event| matches!(event.kind, EventKind::Hazard(_)))
}
