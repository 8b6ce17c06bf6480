use std::{collections::HashMap, time::Duration};

use proptest::prelude::*;

use super::{super::*, cancelled_at, plan};
use crate::program::{BlockKind, arbitrary};

/// The turns, one a line: "500 woken 0, 2 polls, 3 timers, 7 events".
fn trace(plan: &Plan, log: &EventLog) -> Vec<String> {
    let line = |turn: &Turn| {
        let woken = turn.woken.map_or("nobody".into(), |woken| plan.path(woken.step).to_string());
        let Turn { t, polls, timers, events, .. } = turn;
        format!("{} {woken} woken, {polls} polls, {timers} timers, {events} events", t.as_millis())
    };
    log.turns().iter().map(line).collect()
}

const GOOD_NIGHT: &str = "parallel(light.switch_off, speaker.switch_off, sequence(toilet.flush, toilet.clean))";

/// The first turn polls the root, its three branches and the flush inside the last: five futures, of which three messages
/// arm a timer. Each timer wakes the task of its branch; a branch that ends wakes the root. When the flush is over, its
/// sequence goes on with the clean in the same turn, so that turn polls the sequence, the flush and the clean.
#[test]
fn a_good_night_takes_one_poll_of_all_and_a_wake_up_for_each_of_its_messages() {
    let plan = plan(GOOD_NIGHT);
    let log = predict(&plan);
    assert_eq!(
        trace(&plan, &log),
        [
            "0 nobody woken, 5 polls, 3 timers, 5 events",
            "500 0 woken, 2 polls, 2 timers, 6 events",
            "500 1 woken, 2 polls, 1 timers, 7 events",
            "500 2.0 woken, 3 polls, 1 timers, 9 events",
            "1000 2.1 woken, 3 polls, 0 timers, 12 events",
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
    assert_eq!(trace(&plan, &predict(&plan)), ["0 nobody woken, 3 polls, 0 timers, 6 events"]);
}

/// The steps between a step and the first step of the task that runs it, both included.
fn polls_in_task(plan: &Plan, step: StepId) -> u32 {
    let parent = plan.step(step).parent;
    let is_branch = parent.is_none_or(|parent| plan.step(parent).work == Work::Block(BlockKind::Parallel));
    1 + parent.filter(|_| !is_branch).map_or(0, |parent| polls_in_task(plan, parent))
}

proptest! {
    /// One timer fires for each message and delay that finishes, and each turn but the first begins with one.
    #[test]
    fn prop_each_turn_but_the_first_is_the_end_of_one_sleep(scene in arbitrary::plain_scene(), seed: u64) {
        let plan = Plan::new(&scene, seed);
        let log = predict(&plan);
        let (first, wakeups) = log.turns().split_first().unwrap();
        prop_assert_eq!((first.t, first.woken), (Duration::ZERO, None));
        let sleeps = |event: &&Event| {
            event.kind == EventKind::Finished && !matches!(plan.step(event.step).work, Work::Block(_))
        };
        let slept: Vec<_> = log.events().iter().filter(sleeps).map(|event| (event.t, Some(event.execution()))).collect();
        prop_assert_eq!(wakeups.iter().map(|turn| (turn.t, turn.woken)).collect::<Vec<_>>(), slept);
    }

    /// A turn polls the task of the timer, what starts then, and the tasks of the blocks whose branches end.
    #[test]
    fn prop_a_turn_polls_what_is_woken_and_what_starts_then(scene in arbitrary::plain_scene()) {
        let plan = Plan::new(&scene, 1);
        let log = predict(&plan);
        let mut events = log.events().iter().peekable();
        let (mut started_in, mut waiting, mut seen) = (HashMap::new(), 0, 0);
        for (number, turn) in log.turns().iter().enumerate() {
            let mut expected = turn.woken.map_or(0, |woken| polls_in_task(&plan, woken.step));
            let next = log.turns().get(number + 1);
            // The events of a turn end where those of the next one begin: with what the step does whose timer fires.
            let is_next = |event: &Event| {
                let is_woken = matches!(event.kind, EventKind::Written(_)) || event.kind.is_end();
                next.is_some_and(|next| (event.t, Some(event.execution())) == (next.t, next.woken) && is_woken)
            };
            while let Some(event) = events.next_if(|event| !is_next(event)) {
                seen += 1;
                let PlannedStep { work, parent, .. } = plan.step(event.step);
                let is_leaf = !matches!(work, Work::Block(_));
                if event.kind.is_start() {
                    started_in.insert(event.step, number);
                    expected += 1;
                    waiting += u32::from(is_leaf);
                } else if event.kind.is_end() {
                    waiting -= u32::from(is_leaf);
                    let is_woken = started_in[&event.step] < number;
                    let block = parent.filter(|block| plan.step(*block).work == Work::Block(BlockKind::Parallel));
                    expected += block.filter(|_| is_woken).map_or(0, |block| polls_in_task(&plan, block));
                }
            }
            prop_assert_eq!((turn.polls, turn.timers, turn.events), (expected, waiting, seen));
        }
        prop_assert_eq!((waiting, events.next()), (0, None));
    }
}

#[test]
fn a_block_that_never_waits_starts_its_rounds_in_other_turns_after_10_000_executions() {
    for text in ["retry(50, retry(1000, fail(\"no\")))", "parallel(repeat(50, repeat(1000, sequence())), delay(1s))"] {
        let log = predict(&plan(text));
        let starts = log.events().iter().filter(|event| event.kind.is_start()).count();
        assert!(log.turns().len() >= starts / 10_010);
        let mut first = 0;
        for turn in log.turns() {
            let events = &log.events()[first..turn.events as usize];
            assert!(events.iter().filter(|event| event.kind.is_start()).count() <= 10_010);
            first = turn.events as usize;
        }
        assert_eq!(
            log.events().iter().find(|event| event.step == StepId(1) && event.kind.is_end()).unwrap().t,
            Duration::ZERO
        );
    }
}
