//! Event logs that must not change: those of all presets and of 500 generated programs, and those of runs cancelled on
//! the way. They were recorded once; fields that were added to the log since then are left out of the comparison.
//!
//! After a change of the log that is meant, `UPDATE_GOLDEN=1 cargo test --test golden` records the logs anew.
#![cfg(not(target_arch = "wasm32"))]

use std::{cell::RefCell, env, fmt::Write, fs, future::pending, path::PathBuf, time::Duration};

use futures::FutureExt;
use homeloop::{
    program::{Scene, parse, presets},
    runtime::{Clock, EventLog, Plan, VirtualClock, predict, run},
};
use serde_json::Value;

/// The fields of an entry that the recorded logs have. Wall time is virtual time here, and says nothing more.
const FIELDS: [&str; 7] = ["t_ms", "kind", "step", "device", "action", "data", "message"];

/// Of how many generated programs one is cancelled, and when.
const CANCELLED_EVERY: usize = 4;
const CANCELLED_AT: Duration = Duration::from_millis(35);

/// A virtual clock that never lets a deadline after `stop` pass.
struct StoppingClock {
    stop: Duration,
    clock: VirtualClock,
}

impl Clock for StoppingClock {
    async fn wait_until(&self, deadline: Duration) -> Duration {
        let reached = self.clock.wait_until(deadline.min(self.stop)).await;
        if deadline > self.stop {
            pending::<()>().await;
        }
        reached
    }

    fn now(&self) -> Duration {
        self.clock.now()
    }

    fn wall(&self) -> Duration {
        self.clock.wall()
    }
}

fn cancelled(plan: &Plan) -> EventLog {
    let log = RefCell::default();
    _ = run(plan, &StoppingClock { stop: CANCELLED_AT, clock: VirtualClock::default() }, &log).now_or_never();
    log.into_inner()
}

/// The entries of a log, one a line, with the recorded fields only.
fn entries(plan: &Plan, log: &EventLog) -> String {
    let entries: Vec<Value> = serde_json::from_str(&log.to_json(plan)).expect("a log is JSON");
    let mut lines = String::new();
    for entry in &entries {
        let fields = FIELDS.iter().filter_map(|field| entry.get(field)).map(Value::to_string);
        writeln!(lines, "{}", fields.collect::<Vec<_>>().join(" ")).expect("a string takes all");
    }
    lines
}

fn logs<'a>(scenes: impl Iterator<Item = (String, Scene)> + 'a) -> impl Iterator<Item = String> + 'a {
    scenes.enumerate().map(|(number, (name, scene))| {
        let plan = Plan::new(&scene, number as u64);
        let mut text = format!("# {name}\n{}", entries(&plan, &predict(&plan)));
        if number.is_multiple_of(CANCELLED_EVERY) {
            write!(text, "# {name}, cancelled\n{}", entries(&plan, &cancelled(&plan))).expect("a string takes all");
        }
        text
    })
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn assert_recorded(name: &str, logs: impl Iterator<Item = String>) {
    let logs: String = logs.collect();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(file(name), &logs).expect("the recorded logs can be written");
    }
    let recorded = fs::read_to_string(file(name)).expect("the recorded logs");
    for (number, (now, before)) in logs.lines().zip(recorded.lines()).enumerate() {
        assert_eq!(now, before, "{name}:{}", number + 1);
    }
    assert_eq!(logs.lines().count(), recorded.lines().count(), "{name}");
}

#[test]
fn the_logs_of_the_presets_are_as_recorded() {
    let scenes = presets::ALL.into_iter().map(|preset| (preset.id.to_string(), preset.scene()));
    assert_recorded("presets.log", logs(scenes));
}

#[test]
fn the_logs_of_generated_programs_are_as_recorded() {
    let programs = fs::read_to_string(file("programs.txt")).expect("the programs");
    let programs: Vec<_> = programs.split("\n\n").filter(|text| !text.trim().is_empty()).collect();
    assert_eq!(programs.len(), 500);
    let scenes = programs.iter().zip(1..).map(|(text, number): (_, u32)| {
        (format!("program {number}"), parse(text).unwrap_or_else(|error| panic!("program {number}: {error}")))
    });
    assert_recorded("programs.log", logs(scenes));
}
