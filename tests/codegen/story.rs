//! Checks the lines that a program prints for people, and the events of code without async.

use std::time::Duration;

use homeloop::{
    home::Home,
    runtime::{Plan, Work, predict},
};
use serde_json::Value;

/// The maximum delay of a line.
const MAX_DELAY: Duration = Duration::from_millis(250);

/// Checks that the lines are those of the predicted run, in order and in time.
pub fn check_lines(plan: &Plan, printed: &str) -> Result<(), String> {
    let log = predict(plan);
    let lines: Vec<_> = printed.lines().collect();
    if lines.len() != log.events().len() {
        return Err(format!("{} lines instead of {}:\n{printed}", lines.len(), log.events().len()));
    }
    for (line, event) in lines.iter().zip(log.events()) {
        let expected = format!("{} {}", plan.describe(event.step), event.kind.as_str());
        let (seconds, words) = line.split_once(" s  ").ok_or_else(|| format!("no time: {line}"))?;
        let t = Duration::from_secs_f64(seconds.parse().map_err(|_| format!("no time: {line}"))?);
        let in_time = t + Duration::from_millis(10) >= event.t && t <= event.t + MAX_DELAY;
        if !in_time || words != expected && !words.starts_with(&format!("{expected}: ")) {
            return Err(format!("{line:?} instead of {expected:?} at {:?}", event.t));
        }
    }
    Ok(())
}

/// Checks that the events are those of a program that does one thing at a time, in the predicted time.
pub fn check_blocking_events(plan: &Plan, printed: &str) -> Result<(), String> {
    let mut home = Home::new(&plan.devices);
    let mut expected = Vec::new();
    for id in plan.ids() {
        let work = &plan.step(id).work;
        let (device, action, sent) = match work {
            Work::Block(_) => continue,
            Work::Delay(_) => (None, None, Ok(None)),
            Work::Fail { .. } => (None, None, Err(())),
            Work::UnknownDevice { name, action } => (Some(&**name), Some(action), Err(())),
            Work::Message { device, action, .. } => {
                let sent = home.send(*device, action).map(|sent| sent.hazard).map_err(|_| ());
                sent.iter().for_each(|hazard| home.deliver(*device, action, *hazard));
                (Some(&*plan.device(*device).name), Some(action), sent)
            }
        };
        let kinds: &[_] = match sent {
            Ok(None) => &["started", "finished"],
            Ok(Some(_)) => &["started", "hazard", "finished"],
            Err(()) => &["started", "failed"],
        };
        let action = action.map(|action| action.name().as_str());
        expected.extend(kinds.iter().map(|kind| format!("{kind} {device:?} {action:?} {:?}", work.data())));
        if sent.is_err() {
            break;
        }
    }
    let events: Result<Vec<Value>, _> = printed.lines().map(serde_json::from_str).collect();
    let events = events.map_err(|error| error.to_string())?;
    let text = |event: &Value, name: &str| event[name].as_str().map(str::to_string);
    let printed_events = events.iter().map(|event| {
        let kind = text(event, "kind").unwrap_or_default();
        format!("{kind} {:?} {:?} {:?}", text(event, "device"), text(event, "action"), text(event, "data"))
    });
    let printed_events: Vec<_> = printed_events.collect();
    if printed_events != expected {
        return Err(format!("{printed_events:#?} instead of {expected:#?}"));
    }
    let end = events.last().and_then(|event| event["t_ms"].as_f64()).unwrap_or_default();
    let end = Duration::from_secs_f64(end / 1000.0);
    let predicted = predict(&plan.sequential()).end();
    let in_time = end + Duration::from_millis(2) >= predicted && end <= predicted * 3 + Duration::from_secs(3);
    in_time.then_some(()).ok_or_else(|| format!("{end:?} instead of {predicted:?}"))
}
