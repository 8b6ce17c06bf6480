//! The code that `src/codegen` writes, run for real by CPython, Node and rustc with tokio, and held against the app.
//!
//! `make code-test` runs it; it takes about a minute. Black is not part of it, for nothing here installs Python
//! packages: `black --check target/code-test/python target/code-test/blocking` after a run should have nothing to say.
#![cfg(not(target_arch = "wasm32"))]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
    sync::Mutex,
    time::Duration,
};

use homeloop::{codegen, home, runtime::Plan};

use events::{compare, fails};
use programs::Program;
use tools::{folder, for_all, output, repository, succeeds};

#[path = "codegen/events.rs"]
mod events;
#[path = "codegen/programs.rs"]
mod programs;
#[path = "codegen/rust.rs"]
mod rust;
#[path = "codegen/tools.rs"]
mod tools;

/// How long a unit of a program takes: first among others, then alone, and slower each time. A busy machine may disturb
/// a run so that it is late, or so that things change places; what is wrong stays wrong.
const UNITS_MS: [u64; 4] = [40, 40, 160, 400];

/// How late an event may be in each of them, beside a quarter of its time.
const LATE: Duration = Duration::from_millis(400);

fn code(language: &str, plan: &Plan) -> String {
    codegen::find(language).expect("a language").code(plan).text().to_string()
}

fn write(folder: &str, name: &str, text: &str) -> PathBuf {
    let path = self::folder(folder).join(name);
    fs::write(&path, text).expect("a file in target/");
    path
}

/// Whether a run printed what it should, and ended as it should.
fn check(plan: &Plan, run: &Output) -> Result<(), String> {
    let (stdout, stderr) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    compare(plan, &stdout, LATE).map_err(|wrong| format!("{wrong}\n{stderr}"))?;
    match (run.status.code(), fails(plan)) {
        (Some(0), false) if stderr.is_empty() => Ok(()),
        (Some(1), true) if stderr.lines().count() == 1 => Ok(()),
        (code, fails) => Err(format!("it ends with {code:?}, and should fail: {fails}\n{stderr}")),
    }
}

/// Runs all programs; those that something was wrong about again, alone and slower.
fn prove(programs: &[Program], run: impl Fn(&Program, &Plan) -> Output + Sync, units_ms: [u64; 4], at_once: usize) {
    let attempt = |program: &Program, unit| {
        let plan = program.plan(Duration::from_millis(unit));
        check(&plan, &run(program, &plan))
    };
    let again = Mutex::new(Vec::new());
    for_all(programs, at_once, |program| {
        if let Err(wrong) = attempt(program, units_ms[0]) {
            again.lock().expect("no panic").push((program, wrong));
        }
    });
    for (program, first) in again.into_inner().expect("no panic") {
        let wrong = units_ms[1..].iter().map_while(|&unit| attempt(program, unit).err()).collect::<Vec<_>>();
        assert!(wrong.len() < units_ms.len() - 1, "{}: {first}\nand again: {wrong:#?}", program.name);
        println!("{} was disturbed: {first}", program.name);
    }
}

#[test]
#[ignore = "slow: make code-test"]
fn python_runs_every_program_as_the_app_does() {
    let programs = programs::all();
    let run = |program: &Program, plan: &Plan| {
        let file = write("python", &format!("{}.py", program.name), &code("python", plan));
        output(Command::new("python3").arg(file).arg("--json"))
    };
    prove(&programs, run, UNITS_MS, 6);
    succeeds(Command::new("python3").args(["-m", "compileall", "-q", "-f"]).arg(folder("python")));
}

#[test]
#[ignore = "slow: make code-test"]
fn javascript_runs_every_program_as_the_app_does_as_a_script_and_as_a_module() {
    let programs = programs::all();
    let run = |program: &Program, plan: &Plan| {
        let ending = if program.name.len() % 2 == 0 { "js" } else { "mjs" };
        let file = write("javascript", &format!("{}.{ending}", program.name), &code("javascript", plan));
        output(Command::new("node").arg(file).arg("--json"))
    };
    prove(&programs, run, UNITS_MS, 6);
    let prettier = repository().join("tests/e2e/node_modules/prettier/bin/prettier.cjs");
    assert!(prettier.exists(), "prettier is not there: run `make setup`, or `npm ci` in tests/e2e.");
    let mut command = Command::new("node");
    command.arg(prettier).args(["--check", "--no-config", "--no-editorconfig", "--ignore-path", "/dev/null"]);
    succeeds(command.arg(folder("javascript")));
}

#[test]
#[ignore = "slow: make code-test"]
fn rust_runs_every_program_as_the_app_does() {
    let programs = programs::all();
    // Compiled once, so the unit is one for all attempts.
    let unit = 80;
    let files = programs.iter().map(|program| {
        let text = code("rust", &program.plan(Duration::from_millis(unit)));
        (program.name.clone(), text)
    });
    let binary = rust::build(&files.collect::<Vec<_>>());
    let run = |program: &Program, _: &Plan| output(Command::new(&binary).arg(&program.name).arg("--json"));
    prove(&programs, run, [unit; 4], 24);
}
