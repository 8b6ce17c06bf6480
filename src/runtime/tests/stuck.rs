use std::cell::RefCell;

use futures::FutureExt;

use super::{super::*, TestStep, plan_with, story};

#[test]
fn a_run_in_which_nothing_can_happen_any_more_ends_as_stuck() {
    let plan = plan_with("sequence(delay(5ms), parallel(delay(1ms), sequence()))", &[1, 1], TestStep::Never);
    let log = RefCell::default();
    assert_eq!(run(&plan, &VirtualClock::default(), &log).now_or_never(), Some(RunOutcome::Stuck));
    assert_eq!(story(&plan)[6..], ["6 finished 1.0", "6 stuck", "6 cancelled 1.1", "6 cancelled 1", "6 cancelled"]);
}

#[test]
fn cleanups_do_not_run_when_a_run_is_stuck() {
    let plan = plan_with("ensure(delay(0ms), delay(5ms))", &[0], TestStep::Never);
    assert_eq!(story(&plan), ["0 started", "0 started 0", "0 stuck", "0 cancelled 0", "0 cancelled"]);
}
