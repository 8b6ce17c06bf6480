//! Code with threads: programs in which nothing races print the log of the app, and what happens in one with a race is
//! what some schedule of the app lets happen.

use std::{
    collections::BTreeSet,
    process::{Command, Output},
    time::Duration,
};

use homeloop::{
    codegen,
    program::{parse, presets},
    runtime::{EventLog, Model, Plan, Schedule, Threads, predict},
};

use super::{
    check,
    events::{self, told},
    for_all, plain_name,
    programs::Program,
    story::check_unordered_lines,
    stuck, whole, whole_language,
};

/// The least number of programs in which nothing races.
pub const COUNT: usize = 500;

const IDS: [&str; 2] = ["python-threads", "rust-threads"];

/// The number of runs of a program with a race.
const RUNS: usize = 24;

/// The number of runs without an end after which a program is not run again.
const MOST_HUNG: usize = 3;

/// CPython lets another thread go on after 5 ms.
const QUANTUM: Duration = Duration::from_millis(5);

/// Programs with a race, each with the number of its outcomes: of two increments either may be first, and where both read before
/// either writes, either may be the last to write.
const RACES: &[(&str, &str, usize)] = &[
    ("two_increments", "parallel(increment(count), increment(count))", 4),
    ("three_increments", "parallel(increment(count), increment(count), increment(count))", 27),
    ("one_of_two_locked", "parallel(lock(door, increment(count)), increment(count))", 4),
    ("two_locked", "parallel(lock(door, increment(count)), lock(door, increment(count)))", 2),
    ("a_task", "sequence(start(task, increment(count)), increment(count), await(task))", 4),
    ("two_louder", "parallel(speaker.louder @ 400ms, speaker.louder @ 400ms)", 2),
    ("louder_locked", "parallel(lock(knob, speaker.louder @ 400ms), lock(knob, speaker.louder @ 400ms))", 2),
    ("a_race", "race(increment(count), increment(count))", 10),
    ("a_race_of_louder", "race(speaker.louder @ 400ms, speaker.louder @ 400ms)", 4),
    ("a_race_of_locks", "race(lock(door, increment(count)), lock(door, increment(count)))", 12),
    ("two_resolve", "parallel(resolve(promise), resolve(promise))", 2),
    ("two_keys", "parallel(lock(a, lock(b, increment(count))), lock(b, lock(a, increment(count))))", 2),
];

/// The programs with a race, each with its name.
pub fn races() -> impl Iterator<Item = (String, Plan)> {
    let race =
        |&(name, text, _): &(&str, &str, usize)| (name.to_string(), Plan::new(&parse(text).expect("a program"), 1));
    RACES.iter().map(race)
}

pub fn in_threads(plan: &Plan, cores: u32) -> Plan {
    with_schedule(plan, cores, Schedule::default())
}

fn with_schedule(plan: &Plan, cores: u32, schedule: Schedule) -> Plan {
    plan.in_model(&Model::Threads(Threads { cores, quantum: QUANTUM, schedule, ..Threads::default() }))
}

fn language(id: &str) -> &'static codegen::Language {
    codegen::all().find(|language| language.id == id).expect("a language")
}

pub fn code(id: &str, plan: &Plan) -> String {
    language(id).code(plan).text().to_string()
}

/// The plan that code follows on so many cores.
pub fn run_plan(id: &str, plan: &Plan, cores: u32) -> Plan {
    follow(id, plan, &in_threads(plan, cores))
}

fn follow(id: &str, source: &Plan, plan: &Plan) -> Plan {
    language(id).own_plan(source, plan).unwrap_or_else(|| plan.clone())
}

/// Those of all programs.
pub fn all_programs() -> Vec<Program> {
    let calm = programs(whole_language());
    assert!(calm.len() >= COUNT || std::env::var_os("ONLY").is_some(), "{} programs", calm.len());
    calm
}

/// The programs in which the same happens whatever the schedule, the cores and the exact times, and that end.
pub fn programs(all: Vec<Program>) -> Vec<Program> {
    all.into_iter()
        .filter(|program| !stuck::is_stuck(&program.plan(Duration::from_millis(1))) && is_calm(program))
        .collect()
}

/// True if nothing races in the program.
fn is_calm(program: &Program) -> bool {
    let plan = program.plan(whole::UNIT);
    let log = predict(&in_threads(&plan, 1));
    if !log.waits().is_empty() || log.end() > 40 * whole::UNIT {
        return false;
    }
    let run = |id: &str, plan: &Plan, cores: u32, seed: u64| {
        let schedule = if seed == 0 { Schedule::default() } else { Schedule::Seed(seed) };
        follow(id, plan, &with_schedule(plan, cores, schedule))
    };
    let all_of = |log: &EventLog| (whole::happened(log), sorted(texts(&plan, log)));
    IDS.iter().all(|id| {
        let is_same = |cores, seed| all_of(&predict(&run(id, &plan, cores, seed))) == all_of(&log);
        (0..8).all(|seed| is_same(1, seed) && is_same(2, seed))
            && [1, 64].iter().all(|&cores| is_same(cores, 0) && program.is_robust_as(&|plan| run(id, plan, cores, 0)))
    })
}

/// Runs programs with a race again and again.
pub fn prove_races(run: impl Fn(&str, &Plan) -> Option<Output> + Sync) {
    for_all(RACES, 4, |&(name, text, _)| {
        let plan = Plan::new(&parse(text).expect("a program"), 1);
        let (possible, can_be_stuck) = outcomes(&plan);
        let (mut seen, mut hung) = (BTreeSet::new(), 0);
        for _ in 0..RUNS {
            if hung == MOST_HUNG {
                break;
            }
            let Some(run) = run(name, &plan) else {
                assert!(can_be_stuck, "{name} is stuck");
                hung += 1;
                continue;
            };
            let lines = String::from_utf8_lossy(&run.stdout);
            let told = lines.lines().map(|line| events::printed_text(&plan, line)).collect::<Result<Vec<_>, _>>();
            assert!(run.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
            let outcome = sorted(told.expect("events"));
            assert!(possible.contains(&outcome), "{name}: {outcome:#?} is none of {}", possible.len());
            seen.insert(outcome);
        }
        println!("{name}: {} of {} outcomes in {RUNS} runs", seen.len(), possible.len());
        let is_lost = |outcome: &Vec<String>| outcome.iter().any(|event| event.starts_with("hazard"));
        assert!(seen.iter().any(is_lost) || !possible.iter().any(is_lost), "{name} has lost no change in {RUNS} runs");
    });
}

fn texts(plan: &Plan, log: &EventLog) -> Vec<String> {
    told(log).map(|event| events::predicted_text(plan, event)).collect()
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts
}

/// All that can happen in a program, whatever the schedule, and whether it can get stuck: a search without a bound.
fn outcomes(plan: &Plan) -> (BTreeSet<Vec<String>>, bool) {
    let (mut outcomes, mut can_be_stuck) = (BTreeSet::new(), false);
    let mut paths = vec![Vec::new()];
    while let Some(path) = paths.pop() {
        let log = predict(&with_schedule(plan, 1, Schedule::Choices(path.clone())));
        for (place, choice) in log.choices().iter().enumerate().skip(path.len()) {
            let before: Vec<u32> = log.choices()[..place].iter().map(|choice| choice.thread).collect();
            let others = log.options(choice).iter().filter(|&&thread| thread != choice.thread);
            paths.extend(others.map(|&thread| [&before[..], &[thread]].concat()));
        }
        can_be_stuck |= !log.waits().is_empty();
        if log.waits().is_empty() {
            outcomes.insert(sorted(texts(plan, &log)));
        }
    }
    (outcomes, can_be_stuck)
}

/// Runs the presets in which nothing races without options, and compares the lines, whatever their order at the same time.
pub fn prove_presets(id: &str, run: impl Fn(&str, &Plan) -> Output + Sync) {
    let is_calm = |preset: &&presets::Preset| !programs(vec![Program::of_preset(preset)]).is_empty();
    let calm: Vec<_> = presets::ALL.iter().filter(is_calm).collect();
    assert!(calm.len() >= 12, "{} presets", calm.len());
    for_all(&calm, calm.len(), |preset| {
        let plan = Plan::new(&preset.scene(), 1);
        let run = run(&plain_name(preset.id), &plan);
        let checked = check(&run_plan(id, &plan, 1), &run, check_unordered_lines);
        assert_eq!(checked, Ok(()), "{}", preset.id);
    });
}

/// Runs the program of a command; `None` if it has no end.
pub fn output_unless_stuck(command: &mut Command) -> Option<Output> {
    stuck::output_within(command, Duration::from_secs(4))
}

#[test]
fn a_race_has_as_many_outcomes_as_a_person_can_count() {
    for (name, text, count) in RACES {
        let plan = Plan::new(&parse(text).expect("a program"), 1);
        let (outcomes, can_be_stuck) = outcomes(&plan);
        assert_eq!((outcomes.len(), can_be_stuck), (*count, *name == "two_keys"), "{name}");
    }
}
