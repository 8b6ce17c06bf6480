//! The search of schedules, beside an enumeration of all interleavings that knows nothing of the runtime.

use proptest::prelude::*;

use super::*;
use crate::runtime::{Found, Model, Schedule, Search, SeedSearch, Threads};

fn search(text: &str, preemptions: u32, bound: u32) -> Found {
    let plan = plan(text).in_model(&Model::Threads(Threads::default()));
    let mut search = Search::new(&plan, preemptions, bound);
    while search.go_on() {}
    search.found().clone()
}

/// A micro-step of a thread.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Op {
    Read,
    Write,
    Acquire(usize),
    Release(usize),
}

/// The threads of a parallel, and how far they have come. The thread that starts them is the first.
#[derive(Clone)]
struct Interleaving<'a> {
    threads: &'a [Vec<Op>],
    started: usize,
    begun: Vec<bool>,
    done: Vec<usize>,
    read: Vec<u32>,
    value: u32,
    is_held: [bool; 2],
    has_lost: bool,
    last: usize,
}

/// The number of lists of choices, of those that lose an update, and of those that get stuck.
type Counts = (u32, u32, u32);

impl Interleaving<'_> {
    fn could(&self, thread: usize) -> bool {
        if thread == 0 {
            return self.started < self.threads.len();
        }
        // Who has not begun runs up to its first micro-step, whatever that needs.
        thread <= self.started && (!self.begun[thread - 1] || self.could_go_on(thread))
    }

    fn could_go_on(&self, thread: usize) -> bool {
        match self.threads[thread - 1].get(self.done[thread - 1]) {
            None => false,
            Some(&Op::Acquire(lock)) => !self.is_held[lock],
            Some(_) => true,
        }
    }

    fn step(&mut self, thread: usize) {
        self.last = thread;
        if thread == 0 {
            self.started += 1;
            return;
        }
        self.begun[thread - 1] = true;
        if !self.could_go_on(thread) {
            return;
        }
        let op = self.threads[thread - 1][self.done[thread - 1]];
        self.done[thread - 1] += 1;
        match op {
            Op::Read => self.read[thread - 1] = self.value,
            Op::Write => {
                self.has_lost |= self.value != self.read[thread - 1];
                self.value = self.read[thread - 1] + 1;
            }
            Op::Acquire(lock) => self.is_held[lock] = true,
            Op::Release(lock) => self.is_held[lock] = false,
        }
    }

    fn count(mut self, preemptions: u32, counts: &mut Counts) {
        loop {
            let options: Vec<usize> = (0..=self.threads.len()).filter(|&thread| self.could(thread)).collect();
            match options[..] {
                [] => break,
                [only] => self.step(only),
                _ => {
                    let last_could = self.could(self.last);
                    for thread in options {
                        let cost = u32::from(last_could && thread != self.last);
                        if cost <= preemptions {
                            let mut other = self.clone();
                            other.step(thread);
                            other.count(preemptions - cost, counts);
                        }
                    }
                    return;
                }
            }
        }
        let is_stuck = self.done.iter().zip(self.threads).any(|(&done, ops)| done < ops.len());
        counts.0 += 1;
        counts.1 += u32::from(!is_stuck && self.has_lost);
        counts.2 += u32::from(is_stuck);
    }
}

fn enumerate(threads: &[Vec<Op>], preemptions: u32) -> Counts {
    let mut counts = (0, 0, 0);
    let (begun, done, read) = (vec![false; threads.len()], vec![0; threads.len()], vec![0; threads.len()]);
    let first = Interleaving {
        threads,
        started: 0,
        begun,
        done,
        read,
        value: 0,
        is_held: [false; 2],
        has_lost: false,
        last: 0,
    };
    first.count(preemptions, &mut counts);
    counts
}

/// A thread as a step of the program, and as its micro-steps.
fn thread() -> impl Strategy<Value = (String, Vec<Op>)> {
    let increment = Just(("increment(count)".to_string(), vec![Op::Read, Op::Write]));
    increment.prop_recursive(2, 3, 2, |inner| {
        let locked = (0..2_usize, inner.clone()).prop_map(|(lock, (text, ops))| {
            let ops = [vec![Op::Acquire(lock)], ops, vec![Op::Release(lock)]].concat();
            (format!("lock({}, {text})", ["a", "b"][lock]), ops)
        });
        let two = (inner.clone(), inner).prop_map(|((one, first), (other, second))| {
            (format!("sequence({one}, {other})"), [first, second].concat())
        });
        prop_oneof![locked, two]
    })
}

proptest! {
    #[test]
    fn the_search_finds_what_an_enumeration_of_all_interleavings_finds(threads in proptest::collection::vec(thread(), 2..4), preemptions in 0..3_u32) {
        let steps: Vec<&str> = threads.iter().map(|(text, _)| &**text).collect();
        let ops: Vec<Vec<Op>> = threads.iter().map(|(_, ops)| ops.clone()).collect();
        let found = search(&format!("parallel({})", steps.join(", ")), preemptions, 1_000_000);
        prop_assert!(found.is_complete);
        prop_assert_eq!((found.schedules, found.lose_update, found.get_stuck), enumerate(&ops, preemptions));
    }
}

#[test]
fn without_a_bound_on_preemptions_it_finds_all_interleavings() {
    let found = search("parallel(increment(count), increment(count))", u32::MAX, u32::MAX);
    let two = vec![vec![Op::Read, Op::Write]; 2];
    assert_eq!((found.schedules, found.lose_update, 0), enumerate(&two, u32::MAX));
    assert_eq!((found.wrong, found.is_complete), (found.lose_update, true));
}

#[test]
fn the_shortest_schedule_that_goes_wrong_opens_as_a_run_that_does() {
    for (text, kind) in [
        ("parallel(increment(count), increment(count))", "lose"),
        ("parallel(lock(a, lock(b)), lock(b, lock(a)))", "stuck"),
    ] {
        let schedule = search(text, 2, 10_000).shortest.unwrap();
        let log = predict(&plan(text).in_model(&Model::Threads(Threads { schedule, ..Threads::default() })));
        let goes_wrong = |event: &Event| match event.kind {
            EventKind::Hazard(_) => kind == "lose",
            EventKind::Stuck => kind == "stuck",
            _ => false,
        };
        assert!(log.misfit().is_none() && log.events().iter().any(goes_wrong));
    }
}

#[test]
fn a_program_whose_critical_sections_are_locked_goes_wrong_with_none_of_the_schedules() {
    let text = "parallel(lock(knob, increment(count)), lock(knob, increment(count)), lock(knob, increment(count)))";
    let found = search(text, 2, 100_000);
    assert_eq!((found.wrong, found.is_complete, found.shortest), (0, true, None));
    assert!(found.schedules > 100);
}

#[test]
fn a_search_that_would_take_hours_stops_at_its_bound_and_says_so() {
    let text = format!("parallel({})", vec!["increment(count)"; 20].join(", "));
    let found = search(&text, 5, 500);
    assert_eq!((found.schedules, found.is_complete), (500, false));
    assert_eq!(search("parallel(increment(count))", 2, 0), Found::default());
}

fn search_async(text: &str) -> Found {
    let mut search = Search::new(&plan(text), 0, 10_000);
    while search.go_on() {}
    search.found().clone()
}

#[test]
fn in_async_the_choices_are_the_orders_of_what_is_due_at_the_same_time() {
    // Three waits that end together, in any order.
    assert_eq!(search_async("parallel(delay(1s), delay(1s), delay(1s))").schedules, 6);
    assert_eq!(search_async("parallel(delay(1s), delay(2s), delay(3s))").schedules, 1);
    // Cleaning is sent when the other wait ends: before the flush has ended, or after.
    let text = "parallel(toilet.flush @ 500ms, sequence(delay(500ms), toilet.clean))";
    let found = search_async(text);
    assert_eq!((found.schedules, found.have_hazard), (2, 1));
    let log = predict(&plan(text).in_model(&Model::Async(found.shortest.unwrap())));
    assert!(log.events().iter().any(|event| matches!(event.kind, EventKind::Hazard(_))));
    // Nothing comes between reading and writing without a wait, whatever the order.
    assert_eq!(search_async("parallel(sequence(delay(1s), increment(a)), sequence(delay(1s), increment(a)))").wrong, 0);
}

#[test]
fn seeds_of_jitter_are_tried_one_after_another() {
    let text = "device speaker = speaker(state: on, latency: 500ms, jitter: 400ms)\n\
                parallel(sequence(delay(600ms), speaker.louder), speaker.louder)";
    let mut search = SeedSearch::new(&parse(text).unwrap(), &Model::ASYNC, 200);
    while search.go_on() {}
    let found = search.found();
    assert!(found.is_complete && found.lose_update > 0 && found.lose_update < 200);
    let Some(Schedule::Seed(seed)) = found.shortest else { panic!("a seed") };
    let log = predict(&Plan::new(&parse(text).unwrap(), seed));
    assert!(log.events().iter().any(|event| matches!(event.kind, EventKind::Hazard(_))));
}
