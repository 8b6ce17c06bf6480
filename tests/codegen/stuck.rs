//! Programs that get stuck: in a language with async they wait for ever too, or end as nothing is left to wait for.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Output, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use homeloop::{
    program::parse,
    runtime::{EventKind, Plan, predict},
};

use super::{
    events::{predicted_text, printed_text, same_events},
    story::{predicted_calls, printed_call},
};

/// The time in which a program has to print its next event.
const NEXT_EVENT: Duration = Duration::from_secs(20);
/// The time for which it has to print nothing more.
const SILENCE: Duration = Duration::from_secs(1);

/// A program that gets stuck without async as well, and its name.
pub fn waits_for_itself() -> (String, Plan) {
    let scene = parse("lock(door, light.switch_on, lock(door, light.switch_off))").expect("a program");
    ("waits_for_itself".into(), Plan::new(&scene, 1))
}

pub fn is_stuck(plan: &Plan) -> bool {
    !predict(plan).waits().is_empty()
}

/// Runs a program and stops it once it is silent. It must have printed what the app logs before it is stuck.
pub fn prove(plan: &Plan, command: &mut Command) {
    let log = predict(plan);
    let before = log.events().iter().take_while(|event| event.kind != EventKind::Stuck);
    prove_silent(before.map(|event| predicted_text(plan, event)).collect(), |line| printed_text(plan, line), command);
}

/// Runs a program of blocking calls as [`prove`] does. The plan is the one that blocking code follows.
pub fn prove_blocking(plan: &Plan, command: &mut Command) {
    prove_silent(predicted_calls(plan, &predict(plan)), printed_call, command);
}

/// Runs a program to its end; `None` if it has none in this time.
pub fn output_within(command: &mut Command, time: Duration) -> Option<Output> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a program that runs");
    let end = Instant::now() + time;
    while Instant::now() < end {
        if child.try_wait().expect("a program that runs").is_some() {
            return Some(child.wait_with_output().expect("its output"));
        }
        thread::sleep(Duration::from_millis(5));
    }
    _ = child.kill();
    _ = child.wait();
    None
}

fn prove_silent(expected: Vec<String>, read: impl Fn(&str) -> Result<String, String>, command: &mut Command) {
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
    let next = |timeout| lines.recv_timeout(timeout).map(|line| read(&line));
    let printed: Result<Vec<_>, _> = expected.iter().filter_map(|_| next(NEXT_EVENT).ok()).collect();
    let further = next(SILENCE).ok();
    _ = child.kill();
    _ = child.wait();
    _ = reader.join();
    assert_eq!(same_events(expected, printed.expect("events")), Ok(()));
    assert_eq!(further, None, "it is not stuck");
}
