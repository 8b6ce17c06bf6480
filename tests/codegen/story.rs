//! Checks the lines that a program prints for people, and the events of code without async.

use std::time::Duration;

use homeloop::runtime::{Event, EventLog, Plan, Work, predict};
use serde_json::Value;

use super::events::{told, value};

/// The maximum delay of a line.
const MAX_DELAY: Duration = Duration::from_millis(250);

/// Checks that the lines are those of the predicted run, in order and in time.
pub fn check_lines(plan: &Plan, printed: &str) -> Result<(), String> {
    let log = predict(plan);
    let lines: Vec<_> = printed.lines().collect();
    let events: Vec<_> = told(&log).collect();
    if lines.len() != events.len() {
        return Err(format!("{} lines instead of {}:\n{printed}", lines.len(), events.len()));
    }
    for (line, event) in lines.iter().zip(events) {
        let name = printed_name(plan, event);
        let expected = format!("{name} {}", event.kind.as_str());
        let (seconds, words) = line.split_once(" s  ").ok_or_else(|| format!("no time: {line}"))?;
        let t = Duration::from_secs_f64(seconds.parse().map_err(|_| format!("no time: {line}"))?);
        let in_time = t + Duration::from_millis(10) >= event.t && t <= event.t + MAX_DELAY;
        if !in_time || words != expected && !words.starts_with(&format!("{expected}: ")) {
            return Err(format!("{line:?} instead of {expected:?} at {:?}", event.t));
        }
    }
    Ok(())
}

/// Checks that the lines are those of the predicted run, in whatever order.
pub fn check_unordered_lines(plan: &Plan, printed: &str) -> Result<(), String> {
    let log = predict(plan);
    let mut expected: Vec<_> =
        told(&log).map(|event| format!("{} {}", printed_name(plan, event), event.kind.as_str())).collect();
    let without_value = |line: &str| words(line).split(": ").next().unwrap_or_default().to_owned();
    let mut told: Vec<_> = printed.lines().map(without_value).collect();
    expected.sort_unstable();
    told.sort_unstable();
    if told == expected { Ok(()) } else { Err(format!("{printed}\ninstead of {expected:#?}")) }
}

/// Checks the lines of a program with increments in JavaScript, which gives way at each `await`, also where nothing is waited
/// for: branches that take no time come between each other, but not between reading and writing.
pub fn check_lines_that_give_way(plan: &Plan, printed: &str) -> Result<(), String> {
    let lines: Vec<_> = printed.lines().map(words).collect();
    let reads = lines.iter().enumerate().filter(|(_, line)| line.starts_with("increment read"));
    let is_whole = |place: usize| lines.get(place + 1).is_some_and(|line| line.starts_with("increment written"));
    match reads.clone().all(|(place, _)| is_whole(place)) {
        true => check_unordered_lines(plan, printed),
        false => Err(format!("something comes between reading and writing:\n{printed}")),
    }
}

/// A line without its time.
fn words(line: &str) -> String {
    line.split_once(" s  ").map_or("no time", |(_, words)| words).to_owned()
}

/// The name of a step in a line. Locks, tickets and numbers of the code have no names that they could print.
fn printed_name(plan: &Plan, event: &Event) -> String {
    match plan.step(event.step).work {
        Work::Block(kind) => kind.as_str().to_string(),
        Work::OnTask(verb) => verb.as_str().to_string(),
        Work::Increment(_) => "increment".to_string(),
        _ => plan.describe(event.step),
    }
}

/// Checks that the events are those of a program that does one thing at a time, in the predicted time. Blocks print none.
pub fn check_blocking_events(plan: &Plan, printed: &str) -> Result<(), String> {
    let log = predict(&plan.sequential());
    let expected = predicted_calls(plan, &log);
    let calls: Vec<_> = printed.lines().map(printed_call).collect::<Result<_, _>>()?;
    if calls != expected {
        return Err(format!("{calls:#?} instead of {expected:#?}"));
    }
    let last = printed.lines().last().map_or(Ok(Value::Null), serde_json::from_str);
    let end = last.map_err(|error| error.to_string())?["t_ms"].as_f64().unwrap_or_default();
    let end = Duration::from_secs_f64(end / 1000.0);
    let predicted = calls_of(plan, &log).last().map_or(Duration::ZERO, |event| event.t);
    let in_time = end + Duration::from_millis(2) >= predicted && end <= predicted * 3 + Duration::from_secs(3);
    in_time.then_some(()).ok_or_else(|| format!("{end:?} instead of {predicted:?}"))
}

/// The text of an event that code without async prints.
pub fn printed_call(line: &str) -> Result<String, String> {
    let event: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let text = |name: &str| event[name].as_str();
    let kind = text("kind").unwrap_or_default();
    let value = event["value"].as_u64();
    Ok(format!("{kind} {:?} {:?} {:?} {value:?}", text("device"), text("action"), text("data")))
}

/// The texts of the events that the app predicts for code without async.
pub fn predicted_calls(plan: &Plan, log: &EventLog) -> Vec<String> {
    calls_of(plan, log).map(|event| predicted_call(plan, event)).collect()
}

/// The events of messages, delays and failures.
fn calls_of<'a>(plan: &'a Plan, log: &'a EventLog) -> impl Iterator<Item = &'a Event> {
    let is_call = |event: &&Event| !matches!(plan.step(event.step).work, Work::Block(_) | Work::OnTask(_));
    told(log).filter(is_call)
}

fn predicted_call(plan: &Plan, event: &Event) -> String {
    let work = &plan.step(event.step).work;
    let (device, action) = match work {
        Work::Message { device, action, .. } => (Some(&*plan.device(*device).name), Some(action)),
        Work::UnknownDevice { name, action } => (Some(&**name), Some(action)),
        Work::Delay(_) | Work::Busy(_) | Work::Fail { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => {
            (None, None)
        }
    };
    let action = action.map(|action| action.name().as_str());
    format!("{} {device:?} {action:?} {:?} {:?}", event.kind.as_str(), work.data(), value(event))
}
