//! Laws of the threads model, for any program and any schedule.

use std::{collections::HashMap, time::Duration};

use proptest::prelude::*;

use super::super::*;
use crate::program::{Control, Scene, arbitrary, parse};

pub(super) fn any_threads() -> impl Strategy<Value = Threads> {
    (1..4_u32, 1..30_u64, prop_oneof![Just(0), 0..4_u64], any::<u64>()).prop_map(|(cores, quantum, switch, seed)| {
        Threads {
            cores,
            quantum: Duration::from_millis(quantum),
            switch: Duration::from_millis(switch),
            schedule: Schedule::Seed(seed),
        }
    })
}

fn ran(scene: &Scene, threads: &Threads) -> (Plan, EventLog) {
    let plan = Plan::new(scene, 1).in_model(&Model::Threads(threads.clone()));
    let log = predict(&plan);
    (plan, log)
}

/// Follows which thread each core has.
struct Cores(Vec<Option<u32>>);

impl Cores {
    /// The first core has the first thread.
    fn new(threads: &Threads) -> Self {
        let mut cores = vec![None; threads.cores as usize];
        cores[0] = Some(0);
        Self(cores)
    }

    fn read(&mut self, event: &Event) {
        let OnThread { thread, core } = event.on.unwrap_or_else(|| panic!("{event:?}"));
        let Some(core) = core else { return };
        if event.kind == EventKind::Switched {
            self.0.iter_mut().filter(|it| **it == Some(thread)).for_each(|it| *it = None);
            self.0[core as usize] = Some(thread);
        }
        assert_eq!(self.0[core as usize], Some(thread), "{event:?}");
    }
}

proptest! {
    #[test]
    fn a_core_has_one_thread_at_a_time_and_goes_on_with_another_only_by_a_switch(scene in arbitrary::scene(), threads in any_threads()) {
        let (_, log) = ran(&scene, &threads);
        let mut cores = Cores::new(&threads);
        log.events().iter().for_each(|event| cores.read(event));
    }

    #[test]
    fn each_execution_ends_once_after_it_has_started(scene in arbitrary::scene(), threads in any_threads()) {
        let (_, log) = ran(&scene, &threads);
        let mut open: HashMap<Execution, bool> = HashMap::new();
        for event in log.events() {
            if event.kind.is_start() {
                prop_assert_eq!(open.insert(event.execution(), true), None);
            } else if event.kind.is_end() {
                prop_assert_eq!(open.insert(event.execution(), false), Some(true));
            }
        }
        prop_assert!(open.values().all(|is_open| !is_open));
        prop_assert!(log.events().is_sorted_by_key(|event| event.t));
    }

    #[test]
    fn what_waits_for_no_lock_and_no_task_is_never_stuck(scene in arbitrary::unlocked_scene(), threads in any_threads()) {
        let (_, log) = ran(&scene, &threads);
        prop_assert!(log.events().iter().all(|event| event.kind != EventKind::Stuck));
    }

    #[test]
    fn the_choices_of_a_run_are_a_schedule_that_replays_it(scene in arbitrary::scene(), threads in any_threads()) {
        let (_, log) = ran(&scene, &threads);
        let choices = log.choices().iter().map(|choice| choice.thread).collect::<Vec<_>>();
        let text = Schedule::Choices(choices).to_string();
        let (_, replayed) = ran(&scene, &Threads { schedule: text.parse().unwrap(), ..threads });
        prop_assert_eq!(replayed.misfit(), None);
        prop_assert_eq!(log.events(), replayed.events());
    }

    #[test]
    fn the_options_of_a_choice_are_those_with_which_the_schedule_can_go_on(scene in arbitrary::scene(), threads in any_threads()) {
        let (_, log) = ran(&scene, &threads);
        let Some(last) = log.choices().len().checked_sub(1) else { return Ok(()) };
        let before: Vec<u32> = log.choices()[..last].iter().map(|choice| choice.thread).collect();
        for &option in log.options(&log.choices()[last]) {
            let schedule = Schedule::Choices(before.iter().copied().chain([option]).collect());
            let (_, other) = ran(&scene, &Threads { schedule, ..threads.clone() });
            prop_assert_eq!(other.misfit(), None);
        }
    }

    #[test]
    fn threads_that_only_work_take_no_less_than_the_cores_can_give(works in proptest::collection::vec(0..40_u64, 1..8), threads in any_threads()) {
        let steps = works.iter().map(|work| format!("work({work}ms)")).collect::<Vec<_>>().join(", ");
        let scene = crate::program::parse(&format!("parallel({steps})")).unwrap();
        let (_, log) = ran(&scene, &Threads { switch: Duration::ZERO, ..threads.clone() });
        let (all, longest) = (works.iter().sum::<u64>(), works.iter().max().copied().unwrap_or_default());
        let end = log.end().as_millis() as u64;
        prop_assert!(end >= longest && end * u64::from(threads.cores) >= all);
        // No core is idle while a thread could work.
        prop_assert!(end <= all.div_ceil(u64::from(threads.cores)) + longest);
        if threads.cores == 1 {
            prop_assert_eq!(end, all);
        }
    }

    #[test]
    fn without_threads_nothing_is_switched_and_nothing_was_chosen(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        for model in [Model::ASYNC, Model::Blocking] {
            let log = predict(&plan.in_model(&model));
            prop_assert!(log.choices().is_empty());
            prop_assert!(log.events().iter().all(|event| event.on.is_none() && event.kind != EventKind::Switched));
        }
    }

    #[test]
    fn in_async_nothing_comes_between_a_read_and_a_write_without_a_wait(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let log = predict(&plan);
        for pair in log.events().windows(2).filter(|pair| matches!(pair[0].kind, EventKind::Read(_))) {
            if matches!(plan.step(pair[0].step).work, Work::Increment(_)) {
                let is_written = matches!(pair[1].kind, EventKind::Written(_));
                prop_assert!(is_written && pair[0].execution() == pair[1].execution(), "{:?}", pair);
            }
        }
    }

    #[test]
    fn changes_in_a_lock_of_their_number_have_the_same_end_in_every_schedule(
        changes in proptest::collection::vec(proptest::collection::vec(0..2_usize, 1..4), 2..5),
        threads in any_threads(),
    ) {
        let change = |&number: &usize| format!("lock(key{number}, increment(number{number}))");
        let thread = |numbers: &Vec<usize>| format!("sequence({})", numbers.iter().map(change).collect::<Vec<_>>().join(", "));
        let branches: Vec<_> = changes.iter().map(thread).collect();
        let text = format!("sequence(increment(number0), increment(number1), parallel({}))", branches.join(", "));
        let (plan, log) = ran(&parse(&text).expect("a program"), &threads);
        let history = History::of(std::sync::Arc::new(plan), &log);
        for number in 0..2 {
            let count = changes.iter().flatten().filter(|&&changed| changed == number).count() as u32;
            prop_assert_eq!(history.number_at(NumberId(number as u32), log.end()).0, 1 + count, "{}", text);
        }
    }

    #[test]
    fn no_lock_is_held_by_more_than_it_has_permits(scene in arbitrary::scene(), threads in any_threads()) {
        let (plan, log) = ran(&scene, &threads);
        let mut held: HashMap<LockId, u32> = HashMap::new();
        for event in log.events() {
            let planned = plan.step(event.step);
            let Some(lock) = planned.lock.filter(|_| planned.control == Some(Control::Lock)) else { continue };
            match event.kind {
                EventKind::Acquired => *held.entry(lock).or_default() += 1,
                EventKind::Released => *held.entry(lock).or_default() -= 1,
                _ => continue,
            }
            prop_assert!(held[&lock] <= plan.lock(lock).permits);
        }
    }
}
