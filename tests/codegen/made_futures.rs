//! Runs the lines of `MADE_FUTURES`, each in a program that then works, waits and awaits what the line has made.

use std::process::Command;

use homeloop::codegen::{MADE_FUTURES, MadeFuture, UNIT};

use super::{python, rust, succeeds, write};

/// Most milliseconds by which a time may be late. The next unit begins long after that.
const MAX_DELAY_MS: u128 = 200;

const PYTHON: &str = "\
import asyncio
import time

made = time.monotonic()


def log(what):
    print(what, round((time.monotonic() - made) * 1000))


async def flush():
    log('begins')
    await asyncio.sleep(0.5)


async def main():
    LINE
    time.sleep(0.5)
    await asyncio.sleep(0.5)
    await ticket
    log('total')


asyncio.run(main())
";

const JAVASCRIPT: &str = "\
const made = performance.now();
const log = (what) => console.log(what, Math.round(performance.now() - made));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function flush() {
  log('begins');
  await sleep(500);
}

async function main() {
  LINE
  const worked = performance.now();
  while (performance.now() < worked + 500);
  await sleep(500);
  await ticket;
  log('total');
}

main();
";

const RUST: &str = "\
use std::time::{Duration, Instant};

async fn flush(made: Instant) {
    println!(\"begins {}\", made.elapsed().as_millis());
    tokio::time::sleep(Duration::from_millis(500)).await;
}

async fn run() {
    let made = Instant::now();
    LINE
    std::thread::sleep(Duration::from_millis(500));
    tokio::time::sleep(Duration::from_millis(500)).await;
    _ = ticket.await;
    println!(\"total {}\", made.elapsed().as_millis());
}

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), String> {
    run().await;
    Ok(())
}
";

/// Each run is tried again if a busy machine has disturbed it.
fn prove(future: &MadeFuture, run: impl Fn() -> String) {
    let wrong: Vec<_> = (0..4).map_while(|_| compare(future, &run()).err()).collect();
    assert!(wrong.len() < 4, "{}: {wrong:#?}", future.line);
}

fn compare(future: &MadeFuture, printed: &str) -> Result<(), String> {
    let ms = |word: &str| {
        let line = printed.lines().find_map(|line| line.strip_prefix(word));
        line.and_then(|ms| ms.trim().parse::<u128>().ok()).ok_or_else(|| format!("no {word} in {printed}"))
    };
    for (word, units) in [("begins", future.begins), ("total", future.total)] {
        let (seen, stated) = (ms(word)?, (UNIT * units).as_millis());
        // A timer of JavaScript may be early by a fraction of a millisecond.
        if seen + 2 < stated || seen > stated + MAX_DELAY_MS {
            return Err(format!("{word} at {seen} ms, not {stated}"));
        }
    }
    Ok(())
}

fn lines(language: &str) -> impl Iterator<Item = (String, &'static MadeFuture)> {
    let of_language = MADE_FUTURES.iter().filter(move |future| future.language == language);
    of_language.map(|future| (format!("made_{}", future.kind), future))
}

#[test]
#[ignore = "slow: make code-test"]
fn python_runs_what_a_line_makes_when_the_page_says() {
    for (name, future) in lines("python") {
        let file = write("made_futures", &format!("{name}.py"), &PYTHON.replace("LINE", future.line));
        prove(future, || succeeds(python().arg(&file)));
    }
}

#[test]
#[ignore = "slow: make code-test"]
fn javascript_runs_what_a_line_makes_when_the_page_says() {
    for (name, future) in lines("javascript") {
        let file = write("made_futures", &format!("{name}.mjs"), &JAVASCRIPT.replace("LINE", future.line));
        prove(future, || succeeds(Command::new("node").arg(&file)));
    }
}

#[test]
#[ignore = "slow: make code-test"]
fn rust_runs_what_a_line_makes_when_the_page_says() {
    // The clock is handed in; the line is that of the page otherwise.
    let program = |future: &MadeFuture| RUST.replace("LINE", &future.line.replace("flush()", "flush(made)"));
    let files: Vec<_> = lines("rust").map(|(name, future)| (name, program(future))).collect();
    let binary = rust::build("rust", &files);
    for (name, future) in lines("rust") {
        prove(future, || succeeds(Command::new(&binary).arg(&name)));
    }
}

#[test]
fn every_line_is_run() {
    let run: usize = ["python", "javascript", "rust"].map(|language| lines(language).count()).iter().sum();
    assert_eq!(run, MADE_FUTURES.len());
}
