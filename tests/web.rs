//! What needs a browser: the paced clock, its timers, and runs on the event loop.
#![cfg(target_arch = "wasm32")]

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use futures::{channel::oneshot, future::join};
use gloo_timers::future::TimeoutFuture;
use homeloop::{
    browser::{Ended, PacedClock, RunHandle, between_frames, start},
    program::parse,
    runtime::{EventKind, EventLog, Plan, predict},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

// Counts the timers that are set and neither fired nor cleared.
#[wasm_bindgen(inline_js = "
    const live = new Set();
    const [set, clear] = [globalThis.setTimeout, globalThis.clearTimeout];
    globalThis.setTimeout = (callback, ...rest) => {
        const id = set((...all) => { live.delete(id); callback(...all); }, ...rest);
        live.add(id);
        return id;
    };
    globalThis.clearTimeout = (id) => { live.delete(id); clear(id); };
    export function live_timers() { return live.size; }
    export function block_ms(ms) { const end = performance.now() + ms; while (performance.now() < end); }
")]
extern "C" {
    fn live_timers() -> u32;
    /// Keeps the event loop busy, so that timers come late.
    fn block_ms(ms: f64);
}

/// A run under way, and what becomes of it.
struct Running {
    plan: Arc<Plan>,
    clock: Rc<PacedClock>,
    log: Rc<RefCell<EventLog>>,
    handle: Option<RunHandle>,
    ended: oneshot::Receiver<Ended>,
}

fn run(text: &str, speed: f64) -> Running {
    let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
    let (clock, log) = (Rc::new(PacedClock::new(speed)), Rc::new(RefCell::default()));
    let (tell, ended) = oneshot::channel();
    let handle = start(plan.clone(), clock.clone(), Rc::clone(&log), move |how| _ = tell.send(how));
    Running { plan, clock, log, handle: Some(handle), ended }
}

/// The log without the wall times, which no two runs share.
fn virtual_times(log: &EventLog) -> Vec<(Duration, u32, EventKind)> {
    log.events().iter().map(|event| (event.t, event.step.0, event.kind)).collect()
}

const GOOD_NIGHT: &str = "parallel(light.switch_off @ 50ms, speaker.switch_off @ 50ms, \
     sequence(toilet.flush @ 50ms, toilet.clean @ 50ms))";

#[wasm_bindgen_test]
async fn a_paced_run_logs_what_was_predicted() {
    let mut running = run(GOOD_NIGHT, 1.0);
    assert_eq!((&mut running.ended).await, Ok(Ended::Finished));
    assert_eq!(virtual_times(&running.log.borrow()), virtual_times(&predict(&running.plan)));
    assert!(running.log.borrow().events().last().unwrap().wall >= Duration::from_millis(100));
    assert_eq!(live_timers(), 0);
}

#[wasm_bindgen_test]
async fn late_timers_bend_neither_order_nor_virtual_times() {
    let mut running = run(GOOD_NIGHT, 1.0);
    TimeoutFuture::new(20).await;
    block_ms(120.0);
    assert_eq!((&mut running.ended).await, Ok(Ended::Finished));
    assert_eq!(virtual_times(&running.log.borrow()), virtual_times(&predict(&running.plan)));
    assert!(running.log.borrow().events().last().unwrap().wall >= Duration::from_millis(140));
}

#[wasm_bindgen_test]
async fn two_runs_at_once_do_not_disturb_each_other() {
    let (one, other) = (run(GOOD_NIGHT, 1.0), run("sequence(delay(30ms), delay(30ms))", 2.0));
    assert_eq!(join(one.ended, other.ended).await, (Ok(Ended::Finished), Ok(Ended::Finished)));
    assert_eq!(virtual_times(&other.log.borrow()), virtual_times(&predict(&other.plan)));
}

#[wasm_bindgen_test]
async fn one_timer_is_armed_however_many_steps_sleep() {
    let running = run(&format!("parallel({})", "delay(40ms),".repeat(500)), 1.0);
    TimeoutFuture::new(5).await;
    assert_eq!(live_timers(), 1);
    assert_eq!(running.ended.await, Ok(Ended::Finished));
    assert_eq!(live_timers(), 0);
}

#[wasm_bindgen_test]
async fn a_pause_stops_virtual_time_and_leaves_no_timer() {
    let mut running = run("sequence(delay(40ms), delay(40ms))", 1.0);
    TimeoutFuture::new(10).await;
    running.clock.pause();
    let at_pause = running.clock.position();
    let events = running.log.borrow().events().len();
    TimeoutFuture::new(80).await;
    assert_eq!(running.clock.position(), at_pause);
    assert_eq!(running.log.borrow().events().len(), events);
    assert_eq!(live_timers(), 0);
    running.clock.resume();
    assert_eq!((&mut running.ended).await, Ok(Ended::Finished));
    let end = *running.log.borrow().events().last().unwrap();
    assert_eq!(end.t, Duration::from_millis(80));
    // The pause is left out of the wall time.
    assert!(end.wall >= Duration::from_millis(80) && end.wall < Duration::from_millis(160), "{:?}", end.wall);
}

#[wasm_bindgen_test]
async fn a_paused_run_is_stepped_from_deadline_to_deadline() {
    let mut running = run("sequence(delay(40ms), parallel(delay(0ms), delay(60ms)), delay(2ms))", 1.0);
    running.clock.pause();
    TimeoutFuture::new(1).await;
    // At 40 ms the delay of 0 ms is due as well, and done with.
    for (position_ms, events) in [(40, 7), (100, 10)] {
        running.clock.step();
        TimeoutFuture::new(20).await;
        assert_eq!(running.clock.position(), Duration::from_millis(position_ms));
        assert_eq!(running.log.borrow().events().len(), events);
        assert_eq!(live_timers(), 0);
    }
    running.clock.resume();
    assert_eq!((&mut running.ended).await, Ok(Ended::Finished));
    assert_eq!(virtual_times(&running.log.borrow()), virtual_times(&predict(&running.plan)));
}

#[wasm_bindgen_test]
async fn a_pause_that_comes_after_a_deadline_but_before_its_timer_lets_nothing_more_happen() {
    // Far enough off that the first timer, however late, comes before it.
    let mut running = run("sequence(delay(150ms), delay(1s))", 100.0);
    running.clock.set_speed(1.0);
    TimeoutFuture::new(1).await;
    block_ms(200.0);
    running.clock.pause();
    let events = running.log.borrow().events().len();
    TimeoutFuture::new(30).await;
    assert_eq!(running.log.borrow().events().len(), events);
    assert_eq!(running.clock.position(), Duration::from_millis(150));
    running.clock.set_speed(100.0);
    running.clock.resume();
    assert_eq!((&mut running.ended).await, Ok(Ended::Finished));
}

#[wasm_bindgen_test]
async fn a_change_of_speed_takes_effect_in_the_middle_of_a_message() {
    let mut running = run("delay(10s)", 1.0);
    TimeoutFuture::new(10).await;
    running.clock.set_speed(100.0);
    assert_eq!((&mut running.ended).await, Ok(Ended::Finished));
    let end = *running.log.borrow().events().last().unwrap();
    assert_eq!(end.t, Duration::from_secs(10));
    assert!(end.wall < Duration::from_secs(1), "{:?}", end.wall);
}

#[wasm_bindgen_test]
async fn the_position_never_passes_a_deadline_that_was_not_served() {
    let running = run("sequence(delay(20ms), delay(1s))", 1.0);
    TimeoutFuture::new(1).await;
    block_ms(60.0);
    assert_eq!(running.clock.position(), Duration::from_millis(20));
}

#[wasm_bindgen_test]
async fn dropping_the_handle_cancels_the_run_and_its_timer() {
    let mut running = run("parallel(delay(1s), sequence(delay(1ms), delay(1s)))", 1.0);
    TimeoutFuture::new(20).await;
    drop(running.handle.take());
    assert_eq!((&mut running.ended).await, Ok(Ended::Cancelled));
    assert_eq!(live_timers(), 0);
    let log = running.log.borrow().clone();
    let cancelled = log.events().iter().filter(|event| event.kind == EventKind::Cancelled);
    assert_eq!(
        cancelled.map(|event| running.plan.path(event.step).to_string()).collect::<Vec<_>>(),
        ["1.1", "1", "0", ""]
    );
    TimeoutFuture::new(30).await;
    assert_eq!(*running.log.borrow(), log);
}

#[wasm_bindgen_test]
async fn a_run_that_fails_says_so() {
    let text = "device light = light(state: disconnected)\nparallel(light.switch_on, delay(5ms))";
    assert!(matches!(run(text, 1.0).ended.await, Ok(Ended::Failed(_))));
}

#[wasm_bindgen_test]
async fn what_is_done_between_frames_comes_in_order_and_each_in_a_task_of_its_own() {
    let done: Rc<RefCell<Vec<&str>>> = Rc::default();
    for name in ["first", "second"] {
        let (now, then) = (done.clone(), done.clone());
        between_frames(move || {
            now.borrow_mut().push(name);
            // What a task leaves to be done at its end is done before the next one.
            wasm_bindgen_futures::spawn_local(async move { then.borrow_mut().push("its end") });
        });
    }
    assert!(done.borrow().is_empty(), "not at once");
    TimeoutFuture::new(50).await;
    assert_eq!(*done.borrow(), ["first", "its end", "second", "its end"]);
}
