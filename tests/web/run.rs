use futures::future::join;
use homeloop::{browser::Ended, runtime::EventKind};
use wasm_bindgen_test::*;

use super::{Run, armed_timers, next_task};

#[wasm_bindgen_test]
async fn two_runs_at_once_do_not_disturb_each_other() {
    let mut one = Run::in_real_time("parallel(delay(50ms), sequence(delay(20ms), delay(20ms)))").await;
    let mut other = Run::in_real_time("sequence(delay(15ms), delay(15ms))").await;
    assert_eq!(join(one.end(), other.end()).await, (Ended::Finished, Ended::Finished));
    one.assert_as_predicted();
    other.assert_as_predicted();
}

#[wasm_bindgen_test]
async fn dropping_the_handle_cancels_the_run_and_its_timer() {
    let (mut run, time) = Run::in_manual_time("parallel(delay(1s), sequence(delay(1ms), delay(1s)))").await;
    time.advance(1.0);
    // Five steps have started by then, and one has finished.
    run.wait_for_events(6).await;
    drop(run.handle.take());
    assert_eq!(run.end().await, Ended::Cancelled);
    assert_eq!(armed_timers(), 0);
    let log = run.log.borrow().clone();
    let cancelled = log.events().iter().filter(|event| event.kind == EventKind::Cancelled);
    assert_eq!(cancelled.map(|event| run.plan.path(event.step).to_string()).collect::<Vec<_>>(), ["1.1", "1", "0", ""]);
    time.advance(2000.0);
    next_task().await;
    assert_eq!(*run.log.borrow(), log);
}

#[wasm_bindgen_test]
async fn a_failed_run_ends_as_failed() {
    let text = "device light = light(state: disconnected)\nparallel(light.switch_on, delay(5ms))";
    assert!(matches!(Run::in_real_time(text).await.end().await, Ended::Failed(_)));
}
