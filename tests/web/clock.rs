use homeloop::browser::Ended;
use wasm_bindgen_test::*;

use super::{Run, armed_timers, ms, next_task};

const GOOD_NIGHT: &str = "parallel(light.switch_off @ 50ms, speaker.switch_off @ 50ms, \
     sequence(toilet.flush @ 50ms, toilet.clean @ 50ms))";

#[wasm_bindgen_test]
async fn a_run_in_real_time_logs_the_predicted_events() {
    let mut run = Run::in_real_time(GOOD_NIGHT).await;
    assert_eq!(run.end().await, Ended::Finished);
    run.assert_as_predicted();
    assert!(run.last_event().wall >= ms(100));
    assert_eq!(armed_timers(), 0);
}

#[wasm_bindgen_test]
async fn late_timers_change_neither_the_order_nor_the_virtual_times_of_events() {
    let (mut run, time) = Run::in_manual_time(GOOD_NIGHT).await;
    // The timer for 50 ms finds that the deadlines at 50 and at 100 ms have both passed.
    time.advance(140.0);
    assert_eq!(run.end().await, Ended::Finished);
    run.assert_as_predicted();
    assert_eq!(run.last_event().wall, ms(140));
}

#[wasm_bindgen_test]
async fn one_timer_is_armed_for_any_number_of_sleeping_steps() {
    let mut run = Run::in_real_time(&format!("parallel({})", "delay(400ms),".repeat(500))).await;
    assert_eq!(armed_timers(), 1);
    assert_eq!(run.end().await, Ended::Finished);
    assert_eq!(armed_timers(), 0);
}

#[wasm_bindgen_test]
async fn a_pause_stops_virtual_time_and_wall_time_and_disarms_the_timer() {
    let (mut run, time) = Run::in_manual_time("sequence(delay(40ms), delay(40ms))").await;
    time.advance(10.0);
    run.clock.pause();
    assert_eq!(run.clock.position(), ms(10));
    let events = run.events();
    time.advance(1000.0);
    next_task().await;
    assert_eq!(run.clock.position(), ms(10));
    assert_eq!(run.events(), events);
    assert_eq!(armed_timers(), 0);
    run.clock.resume();
    time.advance(70.0);
    assert_eq!(run.end().await, Ended::Finished);
    assert_eq!((run.last_event().t, run.last_event().wall), (ms(80), ms(80)));
}

#[wasm_bindgen_test]
async fn a_pause_between_a_deadline_and_its_timer_lets_nothing_more_happen() {
    let (mut run, time) = Run::in_manual_time("sequence(delay(150ms), delay(1s))").await;
    time.advance(200.0);
    run.clock.pause();
    let events = run.events();
    next_task().await;
    assert_eq!(run.events(), events);
    assert_eq!(run.clock.position(), ms(150));
    run.clock.resume();
    time.advance(1000.0);
    assert_eq!(run.end().await, Ended::Finished);
    run.assert_as_predicted();
}

#[wasm_bindgen_test]
async fn a_step_of_a_busy_run_goes_on_in_later_tasks_and_says_so() {
    let (run, time) = Run::in_manual_time("sequence(delay(30ms), delay(40ms))").await;
    run.clock.pause();
    run.clock.step();
    assert!(run.clock.is_stepping());
    // Longer than a run may keep the browser waiting.
    time.advance(20.0);
    while run.clock.is_stepping() {
        next_task().await;
    }
    assert_eq!((run.clock.position(), run.events()), (ms(30), 4));
}

#[wasm_bindgen_test]
async fn a_paused_run_is_stepped_from_deadline_to_deadline() {
    let text = "sequence(delay(40ms), parallel(delay(0ms), delay(60ms)), delay(2ms))";
    let (mut run, time) = Run::in_manual_time(text).await;
    run.clock.pause();
    // The delay of 0 ms ends at 40 ms too.
    for (position_ms, events) in [(40, 7), (100, 10)] {
        run.clock.step();
        next_task().await;
        assert_eq!(run.clock.position(), ms(position_ms));
        assert_eq!(run.events(), events);
        assert_eq!(armed_timers(), 0);
    }
    run.clock.resume();
    time.advance(2.0);
    assert_eq!(run.end().await, Ended::Finished);
    run.assert_as_predicted();
}

#[wasm_bindgen_test]
async fn a_change_of_speed_takes_effect_during_a_delay() {
    let (mut run, time) = Run::in_manual_time("delay(100ms)").await;
    time.advance(10.0);
    run.clock.set_speed(10.0);
    time.advance(9.0);
    assert_eq!(run.end().await, Ended::Finished);
    assert_eq!((run.last_event().t, run.last_event().wall), (ms(100), ms(19)));
}

#[wasm_bindgen_test]
async fn the_position_never_passes_a_deadline_that_has_not_been_served() {
    let (run, time) = Run::in_manual_time("sequence(delay(20ms), delay(1s))").await;
    time.advance(60.0);
    assert_eq!(run.clock.position(), ms(20));
}
