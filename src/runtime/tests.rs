//! The laws of a run, on the virtual clock.

use std::{cell::RefCell, collections::HashMap, future::pending, sync::Arc, time::Duration};

use futures::FutureExt;
use proptest::prelude::*;

use super::*;
use crate::{
    home::Action,
    program::{BlockKind, Scene, Step, arbitrary, parse, presets},
};

fn plan(text: &str) -> Arc<Plan> {
    Arc::new(Plan::new(&parse(text).unwrap(), 1))
}

/// The log, an event a line: "500 finished 0.1".
fn story(text: &str) -> String {
    let plan = plan(text);
    let line = |event: &Event| format!("{} {} {}", event.t.as_millis(), event.kind.as_str(), plan.path(event.step));
    predict(&plan).events().iter().map(line).map(|line| line.trim_end().to_string()).collect::<Vec<_>>().join("\n")
}

fn makespan(text: &str) -> Duration {
    predict(&plan(text)).end()
}

/// A clock that jumps until it must not: it never lets a deadline after `stop` be served.
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

/// The log of a run that is dropped at `stop`.
pub(super) fn cancelled_at(plan: &Plan, stop: Duration) -> EventLog {
    let log = RefCell::default();
    let clock = StoppingClock { stop, clock: VirtualClock::default() };
    _ = run(plan, &clock, &log).now_or_never();
    log.into_inner()
}

/// The makespan by arithmetic: a sequence is a sum, a parallel a maximum.
fn arithmetic(plan: &Plan, id: StepId) -> Duration {
    let children = plan.children(id).map(|child| arithmetic(plan, child));
    match plan.step(id).work {
        Work::Message { latency, .. } | Work::Delay(latency) => latency,
        Work::UnknownDevice { .. } => Duration::ZERO,
        Work::Block(BlockKind::Sequence) => children.sum(),
        Work::Block(BlockKind::Parallel) => children.max().unwrap_or_default(),
    }
}

fn ends(log: &EventLog) -> HashMap<StepId, usize> {
    let mut ends = HashMap::new();
    for event in log.events().iter().filter(|event| event.kind.is_end()) {
        *ends.entry(event.step).or_default() += 1;
    }
    ends
}

fn each_started_step_ends_exactly_once(log: &EventLog) -> Result<(), TestCaseError> {
    let started: Vec<_> = log.events().iter().filter(|event| event.kind == EventKind::Started).collect();
    let ends = ends(log);
    prop_assert_eq!(started.len(), ends.len());
    prop_assert!(started.iter().all(|event| ends.get(&event.step) == Some(&1)));
    Ok(())
}

proptest! {
    #[test]
    fn prop_the_makespan_is_what_arithmetic_says(scene in arbitrary::calm_scene()) {
        let plan = Plan::new(&scene, 1);
        prop_assert_eq!(predict(&plan).end(), arithmetic(&plan, StepId::ROOT));
    }

    #[test]
    fn prop_each_started_step_ends_exactly_once(scene in arbitrary::scene()) {
        each_started_step_ends_exactly_once(&predict(&Plan::new(&scene, 1)))?;
    }

    #[test]
    fn prop_time_never_runs_backwards(scene in arbitrary::scene()) {
        prop_assert!(predict(&Plan::new(&scene, 1)).events().is_sorted_by_key(|event| event.t));
    }

    #[test]
    fn prop_the_span_of_a_child_lies_in_its_parents(scene in arbitrary::scene()) {
        let plan = Arc::new(Plan::new(&scene, 1));
        let history = History::of(plan.clone(), &predict(&plan));
        for id in plan.ids() {
            let (Some(parent), Some(start)) = (plan.step(id).parent, history.span(id).start) else { continue };
            let (child, parent) = (history.span(id), history.span(parent));
            prop_assert!(parent.start.unwrap() <= start);
            prop_assert!(child.end.unwrap().0 <= parent.end.unwrap().0);
        }
    }

    #[test]
    fn prop_a_cancelled_run_logs_what_the_whole_run_does_up_to_then_and_nothing_later(
        scene in arbitrary::scene(),
        stop in 0_u64..200,
    ) {
        let plan = Plan::new(&scene, 1);
        let stop = Duration::from_millis(stop);
        let (whole, cut) = (predict(&plan), cancelled_at(&plan, stop));
        let (before, cancelled): (Vec<&Event>, Vec<&Event>) =
            cut.events().iter().partition(|event| event.kind != EventKind::Cancelled);
        prop_assert_eq!(&before, &whole.events().iter().filter(|event| event.t <= stop).collect::<Vec<_>>());
        prop_assert!(cancelled.iter().all(|event| event.t == stop));
        prop_assert_eq!(cut.turns(), whole.turns_until(stop));
        each_started_step_ends_exactly_once(&cut)?;
    }

    #[test]
    fn prop_the_log_up_to_a_time_is_what_a_search_through_all_of_it_says(scene in arbitrary::scene(), t in 0_u64..200) {
        let (log, t) = (predict(&Plan::new(&scene, 1)), Duration::from_millis(t));
        prop_assert!(log.until(t).iter().eq(log.events().iter().filter(|event| event.t <= t)));
        prop_assert!(log.turns_until(t).iter().eq(log.turns().iter().filter(|turn| turn.t <= t)));
    }

    /// A timer fires for each step that slept: those that told of it by ending later than they started.
    #[test]
    fn prop_each_turn_but_the_first_is_the_end_of_one_sleep(scene in arbitrary::scene(), seed: u64) {
        let plan = Plan::new(&scene, seed);
        let log = predict(&plan);
        let (first, wakeups) = log.turns().split_first().unwrap();
        prop_assert_eq!((first.t, first.woken), (Duration::ZERO, None));
        let sleeps = |event: &&Event| {
            event.kind == EventKind::Finished && !matches!(plan.step(event.step).work, Work::Block(_))
        };
        let slept: Vec<_> = log.events().iter().filter(sleeps).map(|event| (event.t, Some(event.step))).collect();
        prop_assert_eq!(wakeups.iter().map(|turn| (turn.t, turn.woken)).collect::<Vec<_>>(), slept);
    }

    /// The root is polled in every turn, each step that starts at least once, and nothing after its end.
    #[test]
    fn prop_a_turn_polls_down_to_the_step_that_woke_and_what_starts_then(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let log = predict(&plan);
        let (mut events, mut started, mut asleep, mut polls) = (log.events().iter().peekable(), 0, 0, 0);
        for (place, turn) in log.turns().iter().enumerate() {
            // The turn's events end where the next timer's step speaks.
            let next = log.turns().get(place + 1);
            let mut starts = 0;
            while let Some(event) = events.next_if(|event| {
                next.is_none_or(|next| (event.t, Some(event.step)) != (next.t, next.woken) || !event.kind.is_end())
            }) {
                let is_leaf = !matches!(plan.step(event.step).work, Work::Block(_));
                match event.kind {
                    EventKind::Started => (starts, asleep) = (starts + 1, asleep + u32::from(is_leaf)),
                    kind if kind.is_end() && is_leaf => asleep -= 1,
                    _ => {}
                }
            }
            started += starts;
            let path = turn.woken.map_or(0, |woken| plan.step(woken).depth + 1);
            polls += u64::from(turn.polls);
            prop_assert_eq!((turn.polls, turn.timers, turn.polls_so_far), (path + starts, asleep, polls));
        }
        prop_assert_eq!((asleep, started), (0, ends(&log).len() as u32));
    }

    #[test]
    fn prop_the_same_seed_gives_the_same_log(scene in arbitrary::scene(), seed: u64) {
        prop_assert_eq!(predict(&Plan::new(&scene, seed)), predict(&Plan::new(&scene, seed)));
    }
}

#[test]
fn a_run_tells_its_story_in_order() {
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
}

#[test]
fn only_the_presets_that_do_all_at_once_are_hazardous() {
    for preset in presets::ALL {
        let log = predict(&Plan::new(&preset.scene(), 1));
        let hazardous = log.events().iter().any(|event| matches!(event.kind, EventKind::Hazard(_)));
        assert_eq!(hazardous, preset.id.ends_with("-at-once"), "{}", preset.id);
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
    assert_eq!(log.events().last().unwrap().kind, EventKind::Failed(Failure::Child(StepId(4))));
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
fn a_hundred_thousand_messages_at_once_cost_no_more_than_their_number() {
    let messages = vec![Step::message("toilet", Action::Flush); 100_000];
    let plan = Plan::new(&Scene::at_default_home(Step::parallel(messages)), 1);
    assert_eq!(predict(&plan).end().as_millis(), 500);
}

/// The turns, one a line: "500 woken 0, 2 polls, 3 timers, 7 so far".
fn trace(plan: &Plan, log: &EventLog) -> Vec<String> {
    let line = |turn: &Turn| {
        let woken = turn.woken.map_or("nobody".into(), |step| plan.path(step).to_string());
        let Turn { t, polls, timers, polls_so_far, .. } = turn;
        format!("{} {woken} woken, {polls} polls, {timers} timers, {polls_so_far} so far", t.as_millis())
    };
    log.turns().iter().map(line).collect()
}

const GOOD_NIGHT: &str = "parallel(light.switch_off, speaker.switch_off, sequence(toilet.flush, toilet.clean))";

/// The first poll goes to the root, its three branches and the flush inside the last: five futures, of which three
/// messages set a timer. Each wake-up then goes to the root and down to the message that slept. When the flush is over,
/// the sequence goes on with the clean in the same turn, so that turn polls root, sequence, flush and clean.
#[test]
fn a_good_night_takes_one_poll_of_all_and_a_wake_up_for_each_of_its_messages() {
    let plan = plan(GOOD_NIGHT);
    let log = predict(&plan);
    assert_eq!(
        trace(&plan, &log),
        [
            "0 nobody woken, 5 polls, 3 timers, 5 so far",
            "500 0 woken, 2 polls, 2 timers, 7 so far",
            "500 1 woken, 2 polls, 1 timers, 9 so far",
            "500 2.0 woken, 4 polls, 1 timers, 13 so far",
            "1000 2.1 woken, 3 polls, 0 timers, 16 so far",
        ]
    );
    assert!(log.turns().iter().all(|turn| turn.wall == turn.t));
}

#[test]
fn the_trace_of_a_cancelled_run_ends_where_it_was() {
    let plan = plan(GOOD_NIGHT);
    let cut = cancelled_at(&plan, Duration::from_millis(700));
    assert_eq!(cut.turns(), &predict(&plan).turns()[..4]);
    assert_eq!((cut.end().as_millis(), cut.turns().last().unwrap().timers), (700, 1));
}

#[test]
fn a_run_without_sleep_is_one_turn() {
    let plan = plan("sequence(parallel(), sequence())");
    assert_eq!(trace(&plan, &predict(&plan)), ["0 nobody woken, 3 polls, 0 timers, 3 so far"]);
}

#[test]
fn dropping_a_run_leaves_no_sleeper() {
    let plan = plan("parallel(delay(1s), sequence(delay(1ms), light.switch_on))");
    let timers = timers::Timers::default();
    let first = timers.sleep(StepId(1), Duration::from_secs(1));
    assert!(first.now_or_never().is_none());
    assert_eq!(timers.next_deadline(), None);
    // The same through the runner: what is dropped in mid-run ends there.
    let log = cancelled_at(&plan, Duration::from_millis(2));
    assert_eq!(log.end(), Duration::from_millis(2));
}
