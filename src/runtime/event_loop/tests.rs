use std::{sync::Arc, time::Duration};

use proptest::prelude::*;

use super::{place::SeenFuture, *};
use crate::{
    program::{Control, TaskVerb, ThreadUse, arbitrary, parse},
    runtime::{
        Event, EventLog, Execution, History, Plan, StepId, StepState, TestStep, Work, predict, tests::cancelled_at,
    },
};

const GOOD_NIGHT: &str = "parallel(light.switch_off, speaker.switch_off, sequence(toilet.flush, toilet.clean))";

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

struct Looked {
    event_loop: EventLoop,
    log: EventLog,
}

impl Looked {
    fn new(plan: Plan, log: EventLog) -> Self {
        let plan = Arc::new(plan);
        Self { event_loop: EventLoop::of(plan, &log), log }
    }

    fn at(text: &str) -> Self {
        let plan = Plan::new(&parse(text).unwrap(), 1);
        let log = predict(&plan);
        Self::new(plan, log)
    }

    fn after(&self, number: usize, limit: usize) -> LoopState {
        let place = self.event_loop.after_poll(&self.log, number).expect("a poll");
        self.event_loop.state_at(&self.log, place, limit)
    }

    fn rest(&self, t: Duration) -> LoopState {
        self.event_loop.state_at(&self.log, self.event_loop.rest_at(&self.log, t), usize::MAX)
    }

    fn path(&self, execution: Execution) -> String {
        format!("[{}]", self.event_loop.plan().path(execution.step))
    }

    /// "500 [2] > [2.0] ready > [2.1] pending | ready: … | timers: …"
    fn line(&self, state: &LoopState) -> String {
        let thread =
            state.thread.iter().map(|polled| format!("{} {}", self.path(polled.execution), polled.state.as_str()));
        let ready = state.ready.iter().map(|&task| self.path(task));
        let timers =
            state.timers.iter().map(|timer| format!("{} {}", self.path(timer.execution), timer.deadline.as_millis()));
        let lists = [thread.collect::<Vec<_>>(), ready.collect(), timers.collect()].map(|list| list.join(", "));
        format!("{}: {}", state.place.t.as_millis(), lists.join(" | "))
    }

    fn lines(&self) -> Vec<String> {
        (0..self.log.polls().len()).map(|number| self.line(&self.after(number, usize::MAX))).collect()
    }
}

#[test]
fn a_good_night_is_followed_poll_by_poll() {
    let good_night = Looked::at(GOOD_NIGHT);
    assert_eq!(
        good_night.lines(),
        [
            "0: [] polling |  | ",
            "0: [] polling, [0] pending |  | [0] 500",
            "0: [] polling, [1] pending |  | [0] 500, [1] 500",
            "0: [] polling, [2] pending, [2.0] pending |  | [0] 500, [1] 500, [2.0] 500",
            "500: [0] ready | [] | [1] 500, [2.0] 500",
            "500: [] pending |  | [1] 500, [2.0] 500",
            "500: [1] ready | [] | [2.0] 500",
            "500: [] pending |  | [2.0] 500",
            "500: [2] pending, [2.0] ready, [2.1] pending |  | [2.1] 1000",
            "1000: [2] ready, [2.1] ready | [] | ",
            "1000: [] ready |  | ",
        ]
    );
    assert_eq!(good_night.after(4, 9).fired, Some(Execution::first(StepId(1))));
    assert_eq!((good_night.after(4, 9).woken, good_night.after(5, 9).fired), (1, None));
}

#[test]
fn between_turns_the_thread_sleeps_and_the_timers_are_set() {
    let good_night = Looked::at(GOOD_NIGHT);
    let lines = [0, 499, 500, 1000].map(|t| good_night.line(&good_night.rest(millis(t))));
    assert_eq!(
        lines,
        [
            "0:  |  | [0] 500, [1] 500, [2.0] 500",
            "499:  |  | [0] 500, [1] 500, [2.0] 500",
            "500:  |  | [2.1] 1000",
            "1000:  |  | "
        ]
    );
    assert_eq!(good_night.rest(millis(1000)).root, Some(FutureState::Ready));
}

#[test]
fn a_cancelled_run_has_dropped_its_futures_and_their_timers() {
    let plan = Plan::new(&parse(GOOD_NIGHT).unwrap(), 1);
    let log = cancelled_at(&plan, millis(700));
    let looked = Looked::new(plan, log);
    let state = looked.rest(millis(700));
    assert_eq!((state.dropped_count, state.dropped_timers, state.timer_count), (3, 1, 0));
    assert_eq!(state.dropped.iter().map(|&dropped| looked.path(dropped)).collect::<Vec<_>>(), ["[2.1]"]);
    assert_eq!(state.root, Some(FutureState::Cancelled));
    let before = looked.rest(millis(699));
    assert_eq!((before.dropped_count, before.timer_count, before.root), (0, 1, Some(FutureState::Pending)));
    // The last poll was before that.
    assert_eq!(looked.lines().last().unwrap(), "500: [2] pending, [2.0] ready, [2.1] pending |  | [2.1] 1000");
}

#[test]
fn a_run_that_is_cancelled_at_once_has_polled_and_then_dropped() {
    let plan = Plan::new(&parse("delay(1s)").unwrap(), 1);
    let log = cancelled_at(&plan, Duration::ZERO);
    let looked = Looked::new(plan, log);
    assert_eq!(looked.lines(), ["0: [] pending |  | [] 1000"]);
    assert_eq!((looked.rest(Duration::ZERO).dropped_count, looked.rest(Duration::ZERO).timer_count), (1, 0));
}

#[test]
fn a_failure_is_told_from_success_and_a_stuck_run_from_one_that_waits() {
    let failed = Looked::at("device lamp = light(state: disconnected) sequence(lamp.switch_on, delay(1s))");
    assert_eq!(failed.lines(), ["0: [] failed, [0] failed |  | "]);
    let plan = Plan::new(&parse("sequence(delay(1ms), sequence())").unwrap(), 1);
    let plan = plan.with_test_step(&vec![1].into(), TestStep::Never);
    let log = predict(&plan);
    let stuck = Looked::new(plan, log);
    let state = stuck.rest(millis(1));
    assert!(state.is_stuck && stuck.after(1, 9).root == Some(FutureState::Pending));
}

#[test]
fn the_losers_of_a_race_are_dropped_in_the_poll_that_cancels_them() {
    let race = Looked::at("race(sequence(delay(1s)), delay(5ms))");
    assert_eq!(race.lines()[3..], ["5: [1] ready | [] | [0.0] 1000", "5: [] ready |  | "]);
    let last = race.after(4, 9);
    assert_eq!((last.dropped_count, last.dropped_timers), (2, 1));
}

#[test]
fn a_program_before_its_run_has_no_futures() {
    let looked = Looked::new(Plan::new(&parse(GOOD_NIGHT).unwrap(), 1), EventLog::default());
    let state = looked.rest(Duration::ZERO);
    assert_eq!((state.place.polls, state.root, state.future_count), (0, None, 0));
    assert_eq!(looked.event_loop.after_poll(&looked.log, 0), None);
}

#[test]
fn the_log_of_another_run_is_read_from_its_start() {
    let plan = Plan::new(&parse(GOOD_NIGHT).unwrap(), 1);
    let whole = Looked::new(plan.clone(), predict(&plan));
    let mut event_loop = EventLoop::of(Arc::new(plan.clone()), &cancelled_at(&plan, millis(700)));
    event_loop.read(&whole.log);
    let place = event_loop.rest_at(&whole.log, millis(1000));
    assert_eq!(event_loop.state_at(&whole.log, place, 9), whole.event_loop.state_at(&whole.log, place, 9));
    event_loop.read(&EventLog::default());
    assert_eq!(
        event_loop.state_at(&EventLog::default(), event_loop.rest_at(&EventLog::default(), millis(0)), 9).root,
        None
    );
}

#[test]
fn each_task_has_the_number_of_its_polls() {
    let looked = Looked::at("parallel(sequence(delay(1s), delay(1s)), work(1s))");
    let polls = |t: u64| {
        let futures = looked.rest(millis(t)).futures;
        futures.iter().map(|it| (it.execution.step.0, it.polls)).collect::<Vec<_>>()
    };
    // The root, two tasks, and the delays, which their task polls.
    assert_eq!(polls(1500), [(0, Some(2)), (1, Some(2)), (2, None), (4, Some(2)), (3, None)]);
    assert_eq!(polls(2000)[0], (0, Some(3)));
}

#[test]
fn of_many_futures_the_first_timers_and_the_latest_polls_are_listed() {
    let branches: Vec<_> = (0..1000).map(|number| format!("delay({}ms)", 2000 - number)).collect();
    let looked = Looked::at(&format!("parallel({})", branches.join(",")));
    let place = looked.event_loop.rest_at(&looked.log, Duration::ZERO);
    let state = looked.event_loop.state_at(&looked.log, place, 3);
    assert_eq!((state.timer_count, state.future_count, state.futures.len()), (1000, 1001, 3));
    assert_eq!(state.timers.iter().map(|timer| timer.deadline.as_millis()).collect::<Vec<_>>(), [1001, 1002, 1003]);
}

proptest! {
    /// The executor counts the polls of futures: those inside a task when it is polled again, and those that start.
    #[test]
    fn prop_the_polled_futures_are_as_many_as_the_executor_has_counted(scene in arbitrary::scene_without_threads()) {
        let plan = Plan::new(&scene, 1);
        let looked = Looked::new(plan.clone(), predict(&plan));
        let (event_loop, log) = (&looked.event_loop, &looked.log);
        let mut events = 0;
        for (number, turn) in log.turns().iter().enumerate() {
            let polls = log.polls().iter().zip(&event_loop.polls).filter(|(poll, _)| poll.turn as usize == number);
            let again: usize = polls.map(|(poll, index)| event_loop.up_to_task(index.inner, poll.task).count()).sum();
            let starts = log.events()[events..turn.events as usize].iter().filter(|event| event.kind.is_start()).count();
            events = turn.events as usize;
            prop_assert_eq!(again + starts, turn.polls as usize);
        }
    }

    #[test]
    fn prop_the_first_timer_is_the_one_that_fires_next_and_all_are_as_many_as_are_armed(scene in arbitrary::scene_without_threads()) {
        let plan = Plan::new(&scene, 1);
        let looked = Looked::new(plan.clone(), predict(&plan));
        for (number, poll) in looked.log.polls().iter().enumerate() {
            let is_last = looked.log.polls().get(number + 1).is_none_or(|next| next.turn > poll.turn);
            let state = looked.after(number, usize::MAX);
            prop_assert_eq!(state.timers.len(), state.timer_count);
            prop_assert!(state.timers.is_sorted_by_key(|timer| timer.deadline));
            let cut = looked.after(number, 2);
            prop_assert_eq!(&cut.timers[..], &state.timers[..state.timer_count.min(2)]);
            if is_last {
                let next = looked.log.turns().get(poll.turn as usize + 1);
                prop_assert_eq!(state.timer_count, looked.log.turns()[poll.turn as usize].timers as usize);
                prop_assert_eq!(state.timers.first().map(|timer| (timer.deadline, Some(timer.execution))), next.map(|next| (next.t, next.woken)));
            }
        }
    }

    #[test]
    fn prop_the_ready_queue_is_first_in_first_out_and_empty_after_a_turn(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let looked = Looked::new(plan.clone(), predict(&plan));
        let polls = looked.log.polls();
        for number in 0..polls.len() {
            let (state, poll) = (looked.after(number, usize::MAX), polls[number]);
            prop_assert_eq!(state.ready.len(), state.ready_count);
            match polls.get(number + 1).filter(|next| next.turn == poll.turn) {
                None => prop_assert!(state.ready.is_empty()),
                Some(next) => {
                    let left = &state.ready[usize::from(next.depth == 0)..];
                    prop_assert!(next.depth > 0 || state.ready[0] == next.task);
                    prop_assert!(looked.after(number + 1, usize::MAX).ready.starts_with(left));
                }
            }
        }
    }

    #[test]
    fn prop_the_states_of_futures_are_those_of_the_history(scene in arbitrary::scene(), t in 0_u64..200, stop in 0_u64..400) {
        let (plan, t) = (Plan::new(&scene, 1), millis(t));
        let looked = Looked::new(plan.clone(), cancelled_at(&plan, millis(stop)));
        let history = History::of(plan.clone().into(), &looked.log);
        let state = looked.rest(t);
        let is_on_thread = |event: &&Event| plan.step(event.step).thread != ThreadUse::Worker;
        let started = looked.log.until(t).iter().filter(is_on_thread).filter(|event| event.kind.is_start()).count();
        prop_assert_eq!((state.futures.len(), state.future_count), (started, started));
        // The history says of what makes a task how that gets on.
        for SeenFuture { execution, state, .. } in
                    state.futures.into_iter().filter(|it| !plan.step(it.execution.step).makes_task()) {
            let expected = match history.span(execution).state_at(t) {
                StepState::Waiting | StepState::Running => FutureState::Pending,
                StepState::Done => FutureState::Ready,
                StepState::Failed(_) => FutureState::Failed,
                StepState::Cancelled => FutureState::Cancelled,
            };
            prop_assert_eq!(state, expected);
        }
    }

    /// The futures on the thread are inside each other, the task of the poll among them.
    #[test]
    fn prop_each_future_on_the_thread_is_inside_the_one_around_it(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        let looked = Looked::new(plan.clone(), predict(&plan));
        let event_loop = &looked.event_loop;
        for (number, poll) in looked.log.polls().iter().enumerate() {
            let state = looked.after(number, usize::MAX);
            let is_in_task = |polled: &PolledFuture| event_loop.lives.get(polled.execution).task == Some(poll.task);
            prop_assert!(state.thread.iter().any(is_in_task));
            let mut around: Vec<PolledFuture> = Vec::new();
            for polled in state.thread {
                around.truncate(polled.level);
                prop_assert_eq!(around.len(), polled.level);
                let step = plan.step(polled.execution.step);
                let is_cleanup = step.index > 0
                    && step.parent.is_some_and(|parent| plan.step(parent).control == Some(Control::Ensure));
                // The canceller starts the cleanups of all that is inside, at any depth.
                if let Some(outer) = around.last().filter(|_| !is_cleanup) {
                    let is_await = plan.step(outer.execution.step).work == Work::OnTask(TaskVerb::Await);
                    let is_of_future = step.parent.is_some_and(|it| plan.step(it).control == Some(Control::Future));
                    prop_assert!(step.parent == Some(outer.execution.step) || is_await && is_of_future);
                }
                around.push(polled);
            }
        }
    }

    #[test]
    fn prop_a_log_that_is_read_as_it_grows_gives_the_same_as_one_read_at_once(scene in arbitrary::scene(), stop in 0_u64..200) {
        let plan = Plan::new(&scene, 1);
        let mut grown = EventLoop::of(Arc::new(plan.clone()), &cancelled_prefix(&plan, millis(stop)));
        let looked = Looked::new(plan.clone(), predict(&plan));
        grown.read(&looked.log);
        for number in 0..looked.log.polls().len() {
            let place = grown.after_poll(&looked.log, number).unwrap();
            prop_assert_eq!(grown.state_at(&looked.log, place, 5), looked.after(number, 5));
        }
    }
}

/// The log of a run as far as it has come at a time, without what a cancellation adds.
fn cancelled_prefix(plan: &Plan, stop: Duration) -> EventLog {
    let (whole, mut prefix) = (predict(plan), EventLog::default());
    let turns = whole.turns_until(stop);
    let events = turns.last().map_or(0, |turn| turn.events) as usize;
    whole.events()[..events].iter().for_each(|&event| prefix.push(event));
    prefix.copy_turns_and_polls(&whole, turns.len());
    prefix
}
