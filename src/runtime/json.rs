use std::{fmt::Write, time::Duration};

use super::{Event, EventKind, EventLog, Failure, OnThread, Plan, Wait, Work};

impl EventLog {
    /// Writes the log as JSON: an array of events, one a line. Times are in milliseconds; `step` is a path from the root.
    pub fn to_json(&self, plan: &Plan) -> String {
        let mut json = String::from("[");
        for (number, event) in self.events().iter().enumerate() {
            json.push_str(if number == 0 { "\n" } else { ",\n" });
            add_event(&mut json, plan, event, self.waits());
        }
        json.push_str(if self.events().is_empty() { "]\n" } else { "\n]\n" });
        json
    }
}

/// Writes one event as JSON, as [`EventLog::to_json`] does. `waits` are those of the log so far.
pub fn event_json(plan: &Plan, event: &Event, waits: &[Wait]) -> String {
    let mut json = String::new();
    add_event(&mut json, plan, event, waits);
    json
}

fn add_event(json: &mut String, plan: &Plan, event: &Event, waits: &[Wait]) {
    json.push_str("{\"t_ms\": ");
    add_ms(json, event.t);
    json.push_str(", \"wall_ms\": ");
    add_ms(json, event.wall);
    add_member(json, "kind", event.kind.as_str());
    add_member(json, "step", &plan.path(event.step).to_string());
    let work = &plan.step(event.step).work;
    let message = match work {
        Work::Message { device, action, .. } => Some((&plan.device(*device).name, action)),
        Work::UnknownDevice { name, action } => Some((name, action)),
        Work::Delay(_) | Work::Busy(_) | Work::Fail { .. } | Work::OnTask(_) | Work::Increment(_) | Work::Block(_) => {
            None
        }
    };
    if let Some((device, action)) = message {
        add_member(json, "device", device);
        add_member(json, "action", action.name().as_str());
    }
    if let Some(data) = work.data() {
        add_member(json, "data", data);
    }
    if event.occurrence > 1 {
        add_number(json, "occurrence", event.occurrence);
    }
    if event.parent_occurrence > 1 {
        add_number(json, "parent_occurrence", event.parent_occurrence);
    }
    if let EventKind::Started { latency: Some(latency) } = event.kind {
        json.push_str(", \"latency_ms\": ");
        add_ms(json, latency);
    }
    if let Some(name) = plan.name_in(event.step) {
        add_member(json, "name", name);
    }
    if let Some(waker) = event.woken_by {
        add_member(json, "woken_by", &plan.path(waker.step).to_string());
    }
    if let Some(OnThread { thread, core }) = event.on {
        add_number(json, "thread", thread);
        core.into_iter().for_each(|core| add_number(json, "core", u32::from(core)));
    }
    match event.kind {
        EventKind::Hazard(hazard) => add_member(json, "message", &hazard.to_string()),
        EventKind::Failed(Failure::Raised) => add_member(json, "message", work.reason().unwrap_or_default()),
        EventKind::Failed(failure) => add_member(json, "message", &failure.to_string()),
        EventKind::Settled(settled) => add_member(json, "outcome", settled.as_str()),
        EventKind::Stuck => add_waits(json, plan, waits),
        EventKind::Read(value) | EventKind::Written(value) => add_number(json, "value", value),
        EventKind::Started { .. }
        | EventKind::Delivered
        | EventKind::Switched
        | EventKind::Acquired
        | EventKind::Released
        | EventKind::Finished
        | EventKind::Cancelled => {}
    }
    json.push('}');
}

/// Adds who waits for what, and who holds it.
fn add_waits(json: &mut String, plan: &Plan, waits: &[Wait]) {
    json.push_str(", \"waiting\": [");
    for (number, wait) in waits.iter().enumerate() {
        json.push_str(if number == 0 { "{\"step\": " } else { ", {\"step\": " });
        add_string(json, &plan.path(wait.block.step).to_string());
        add_member(json, "for", plan.name_of(wait.on));
        if let Some(holder) = wait.held_by {
            add_member(json, "held_by", &plan.path(holder.step).to_string());
        }
        json.push('}');
    }
    json.push(']');
}

/// Adds a count to the object; its name needs no escapes.
fn add_number(json: &mut String, name: &str, number: u32) {
    write!(json, ", \"{name}\": {number}").expect("a string takes all");
}

/// Adds a text to the object; its name needs no escapes.
fn add_member(json: &mut String, name: &str, text: &str) {
    json.push_str(", \"");
    json.push_str(name);
    json.push_str("\": ");
    add_string(json, text);
}

/// Adds milliseconds with three decimals at most. Whole microseconds will do, and spare the page the printing of floats.
fn add_ms(json: &mut String, time: Duration) {
    let micros = u64::from(time.subsec_nanos() + 500) / 1000;
    let micros = time.as_secs().saturating_mul(1_000_000).saturating_add(micros);
    let (whole, decimals) = (micros / 1000, micros % 1000);
    write!(json, "{whole}").expect("a string takes all");
    if decimals > 0 {
        write!(json, ".{decimals:03}").expect("a string takes all");
        json.truncate(json.trim_end_matches('0').len());
    }
}

/// Adds a string as RFC 8259 has it. The line ends of Unicode are escaped too: older JavaScript takes them for its own.
fn add_string(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\0'..' ' | '\u{2028}' | '\u{2029}' => {
                write!(json, "\\u{:04x}", u32::from(character)).expect("a string takes all");
            }
            _ => json.push(character),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        home::Action,
        program::{Scene, Step, arbitrary, parse},
        runtime::predict,
    };

    fn log(text: &str) -> String {
        let plan = Plan::new(&parse(text).unwrap(), 1);
        predict(&plan).to_json(&plan)
    }

    fn ms(time: Duration) -> String {
        let mut json = String::new();
        add_ms(&mut json, time);
        json
    }

    fn string(text: &str) -> String {
        let mut json = String::new();
        add_string(&mut json, text);
        json
    }

    #[test]
    fn an_entry_tells_what_happened_to_which_step_one_a_line() {
        let started = r#"{"t_ms": 0, "wall_ms": 0, "kind": "started", "step": "0", "device": "toilet", "action": "flush", "latency_ms": 500}"#;
        let json = log("parallel(toilet.flush, toilet.clean)");
        let lines: Vec<_> = json.lines().collect();
        assert_eq!((lines[0], lines[2], lines[8]), ("[", &*format!("{started},"), "]"));
        assert_eq!(
            lines[4],
            r#"{"t_ms": 0, "wall_ms": 0, "kind": "hazard", "step": "1", "device": "toilet", "action": "clean", "#
                .to_owned()
                + r#""message": "the toilet is cleaned while it flushes: it splashes"},"#
        );
        assert_eq!(lines[7], r#"{"t_ms": 500, "wall_ms": 500, "kind": "finished", "step": "", "woken_by": "1"}"#);
    }

    #[test]
    fn an_entry_has_the_occurrences_from_the_second_on() {
        let plan = Plan::new(&parse("repeat(2, sequence(delay(1ms)))").unwrap(), 1);
        let entries: Vec<Value> = serde_json::from_str(&predict(&plan).to_json(&plan)).unwrap();
        let of = |field: &str| entries.iter().map(|entry| entry[field].as_u64()).collect::<Vec<_>>();
        let [two, none] = [Some(2), None];
        assert_eq!(of("occurrence"), [none, none, none, none, none, two, two, two, two, none]);
        assert_eq!(of("parent_occurrence"), [none, none, none, none, none, none, two, two, none, none]);
        assert_eq!((&entries[5]["woken_by"], &entries[9]["woken_by"]), (&json!("0"), &json!("0")));
    }

    #[test]
    fn a_failure_tells_its_reason_and_a_message_its_data() {
        let entries = log("device lamp = light(state: disconnected)\nlamp.change_color(\"red\")");
        let entries: Vec<Value> = serde_json::from_str(&entries).unwrap();
        assert_eq!(
            entries[1],
            json!({
                "t_ms": 0, "wall_ms": 0, "kind": "failed", "step": "", "device": "lamp", "action": "change_color",
                "data": "red", "message": "the device is not connected; connect it first",
            })
        );
        let scene = parse("light.switch_on").unwrap();
        let plan = Plan::new(&Scene { devices: Vec::new(), ..scene }, 1);
        let entries: Vec<Value> = serde_json::from_str(&predict(&plan).to_json(&plan)).unwrap();
        assert_eq!((&entries[1]["device"], &entries[1]["kind"]), (&json!("light"), &json!("failed")));
    }

    #[test]
    fn a_run_that_has_not_begun_is_an_empty_array() {
        assert_eq!(EventLog::default().to_json(&Plan::new(&parse("delay(0s)").unwrap(), 1)), "[]\n");
    }

    #[test]
    fn times_have_the_decimals_they_need_and_round_half_up() {
        let ms = |nanos| ms(Duration::from_nanos(nanos));
        assert_eq!([0, 499, 500, 1_499].map(ms), ["0", "0", "0.001", "0.001"]);
        assert_eq!([20_000, 300_000, 1_020_000, 500_000_000].map(ms), ["0.02", "0.3", "1.02", "500"]);
        assert_eq!([999_999_499, 999_999_500, 100_000_000_000].map(ms), ["999.999", "1000", "100000"]);
    }

    #[test]
    fn no_character_can_break_out_of_a_string() {
        assert_eq!(string("a\"b\\c"), r#""a\"b\\c""#);
        assert_eq!(string("\n\r\t\0\u{1f}\u{7f}é😀/"), "\"\\n\\r\\t\\u0000\\u001f\u{7f}é😀/\"");
        assert_eq!(string("\u{2028}\u{2029}"), r#""\u2028\u2029""#);
        let song = "\"}],\n</script>\u{2028}\\";
        let plan = Plan::new(&Scene::at_default_home(Step::message("speaker", Action::PlaySong(song.into()))), 1);
        let json = predict(&plan).to_json(&plan);
        assert_eq!(json.lines().count(), 2 + predict(&plan).events().len());
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap()[0]["data"], song);
    }

    proptest! {
        #[test]
        fn any_string_is_read_back_as_it_was(text: String) {
            prop_assert_eq!(serde_json::from_str::<String>(&string(&text)).unwrap(), text);
        }

        #[test]
        fn any_log_is_read_back_entry_by_entry(scene in arbitrary::scene()) {
            let plan = Plan::new(&scene, 1);
            let log = predict(&plan);
            let entries: Vec<Value> = serde_json::from_str(&log.to_json(&plan)).unwrap();
            prop_assert_eq!(entries.len(), log.events().len());
            for (entry, event) in entries.iter().zip(log.events()) {
                prop_assert_eq!(&entry["kind"], event.kind.as_str());
                prop_assert_eq!(&entry["step"], &plan.path(event.step).to_string());
                prop_assert_eq!(&entry["data"], &json!(plan.step(event.step).work.data()));
                prop_assert!((entry["t_ms"].as_f64().unwrap() - event.t.as_secs_f64() * 1e3).abs() <= 0.000_501);
            }
        }
    }
}
