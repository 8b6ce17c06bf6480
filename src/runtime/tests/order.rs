use std::time::Duration;

use super::{super::*, plan};
use crate::{
    home::Action,
    program::{Scene, Step, parse, presets},
};

fn story(text: &str) -> String {
    super::story(&plan(text)).join("\n")
}

fn makespan(text: &str) -> Duration {
    predict(&plan(text)).end()
}

#[test]
fn a_step_starts_at_the_very_time_at_which_the_one_before_it_ends() {
    assert_eq!(
        story("parallel(light.switch_off, sequence(toilet.flush, delay(0ms), toilet.clean))"),
        "0 started\n0 started 0\n0 started 1\n0 started 1.0\n500 finished 0\n500 finished 1.0\n500 started 1.1\n\
         500 finished 1.1\n500 started 1.2\n1000 finished 1.2\n1000 finished 1\n1000 finished"
    );
}

#[test]
fn steps_due_at_the_same_time_go_on_in_program_order() {
    let text = "parallel(sequence(delay(20ms), delay(10ms)), sequence(delay(10ms), delay(10ms), delay(10ms)))";
    let ends: Vec<_> = story(text).lines().filter(|line| line.contains("30")).map(str::to_string).collect();
    assert_eq!(ends, ["30 finished 0.1", "30 finished 0", "30 finished 1.2", "30 finished 1", "30 finished"]);
}

#[test]
fn parallels_inside_parallels_go_on_when_their_children_do() {
    let inner = "parallel(toilet.flush @ 20ms)";
    assert_eq!(makespan(&format!("parallel({inner}, {inner}, toilet.flush @ 20ms)")), Duration::from_millis(20));
}

#[test]
fn empty_blocks_take_no_time() {
    assert_eq!(story("sequence(parallel())"), "0 started\n0 started 0\n0 finished 0\n0 finished");
}

#[test]
fn each_preset_takes_the_time_its_story_says() {
    let makespan = |id| predict(&Plan::new(&presets::find(id).unwrap().scene(), 1)).end().as_millis();
    assert_eq!(makespan("good-night-sequence"), 2000);
    assert_eq!(makespan("good-night-at-once"), 500);
    assert_eq!(makespan("good-night"), 1000);
    assert_eq!(makespan("wake-up"), 1500);
    assert_eq!(makespan("wake-up-at-once"), 500);
    assert_eq!(makespan("register"), 500);
    assert_eq!(makespan("unplugged"), 2000);
    assert_eq!(makespan("nobody-answers"), 1700);
    assert_eq!(makespan("third-time-lucky"), 1500);
    assert_eq!(makespan("retry-and-timeout"), 1200);
    assert_eq!(makespan("first-to-answer"), 800);
    assert_eq!(makespan("too-many-at-once"), 500);
    assert_eq!(makespan("close-the-lid"), 1500);
    assert_eq!(makespan("ticket-for-later"), 1500);
    assert_eq!(makespan("never-awaited"), 1000);
    assert_eq!(makespan("somebody-promised"), 1500);
    assert_eq!(makespan("fire-and-forget"), 500);
    assert_eq!(makespan("frozen-house"), 1400);
    assert_eq!(makespan("a-worker"), 1100);
}

#[test]
fn only_the_presets_that_do_at_once_what_needs_an_order_await_nothing_or_hold_the_thread_are_hazardous() {
    // A device that refuses what is too much for it is no hazard.
    for preset in presets::ALL {
        let log = predict(&Plan::new(&preset.scene(), 1));
        let hazardous = log.events().iter().any(|event| matches!(event.kind, EventKind::Hazard(_)));
        let needs_order = matches!(preset.id, "good-night-at-once" | "wake-up-at-once" | "two-hands");
        let is_wrong = needs_order || matches!(preset.id, "never-awaited" | "frozen-house" | "hands-or-ears");
        assert_eq!(hazardous, is_wrong, "{}", preset.id);
    }
}

#[test]
fn a_latency_at_the_message_overrides_the_devices() {
    assert_eq!(makespan("sequence(light.switch_on @ 20ms, light.switch_off)"), Duration::from_millis(520));
}

#[test]
fn a_message_to_a_disconnected_device_fails_its_sequence_at_once() {
    let text = "device light = light(state: disconnected)\nsequence(delay(5ms), light.switch_on, delay(1s))";
    assert_eq!(story(text), "0 started\n0 started 0\n5 finished 0\n5 started 1\n5 failed 1\n5 failed");
}

#[test]
fn a_parallel_lets_its_other_children_finish_before_it_fails() {
    let text = "device light = light(state: disconnected)\nparallel(light.switch_on, delay(10ms))";
    assert_eq!(story(text), "0 started\n0 started 0\n0 failed 0\n0 started 1\n10 finished 1\n10 failed");
}

#[test]
fn the_first_step_to_fail_is_the_reason_its_block_gives() {
    let text = "device light = light(state: disconnected)\nparallel(sequence(delay(5ms), light.open), light.switch_on)";
    let text = text.replace("light.open", "light.switch_off");
    let log = predict(&plan(&text));
    assert_eq!(log.events().last().unwrap().kind, EventKind::Failed(Failure::Child(StepId(4).into())));
}

#[test]
fn a_message_to_a_device_the_home_does_not_have_fails() {
    let scene = parse("light.switch_on").unwrap();
    let log = predict(&Plan::new(&Scene { devices: Vec::new(), ..scene }, 1));
    assert_eq!(log.events().last().unwrap().kind, EventKind::Failed(Failure::NoSuchDevice));
}

#[test]
fn another_seed_gives_another_log() {
    let scene = parse("device a = light(jitter: 100ms) sequence(a.switch_on, a.switch_off)").unwrap();
    assert_ne!(predict(&Plan::new(&scene, 1)), predict(&Plan::new(&scene, 2)));
}

#[test]
fn a_hundred_thousand_messages_at_once_take_three_polls_each() {
    let messages = vec![Step::message("toilet", Action::Flush); 100_000];
    let plan = Plan::new(&Scene::at_default_home(Step::parallel(messages)), 1);
    let log = predict(&plan);
    assert_eq!(log.end().as_millis(), 500);
    // A message is polled when it starts and when its timer fires, and its end wakes the block.
    let polls: u32 = log.turns().iter().map(|turn| turn.polls).sum();
    assert_eq!(polls, 1 + 3 * 100_000);
}
