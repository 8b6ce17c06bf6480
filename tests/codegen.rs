//! Runs the code that `src/codegen` writes, with CPython, Node and rustc with tokio, and compares it with the app.
//!
//! `make code-test` runs these tests; they take a few minutes.
#![cfg(not(target_arch = "wasm32"))]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
    sync::Mutex,
    time::Duration,
};

use homeloop::{
    codegen, home,
    program::presets,
    runtime::{Plan, Threads},
};

use events::{compare, fails};
use programs::Program;
use story::{check_blocking_events, check_lines, check_lines_that_give_way};
use tools::{check_with_black, folder, for_all, output, python, repository, succeeds};

#[path = "codegen/claims.rs"]
mod claims;
#[path = "codegen/events.rs"]
mod events;
#[path = "codegen/hostile.rs"]
mod hostile;
#[path = "codegen/in_threads.rs"]
mod in_threads;
#[path = "codegen/made_futures.rs"]
mod made_futures;
#[path = "codegen/programs.rs"]
mod programs;
#[path = "codegen/rules.rs"]
mod rules;
#[path = "codegen/rust.rs"]
mod rust;
#[path = "codegen/story.rs"]
mod story;
#[path = "codegen/stuck.rs"]
mod stuck;
#[path = "codegen/threads.rs"]
mod threads;
#[path = "codegen/tools.rs"]
mod tools;
#[path = "codegen/whole.rs"]
mod whole;

/// The duration of a unit of a program: in the first attempt, beside other programs, and in further attempts, alone and
/// ever slower. A busy machine may delay a run or reorder its events; an error in the code shows in every attempt.
const UNITS_MS: [u64; 4] = [25, 40, 160, 400];

/// The maximum delay of an event, besides a quarter of its time. The order of events shows that branches do not wait for
/// each other, and no load changes that order.
const MAX_DELAY: Duration = Duration::from_secs(2);

fn code(language: &str, plan: &Plan) -> String {
    codegen::find(language).expect("a language").code(plan).text().to_string()
}

fn write(folder: &str, name: &str, text: &str) -> PathBuf {
    let path = self::folder(folder).join(name);
    fs::write(&path, text).expect("a file in target/");
    path
}

/// Checks the events that a run printed, and its exit code.
fn check(plan: &Plan, run: &Output, compare: impl Fn(&Plan, &str) -> Result<(), String>) -> Result<(), String> {
    let (stdout, stderr) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    compare(plan, &stdout).map_err(|wrong| format!("{wrong}\n{stderr}"))?;
    match (run.status.code(), fails(plan)) {
        (Some(0), false) if stderr.is_empty() => Ok(()),
        (Some(1), true) if stderr.lines().count() == 1 => Ok(()),
        (code, fails) => Err(format!("it ends with {code:?}, and should fail: {fails}\n{stderr}")),
    }
}

/// The plan of the run that code has in a language: that of the app, unless the language cannot do what the app does.
fn run_plan(language: &str, plan: &Plan) -> Plan {
    codegen::find(language).and_then(|language| language.own_plan(plan, plan)).unwrap_or_else(|| plan.clone())
}

/// Runs all programs, and those that went wrong again, alone and slower.
fn prove(
    programs: &[Program],
    run_plan: impl Fn(&Plan) -> Plan + Sync,
    run: impl Fn(&Program, &Plan) -> Output + Sync,
    units_ms: [u64; 4],
    at_once: usize,
) {
    let attempt = |program: &Program, unit| {
        let plan = program.plan(Duration::from_millis(unit));
        check(&run_plan(&plan), &run(program, &plan), |plan, printed| compare(plan, printed, MAX_DELAY))
    };
    let failed = Mutex::new(Vec::new());
    for_all(programs, at_once, |program| {
        if let Err(wrong) = attempt(program, units_ms[0]) {
            failed.lock().expect("no panic").push((program, wrong));
        }
    });
    for (program, first) in failed.into_inner().expect("no panic") {
        let wrong = units_ms[1..].iter().map_while(|&unit| attempt(program, unit).err()).collect::<Vec<_>>();
        assert!(wrong.len() < units_ms.len() - 1, "{}: {first}\nand again: {wrong:#?}", program.name);
        println!("{} succeeded after: {}", program.name, first.chars().take(200).collect::<String>());
    }
}

/// Runs the presets without options, as a person runs code pasted into an empty file, but for those that get stuck.
fn prove_presets(presets: &[presets::Preset], language: &str, run: impl Fn(&str, &Plan) -> Output + Sync) {
    let is_over = |preset: &&presets::Preset| !stuck::is_stuck(&Plan::new(&preset.scene(), 1));
    let presets: Vec<_> = presets.iter().filter(is_over).collect();
    for_all(&presets, presets.len(), |preset| {
        let plan = Plan::new(&preset.scene(), 1);
        let gives_way = language == "javascript" && !plan.numbers.is_empty();
        let compare = if gives_way { check_lines_that_give_way } else { check_lines };
        let attempt = || check(&run_plan(language, &plan), &run(&plain_name(preset.id), &plan), compare);
        let wrong: Vec<_> = (0..4).map_while(|_| attempt().err()).collect();
        assert!(wrong.len() < 4, "{}: {wrong:#?}", preset.id);
    });
}

/// All programs, for the languages that have the whole language.
fn whole_language() -> Vec<Program> {
    let all =
        programs::all().into_iter().chain(programs::new_presets()).chain(threads::programs()).chain(whole::programs());
    all.filter(is_asked_for).collect()
}

/// Those of them that end.
fn programs_that_end() -> Vec<Program> {
    let ends = |program: &Program| !stuck::is_stuck(&program.plan(Duration::from_millis(1)));
    whole_language().into_iter().filter(ends).collect()
}

/// The programs that are run without options.
fn plain_programs() -> impl Iterator<Item = (String, Plan)> {
    let plain = presets::ALL.into_iter().map(|preset| (plain_name(preset.id), Plan::new(&preset.scene(), 1)));
    plain.chain([stuck::waits_for_itself()])
}

/// Runs those of them that get stuck.
fn prove_stuck(command: impl Fn(&str, &Plan) -> Command) {
    let stuck: Vec<_> = plain_programs().filter(|(_, plan)| stuck::is_stuck(plan)).collect();
    assert!(stuck.len() > 1);
    stuck.iter().for_each(|(name, plan)| stuck::prove(plan, &mut command(name, plan)));
}

/// True for the programs whose names begin with `ONLY`, to look for an error in a few of them.
fn is_asked_for(program: &Program) -> bool {
    std::env::var("ONLY").map_or(true, |only| program.name.starts_with(&only))
}

fn plain_name(id: &str) -> String {
    format!("plain_{}", id.replace('-', "_"))
}

fn prettier() -> PathBuf {
    let prettier = repository().join("tests/e2e/node_modules/prettier/bin/prettier.cjs");
    assert!(prettier.exists(), "prettier is not there: run `make setup`, or `npm ci` in tests/e2e.");
    prettier
}

#[test]
#[ignore = "slow: make code-test"]
fn python_runs_every_program_as_the_app_does() {
    let program = |name: &str, plan: &Plan| {
        let file = write("python", &format!("{name}.py"), &code("python", plan));
        let mut command = python();
        command.arg(file);
        command
    };
    let run = |each: &Program, plan: &Plan| output(program(&each.name, plan).arg("--json"));
    prove(&programs_that_end(), |plan| run_plan("python", plan), run, UNITS_MS, 8);
    prove_presets(&presets::ALL, "python", |name, plan| output(&mut program(name, plan)));
    prove_stuck(program);
    succeeds(python().args(["-m", "compileall", "-q", "-f"]).arg(folder("python")));
    check_with_black(&folder("python"));
}

#[test]
#[ignore = "slow: make code-test"]
fn javascript_runs_every_program_as_the_app_does_as_a_script_and_as_a_module() {
    let node = |name: &str, plan: &Plan| {
        let ending = if name.len().is_multiple_of(2) { "js" } else { "mjs" };
        let file = write("javascript", &format!("{name}.{ending}"), &code("javascript", plan));
        let mut command = Command::new("node");
        command.arg(file);
        command
    };
    prove(
        &programs_that_end(),
        |plan| run_plan("javascript", plan),
        |program, plan| output(node(&program.name, plan).arg("--json")),
        UNITS_MS,
        8,
    );
    // A refusal is a rejected promise, which is logged one microtask later: after the starts of further branches.
    let is_in_order = |preset: &presets::Preset| preset.id != "too-many-at-once";
    let presets: Vec<_> = presets::ALL.into_iter().filter(is_in_order).collect();
    prove_presets(&presets, "javascript", |name, plan| output(&mut node(name, plan)));
    prove_stuck(node);
    let mut command = Command::new("node");
    command.arg(prettier()).args(["--check", "--no-config", "--no-editorconfig", "--ignore-path", "/dev/null"]);
    succeeds(command.arg(folder("javascript")));
}

#[test]
#[ignore = "slow: make code-test"]
fn rust_runs_every_program_as_the_app_does_but_for_cleanups_of_what_is_dropped() {
    let programs = programs_that_end();
    // The programs are compiled once, so all attempts have the same unit.
    let unit = 80;
    let random = programs.iter().map(|program| (program.name.clone(), program.plan(Duration::from_millis(unit))));
    let files: Vec<_> = random.chain(plain_programs()).map(|(name, plan)| (name, code("rust", &plan))).collect();
    let binary = rust::build("rust", &files);
    let run = |program: &Program, _: &Plan| output(Command::new(&binary).arg(&program.name).arg("--json"));
    prove(&programs, |plan| run_plan("rust", plan), run, [unit; 4], 24);
    prove_presets(&presets::ALL, "rust", |name, _| output(Command::new(&binary).arg(name)));
    prove_stuck(|name, _| {
        let mut command = Command::new(&binary);
        command.arg(name);
        command
    });
}

#[test]
#[ignore = "slow: make code-test"]
fn python_with_threads_runs_every_program_without_races_as_the_app_does_and_races_as_some_schedule_does() {
    let program = |name: &str, plan: &Plan| {
        let file = write("python-threads", &format!("{name}.py"), &in_threads::code("python-threads", plan));
        let mut command = python();
        command.arg(file);
        command
    };
    let run_plan = |plan: &Plan| in_threads::run_plan("python-threads", plan, 1);
    let run = |each: &Program, plan: &Plan| output(program(&each.name, plan).arg("--json"));
    prove(&in_threads::all_programs(), run_plan, run, UNITS_MS, 8);
    in_threads::prove_presets("python-threads", |name, plan| output(&mut program(name, plan)));
    in_threads::prove_races(|name, plan| in_threads::output_unless_stuck(program(name, plan).arg("--json")));
    check_with_black(&folder("python-threads"));
}

#[test]
#[ignore = "slow: make code-test"]
fn rust_with_threads_runs_every_program_without_races_as_the_app_does_and_races_as_some_schedule_does() {
    let programs = in_threads::all_programs();
    // The programs are compiled once, so all attempts have the same unit.
    let unit = 80;
    let random = programs.iter().map(|program| (program.name.clone(), program.plan(Duration::from_millis(unit))));
    let all: Vec<_> = random.chain(plain_programs()).chain(in_threads::races()).collect();
    let files: Vec<_> = all.iter().map(|(name, plan)| (name.clone(), in_threads::code("rust-threads", plan))).collect();
    let binary = rust::build("rust-threads", &files);
    let command = |name: &str| {
        let mut command = Command::new(&binary);
        command.arg(name);
        command
    };
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32).min(Threads::MAX_CORES);
    let run_plan = |plan: &Plan| in_threads::run_plan("rust-threads", plan, cores);
    let run = |program: &Program, _: &Plan| output(command(&program.name).arg("--json"));
    prove(&programs, run_plan, run, [unit; 4], 12);
    in_threads::prove_presets("rust-threads", |name, _| output(&mut command(name)));
    in_threads::prove_races(|name, _| in_threads::output_unless_stuck(command(name).arg("--json")));
}

#[test]
#[ignore = "slow: make code-test"]
fn blocking_python_does_one_thing_at_a_time_and_takes_the_time_that_is_predicted() {
    let gets_stuck = |program: &Program| stuck::is_stuck(&program.plan(Duration::from_millis(5)).sequential());
    let (stuck, programs): (Vec<_>, Vec<_>) = whole_language().into_iter().partition(gets_stuck);
    let write =
        |program: &Program, plan: &Plan| write("blocking", &format!("{}.py", program.name), &code("blocking", plan));
    for program in &stuck {
        let plan = program.plan(Duration::from_millis(5));
        stuck::prove_blocking(&plan.sequential(), python().arg(write(program, &plan)));
    }
    for_all(&programs, 8, |program| {
        let plan = program.plan(Duration::from_millis(5));
        let run = output(python().arg(write(program, &plan)).arg("--json"));
        let checked = check(&plan.sequential(), &run, check_blocking_events);
        assert_eq!(checked, Ok(()), "{}", program.name);
    });
    let (name, plan) = stuck::waits_for_itself();
    let file = self::write("blocking", &format!("{name}.py"), &code("blocking", &plan));
    stuck::prove_blocking(&plan.sequential(), python().arg(file));
    check_with_black(&folder("blocking"));
}

/// Compares the program part of all presets with recorded files. `UPDATE_GOLDEN=1 cargo test` records them anew.
#[test]
fn the_code_of_the_presets_is_as_recorded() {
    for language in codegen::all() {
        let program = |preset: &presets::Preset| {
            let code = language.code(&Plan::new(&preset.scene(), 1));
            let end = code.lines[code.stubs_at].bytes.start;
            format!("==== {}\n{}", preset.id, &code.text()[..end])
        };
        let all: String = presets::ALL.iter().map(program).collect();
        let path = repository().join("tests/codegen/golden").join(format!("{}.txt", language.id));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &all).expect("a golden file");
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), all, "{}", path.display());
    }
}

#[test]
fn enough_programs_fail_and_have_hazards() {
    let programs = programs::all();
    let plans: Vec<_> = programs.iter().map(|program| program.plan(Duration::from_millis(40))).collect();
    let count = |is: &dyn Fn(&Plan) -> bool| plans.iter().filter(|plan| is(plan)).count();
    let has = |plan: &Plan, name: &str| code("rust", plan).contains(name);
    assert!(programs.len() >= 200 + programs::shown_presets().len());
    assert!(count(&fails) > 20, "{} fail", count(&fails));
    assert!(count(&events::has_hazard) > 10, "{} have hazards", count(&events::has_hazard));
    assert!(count(&|plan| has(plan, "\"missing\"")) > 10);
    assert!(count(&|plan| has(plan, "\"disconnected\"")) > 20);
    assert!(count(&|plan| has(plan, "Some(")) > 40);
}

#[test]
fn the_page_says_how_many_programs_are_run() {
    let said = format!("every preset and {} random programs", programs::RANDOM_COUNT + whole::COUNT);
    let in_threads = format!("{} programs in which nothing races", in_threads::COUNT);
    for said in [said, in_threads] {
        assert!(include_str!("../src/ui/text/code.rs").contains(&said), "{said}");
    }
}

#[test]
fn a_test_runs_the_code_of_every_language() {
    for language in codegen::all() {
        let id = language.id.replace("-threads", "_with_threads");
        let test = format!("#[ignore = \"slow: make code-test\"]\nfn {id}_");
        assert!(include_str!("codegen.rs").contains(&test), "no test runs {}", language.id);
    }
}
