//! Programs that get stuck: in a language with async they wait for ever too, or end as nothing is left to wait for.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use homeloop::{
    program::presets::{self, Preset},
    runtime::{EventKind, Plan, predict},
};

use super::events::{predicted_text, printed_text, same_events};

/// The time in which a program has to print its next event.
const NEXT_EVENT: Duration = Duration::from_secs(20);
/// The time for which it has to print nothing more.
const SILENCE: Duration = Duration::from_secs(1);

/// The presets that get stuck.
pub fn presets() -> impl Iterator<Item = Preset> {
    presets::ALL.into_iter().filter(|preset| is_stuck(&Plan::new(&preset.scene(), 1)))
}

pub fn is_stuck(plan: &Plan) -> bool {
    !predict(plan).waits().is_empty()
}

/// Runs a program and stops it once it is silent. It must have printed what the app logs before it is stuck.
pub fn prove(plan: &Plan, command: &mut Command) {
    let mut child = command
        .arg("--json")
        .env("PYTHONUNBUFFERED", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a program that runs");
    let (sender, lines) = mpsc::channel();
    let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let reader = thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    let log = predict(plan);
    let before = log.events().iter().take_while(|event| event.kind != EventKind::Stuck);
    let expected: Vec<_> = before.map(|event| predicted_text(plan, event)).collect();
    let next = |timeout| lines.recv_timeout(timeout).map(|line| printed_text(plan, &line));
    let printed: Result<Vec<_>, _> = expected.iter().filter_map(|_| next(NEXT_EVENT).ok()).collect();
    let further = next(SILENCE).ok();
    _ = child.kill();
    _ = child.wait();
    _ = reader.join();
    assert_eq!(same_events(expected, printed.expect("events")), Ok(()));
    assert_eq!(further, None, "it is not stuck");
}
