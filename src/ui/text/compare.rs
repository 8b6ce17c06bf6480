//! Text of what the timeline compares: a run with others.

use std::{cmp::Ordering, sync::Arc, time::Duration};

use super::{describe_hazard, numbers::seconds, step_fields::word_meaning};
use crate::{
    codegen::Language,
    program::{Control, Key, ThreadUse},
    runtime::{Execution, History, Plan, StepId, StepState, Work},
};

pub const COMPARE_WITH: &str = "Compare with";
/// The options of the list besides the presets.
pub const NOTHING: &str = "Compare with…";
pub const PIN_THIS_RUN: &str = "this run, kept";

/// The question before the first run of a program, which is not to be given away.
pub const RUN_FIRST: &str = "Choose what to compare with and guess: which will be done first? Then press Run.";

/// Compares the runs of a program under several policies, each with its name.
pub fn ways(runs: impl Iterator<Item = (String, Arc<History>)>) -> String {
    let sentences: Vec<_> = runs.map(|(name, run)| format!("{name} {}.", outcome(&run))).collect();
    sentences.join(" ")
}

/// The label of the button that compares the models.
pub const MODELS: &str = "model: async, blocking, threads";

/// Says which model to take for a program, and why. The runs are of all models, in any order.
pub fn models(runs: &[Arc<History>]) -> String {
    let find = |is_model: fn(&Plan) -> bool| runs.iter().find(|run| is_model(run.plan()));
    let threads = find(|plan| plan.threads().is_some());
    let blocking = find(|plan| plan.threads().is_none() && plan.is_blocking());
    let tasks = find(|plan| plan.threads().is_none() && !plan.is_blocking());
    let (Some(threads), Some(blocking), Some(tasks)) = (threads, blocking, tasks) else { return String::new() };
    let each = [("Async", tasks), ("blocking", blocking), ("threads", threads)];
    let ends = each.map(|(name, run)| match run.is_stuck() {
        true => format!("{name} gets stuck"),
        false => format!("{name} {}", seconds(run.end())),
    });
    let goes_well = |run: &History| !run.is_stuck() && run.hazards_until(Duration::MAX).is_empty();
    let (a, b, t) = (tasks.end(), blocking.end(), threads.end());
    let why = match (goes_well(tasks), goes_well(threads)) {
        (true, false) => "Async: with threads it goes wrong.",
        _ if t < a && works_on_several_cores(threads) => {
            "Threads: they work on several cores, and tasks share one thread."
        }
        _ if t < a => {
            "Threads: they wait while others work. A task that works holds up all others, and their waits begin later."
        }
        _ if a < t => "Async: the switches of threads cost more than they bring.",
        _ if a < b && has_workers(tasks) => "Async: it waits for all at once as threads do, and needs fewer of them.",
        _ if a < b => {
            "Async: it waits for all at once as threads do, and needs one stack. Those of 10,000 threads take 80 GB."
        }
        _ => "Blocking: nothing overlaps, so the simplest is as fast.",
    };
    format!("{}. Which would you take? {why}", ends.join(", "))
}

/// True if some steps run beside the thread.
fn has_workers(run: &History) -> bool {
    run.plan().ids().any(|id| run.plan().step(id).thread == ThreadUse::Worker)
}

/// True if several cores work at the same time in a run of threads.
fn works_on_several_cores(run: &History) -> bool {
    let plan = run.plan();
    if plan.threads().is_none_or(|threads| threads.cores == 1) {
        return false;
    }
    let works = plan.ids().filter(|&id| matches!(plan.step(id).work, Work::Busy(_)));
    let spans = works.flat_map(|id| run.executions(id)).map(|work| run.span(work));
    let mut times: Vec<_> = spans.filter_map(|span| Some((span.start?, span.end?.0))).collect();
    times.sort_unstable();
    times.windows(2).any(|pair| pair[1].0 < pair[0].1)
}

/// The meaning of a policy, and the outcome of a run with it: "all end, then it fails. Here it is done at 2.00 s, 1 failed."
pub fn way(key: Key, word: &str, run: &History) -> String {
    let outcome = outcome(run);
    word_meaning(key, word).map_or_else(|| format!("{outcome}."), |meaning| format!("{meaning}. Here it {outcome}."))
}

/// The end of a run, and the messages that did not get there: "fails at 0.20 s, 2 cancelled".
fn outcome(run: &History) -> String {
    let root = run.span(StepId::ROOT);
    let end = seconds(root.end_or(Duration::ZERO));
    let plan = run.plan();
    let messages = plan.ids().filter(|&id| matches!(plan.step(id).work, Work::Message { .. }));
    let executions: Vec<_> = messages.flat_map(|id| run.executions(id)).collect();
    let counted = |is_counted: &dyn Fn(Execution) -> bool, word: &str| {
        let count = executions.iter().filter(|execution| is_counted(**execution)).count();
        (count > 0).then(|| format!("{count} {word}"))
    };
    let state = |execution| run.span(execution).state();
    let is_cancelled = |execution| state(execution) == StepState::Cancelled;
    // A root that cancels what is inside itself is a timeout. All else that it cancels was left behind until its end.
    let is_timeout = matches!(plan.step(StepId::ROOT).control, Some(Control::Timeout(_)));
    let is_left = |execution| !is_timeout && run.span(execution).ended_by == Some(Execution::first(StepId::ROOT));
    let has_failed = matches!(root.state(), StepState::Failed(_));
    let parts = [
        Some(if has_failed { format!("fails at {end}") } else { format!("is done at {end}") }),
        counted(&|execution| is_cancelled(execution) && !is_left(execution), "cancelled"),
        counted(&|execution| is_cancelled(execution) && is_left(execution), "left behind until the run ends"),
        counted(&|execution| run.span(execution).start.is_none(), "never sent"),
        counted(&|execution| matches!(state(execution), StepState::Failed(_)), "failed").filter(|_| !has_failed),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub fn in_language(language: &Language) -> String {
    format!("this program in {}", language.name)
}

pub fn pinned(program: &str) -> String {
    format!("Kept: {program}")
}

/// Compares two runs, with the first hazard of each: a faster run with a hazard is no use.
pub fn comparison(own: &History, other: &History, name: &str) -> String {
    let speed = speed(own.end(), other.end(), name);
    [speed, first_hazard(own, "this program"), first_hazard(other, name)].concat()
}

fn first_hazard(run: &History, name: &str) -> String {
    let first = run.hazards_until(Duration::MAX).first();
    first.map(|&(_, _, hazard)| format!(" But in {name}, {}.", describe_hazard(hazard))).unwrap_or_default()
}

fn speed(own: Duration, other: Duration, name: &str) -> String {
    match own.cmp(&other) {
        Ordering::Equal => format!("{name} takes {} as well.", seconds(other)),
        _ if own.is_zero() || other.is_zero() => format!("{name} takes {}.", seconds(other)),
        Ordering::Less => {
            format!("{} instead of {}: {} as fast as {name}.", seconds(own), seconds(other), times(other, own))
        }
        Ordering::Greater => {
            format!("{} instead of {}: {name} is {} as fast.", seconds(own), seconds(other), times(own, other))
        }
    }
}

/// A ratio, rounded to tenths: "2.0 times".
fn times(longer: Duration, shorter: Duration) -> String {
    let twentieths = (longer * 20).as_micros() / shorter.as_micros().max(1);
    let tenths = twentieths.div_ceil(2);
    format!("{}.{} times", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::{parse, presets},
        runtime::{Model, Plan, Threads, predict},
    };

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn two_runs_are_compared_with_how_much_faster_one_of_them_is() {
        let words = |own, other| speed(ms(own), ms(other), "One by one");
        assert_eq!(words(1000, 2000), "1.00\u{a0}s instead of 2.00\u{a0}s: 2.0 times as fast as One by one.");
        assert_eq!(words(2000, 500), "2.00\u{a0}s instead of 0.50\u{a0}s: One by one is 4.0 times as fast.");
        assert_eq!(words(300, 500), "0.30\u{a0}s instead of 0.50\u{a0}s: 1.7 times as fast as One by one.");
        assert_eq!(words(500, 500), "One by one takes 0.50\u{a0}s as well.");
        assert_eq!(words(0, 500), "One by one takes 0.50\u{a0}s.");
    }

    #[test]
    fn a_comparison_names_the_first_hazard_of_each_run() {
        let run = |id| {
            let plan = Arc::new(Plan::new(&presets::find(id).unwrap().scene(), 1));
            History::of(plan.clone(), &predict(&plan))
        };
        let (right, wrong) = (run("good-night"), run("good-night-at-once"));
        let splash = "the toilet is cleaned while it flushes: it splashes.";
        assert_eq!(
            comparison(&right, &wrong, "All at once"),
            format!(
                "1.00\u{a0}s instead of 0.50\u{a0}s: All at once is 2.0 times as fast. But in All at once, {splash}"
            )
        );
        assert!(comparison(&wrong, &right, "Good night").ends_with(&format!(" But in this program, {splash}")));
    }

    #[test]
    fn the_ways_of_a_policy_are_compared_by_their_ends_and_by_the_messages_that_did_not_get_there() {
        let run = |text: &str| {
            let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
            Arc::new(History::of(plan.clone(), &predict(&plan)))
        };
        let steps = "toilet.flush, sequence(toilet.open, toilet.clean), fail(\"no\") @ 200ms";
        let named = |word: &str| (format!("errors: {word}"), run(&format!("parallel(errors: {word}, {steps})")));
        assert_eq!(
            ways(["wait", "cancel", "leave", "collect"].map(named).into_iter()),
            "errors: wait fails at 1.00\u{a0}s. errors: cancel fails at 0.20\u{a0}s, 2 cancelled, 1 never sent. \
             errors: leave fails at 0.20\u{a0}s, 2 left behind until the run ends, 1 never sent. \
             errors: collect is done at 1.00\u{a0}s."
        );
    }

    #[test]
    fn which_model_to_take_depends_on_what_overlaps() {
        let why = |text: &str, threads: Threads| {
            let plan = Plan::new(&parse(text).unwrap(), 1);
            let models = [Model::ASYNC, Model::Blocking, Model::Threads(threads)];
            let runs = models.map(|model| {
                let plan = Arc::new(plan.in_model(&model));
                Arc::new(History::of(plan.clone(), &predict(&plan)))
            });
            super::models(&runs)
        };
        let two = Threads { cores: 2, ..Threads::default() };
        assert_eq!(
            why("parallel(delay(1s), delay(1s))", Threads::default()),
            "Async 1.00\u{a0}s, blocking 2.00\u{a0}s, threads 1.00\u{a0}s. Which would you take? Async: it waits for all at \
             once as threads do, and needs one stack. Those of 10,000 threads take 80 GB."
        );
        assert!(why("parallel(work(1s), work(1s))", two.clone()).contains("Threads: they work on several cores"));
        let hands_or_ears = "parallel(work(1s), work(1s), delay(1s))";
        assert!(why(hands_or_ears, Threads::default()).contains("Threads: they wait while others work"));
        let one_after_another = "parallel(sequence(work(1s), work(1s)), delay(1s))";
        assert!(why(one_after_another, two).contains("Threads: they wait while others work"));
        assert!(why("sequence(delay(1s), delay(1s))", Threads::default()).contains("Blocking: nothing overlaps"));
        let switch = Duration::from_millis(5);
        let costly = Threads { switch, quantum: ms(1), ..Threads::default() };
        assert!(why("parallel(work(20ms), work(20ms))", costly).contains("cost more than they bring"));
        let lost = Threads { schedule: "0.1.2".parse().unwrap(), ..Threads::default() };
        assert!(why("parallel(increment(knob), increment(knob))", lost).contains("with threads it goes wrong"));
    }
}
