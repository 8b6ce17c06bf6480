//! Benchmark of real timers: a run against plain JavaScript in the same page. `make bench` prints the table.
//!
//! Ignored by `make test`, because it measures and asserts nothing.
#![cfg(target_arch = "wasm32")]

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use futures::channel::oneshot;
use homeloop::{
    browser::{PacedClock, start},
    home::default_home,
    program::{Scene, Step},
    runtime::Plan,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = "
    const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
    export const now = () => performance.now();
    export async function one_after_another(count, ms) {
        for (let i = 0; i < count; i++) await sleep(ms);
    }
    export async function at_once(count, ms) {
        await Promise.all(Array.from({ length: count }, () => sleep(ms)));
    }
")]
extern "C" {
    fn now() -> f64;
    async fn one_after_another(count: u32, ms: u32);
    async fn at_once(count: u32, ms: u32);
}

struct Case {
    at_once: bool,
    count: u32,
    ms: u32,
    /// Longest acceptable overhead.
    target_percent: f64,
}

const CASES: [Case; 4] = [
    Case { at_once: false, count: 100, ms: 10, target_percent: 1.0 },
    Case { at_once: false, count: 200, ms: 1, target_percent: 3.0 },
    Case { at_once: true, count: 10_000, ms: 100, target_percent: 10.0 },
    Case { at_once: true, count: 100_000, ms: 100, target_percent: 60.0 },
];

/// Measurements of each case, of which the median counts.
const ROUNDS: usize = 5;

async fn run_homeloop(case: &Case) {
    let steps = vec![Step::Delay(Duration::from_millis(case.ms.into())); case.count as usize];
    let step = if case.at_once { Step::parallel(steps) } else { Step::sequence(steps) };
    let scene = Scene { devices: default_home(), locks: Vec::new(), step };
    let (done, ended) = oneshot::channel();
    let (clock, log) = (Rc::new(PacedClock::new(1.0)), Rc::new(RefCell::default()));
    let _handle = start(Arc::new(Plan::new(&scene, 1)), clock, log, move |end| _ = done.send(end));
    ended.await.expect("a run ends");
}

async fn run_javascript(case: &Case) {
    if case.at_once {
        at_once(case.count, case.ms).await;
    } else {
        one_after_another(case.count, case.ms).await;
    }
}

/// Measures by how many percent a case takes longer than the sum of its delays.
async fn overhead(case: &Case, run: impl AsyncFn(&Case)) -> f64 {
    let ideal = f64::from(case.ms) * if case.at_once { 1.0 } else { f64::from(case.count) };
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let begin = now();
        run(case).await;
        rounds.push((now() - begin) / ideal * 100.0 - 100.0);
    }
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

#[wasm_bindgen_test]
#[ignore = "a benchmark"]
async fn timers_of_homeloop_and_of_javascript() {
    let mut table = String::from("\nover the ideal                        Homeloop   JavaScript   target\n");
    for case in &CASES {
        let shape = if case.at_once { "at once" } else { "one after another" };
        let name = format!("{} × {} ms {shape}", case.count, case.ms);
        let (ours, theirs) = (overhead(case, run_homeloop).await, overhead(case, run_javascript).await);
        table += &format!("{name:<36}{ours:>+8.1} %{theirs:>+11.1} %{:>+7.0} %\n", case.target_percent);
    }
    console_log!("{table}");
}
