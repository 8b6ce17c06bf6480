//! Tests of `homeloop::browser` that need a browser: the paced clock, runs on the event loop, frames, links.
#![cfg(target_arch = "wasm32")]

mod clock;
mod frames;
mod links;
mod names;
mod run;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use homeloop::{
    browser::{Ended, PacedClock, RunHandle, start},
    program::parse,
    runtime::{Event, EventKind, EventLog, Plan, predict},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

// Counts the timers that are armed: set, but neither fired nor cleared.
#[wasm_bindgen(inline_js = "
    const armed = new Set();
    const [set, clear] = [globalThis.setTimeout, globalThis.clearTimeout];
    globalThis.setTimeout = (callback, ...rest) => {
        const id = set((...all) => { armed.delete(id); callback(...all); }, ...rest);
        armed.add(id);
        return id;
    };
    globalThis.clearTimeout = (id) => { armed.delete(id); clear(id); };
    export function armed_timers() { return armed.size; }
")]
extern "C" {
    fn armed_timers() -> u32;
}

/// A run on the event loop, with everything that a test looks at.
struct Run {
    plan: Arc<Plan>,
    clock: Rc<PacedClock>,
    log: Rc<RefCell<EventLog>>,
    handle: Option<RunHandle>,
    ended: oneshot::Receiver<Ended>,
}

impl Run {
    /// Starts a program and lets it run until it waits for its first deadline.
    async fn start(text: &str, clock: PacedClock) -> Self {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let (clock, log) = (Rc::new(clock), Rc::new(RefCell::default()));
        let (sender, ended) = oneshot::channel();
        let handle = start(plan.clone(), clock.clone(), Rc::clone(&log), move |end| _ = sender.send(end));
        next_task().await;
        Self { plan, clock, log, handle: Some(handle), ended }
    }

    /// Starts a program in real time.
    async fn in_real_time(text: &str) -> Self {
        Self::start(text, PacedClock::new(1.0)).await
    }

    /// Starts a program in time that the test moves.
    async fn in_manual_time(text: &str) -> (Self, ManualTime) {
        let time = ManualTime::default();
        let source = time.clone();
        (Self::start(text, PacedClock::with_time_source(1.0, move || source.0.get())).await, time)
    }

    async fn end(&mut self) -> Ended {
        (&mut self.ended).await.unwrap()
    }

    fn events(&self) -> usize {
        self.log.borrow().events().len()
    }

    async fn wait_for_events(&self, count: usize) {
        while self.events() < count {
            next_task().await;
        }
    }

    fn last_event(&self) -> Event {
        *self.log.borrow().events().last().unwrap()
    }

    /// Asserts that the log equals the predicted one, except for wall times.
    fn assert_as_predicted(&self) {
        assert_eq!(without_wall_times(&self.log.borrow()), without_wall_times(&predict(&self.plan)));
    }
}

/// Real time as the clock reads it, in milliseconds. It moves only when the test says so.
#[derive(Clone, Default)]
struct ManualTime(Rc<Cell<f64>>);

impl ManualTime {
    fn advance(&self, ms: f64) {
        self.0.set(self.0.get() + ms);
    }
}

fn without_wall_times(log: &EventLog) -> Vec<(Duration, u32, EventKind)> {
    log.events().iter().map(|event| (event.t, event.step.0, event.kind)).collect()
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Lets the event loop finish the present task and all that is ready.
async fn next_task() {
    TimeoutFuture::new(0).await;
}
