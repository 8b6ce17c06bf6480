//! Searches all schedules of small programs, beside shuttle and loom: how many there are, how long all take, and how many are run in a
//! second. `make bench-schedules` prints the table.
//!
//! The peers run closures over their own threads; shuttle switches between native stacks and loom also follows the memory model, so
//! each counts other schedules. We run whole programs with home, timers and event log.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use homeloop::{
    program::parse,
    runtime::{Model, Plan, Search, Threads, predict},
};

/// Schedules that a peer runs at most, and the time that each search takes at least.
const BOUND: usize = 20_000;
const AT_LEAST: Duration = Duration::from_secs(1);
const PREEMPTIONS: u32 = 2;

fn main() {
    println!("{:<34}{:>12}{:>14}{:>16}", "program and searcher", "schedules", "all in", "per second");
    for threads in [2, 3] {
        let steps = vec!["increment(count)"; threads].join(", ");
        let text = format!("parallel({steps})");
        row(&format!("{threads} increments, homeloop"), || homeloop(&text));
        row(&format!("{threads} increments, shuttle"), || shuttle(threads, false));
        row(&format!("{threads} increments, loom"), || loom(threads, false));
        let steps = vec!["lock(key, increment(count))"; threads].join(", ");
        let text = format!("parallel({steps})");
        row(&format!("{threads} locked increments, homeloop"), || homeloop(&text));
        row(&format!("{threads} locked increments, shuttle"), || shuttle(threads, true));
        row(&format!("{threads} locked increments, loom"), || loom(threads, true));
    }
    println!("\n{:<34}{:>12}{:>14}", "10,000 waits", "", "in");
    let text = format!("parallel({})", vec!["delay(1s)"; 10_000].join(", "));
    let plan = Plan::new(&parse(&text).expect("a program"), 1);
    for model in [Model::ASYNC, Model::Threads(Threads::default())] {
        let plan = plan.in_model(&model);
        let times = (0..10).map(|_| {
            let start = Instant::now();
            std::hint::black_box(predict(&plan));
            start.elapsed()
        });
        println!("{:<34}{:>12}{:>14.2?}", model.word(), "", times.min().expect("ten"));
    }
}

/// Repeats a search until it has taken some time, and prints its figures.
fn row(name: &str, search: impl Fn() -> usize) {
    let (start, mut rounds, mut schedules) = (Instant::now(), 0, 0);
    while rounds == 0 || start.elapsed() < AT_LEAST {
        schedules = search();
        rounds += 1;
    }
    let each = start.elapsed() / rounds;
    let more = if schedules == BOUND { "+" } else { "" };
    println!(
        "{name:<34}{:>12}{each:>14.2?}{:>16.0}",
        format!("{schedules}{more}"),
        schedules as f64 / each.as_secs_f64()
    );
}

fn homeloop(text: &str) -> usize {
    let plan = Plan::new(&parse(text).expect("a program"), 1).in_model(&Model::Threads(Threads::default()));
    let mut search = Search::new(&plan, PREEMPTIONS, u32::MAX);
    while search.go_on() {}
    search.found().schedules as usize
}

fn shuttle(threads: usize, is_locked: bool) -> usize {
    use shuttle::{
        Config, Runner,
        scheduler::DfsScheduler,
        sync::{Mutex, atomic::AtomicU32},
        thread,
    };
    let runner = Runner::new(DfsScheduler::new(Some(BOUND), false), Config::new());
    runner.run(move || {
        let (count, key) = (Arc::new(AtomicU32::new(0)), Arc::new(Mutex::new(())));
        let spawn = |_| {
            let (count, key) = (count.clone(), key.clone());
            thread::spawn(move || {
                let _key = is_locked.then(|| key.lock());
                let read = count.load(Ordering::SeqCst);
                count.store(read + 1, Ordering::SeqCst);
            })
        };
        let threads: Vec<_> = (0..threads).map(spawn).collect();
        threads.into_iter().for_each(|thread| thread.join().expect("no thread panics"));
    })
}

fn loom(threads: usize, is_locked: bool) -> usize {
    use loom::{
        sync::{Arc, Mutex, atomic::AtomicU32 as LoomU32},
        thread,
    };
    static RUNS: AtomicU32 = AtomicU32::new(0);
    RUNS.store(0, Ordering::Relaxed);
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(PREEMPTIONS as usize);
    builder.check(move || {
        RUNS.fetch_add(1, Ordering::Relaxed);
        let (count, key) = (Arc::new(LoomU32::new(0)), Arc::new(Mutex::new(())));
        let spawn = |_| {
            let (count, key) = (count.clone(), key.clone());
            thread::spawn(move || {
                let _key = is_locked.then(|| key.lock());
                let read = count.load(Ordering::SeqCst);
                count.store(read + 1, Ordering::SeqCst);
            })
        };
        let threads: Vec<_> = (0..threads).map(spawn).collect();
        threads.into_iter().for_each(|thread| thread.join().expect("no thread panics"));
    });
    RUNS.load(Ordering::Relaxed) as usize
}
