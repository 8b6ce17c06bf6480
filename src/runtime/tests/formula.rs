use std::{sync::Arc, time::Duration};

use proptest::prelude::*;

use super::super::*;
use crate::{
    program::{Control, arbitrary, parse},
    runtime::{Plan, predict},
};

fn prediction(plan: Plan) -> History {
    let log = predict(&plan);
    History::of(Arc::new(plan), &log)
}

fn formula(text: &str) -> DurationFormula {
    let prediction = prediction(Plan::new(&parse(text).unwrap(), 1));
    DurationFormula::of(&prediction, &WorstCase::of(prediction.plan()), StepId::ROOT).unwrap()
}

/// "Min [300, 500] + 0 = 300 of 500"
fn words(text: &str) -> String {
    let DurationFormula { join, terms, cleanups, total, at_most, .. } = formula(text);
    let ms = |duration: Duration| duration.as_millis();
    let terms: Vec<_> = terms.into_iter().map(ms).collect();
    format!("{join:?} {terms:?} + {} = {} of {}", ms(cleanups), ms(total), ms(at_most))
}

#[test]
fn a_block_that_fails_early_is_cut_short() {
    let formula = formula("device light = light(state: disconnected) sequence(light.switch_on, delay(1s))");
    assert!(formula.is_cut_short && formula.terms.len() == 1);
}

#[test]
fn a_race_takes_the_minimum_and_then_the_cleanups_of_the_losers() {
    assert_eq!(words("race(delay(300ms), delay(500ms))"), "Min [300, 500] + 0 = 300 of 300");
    let loser = "ensure(delay(500ms), delay(200ms))";
    assert_eq!(words(&format!("race(delay(300ms), {loser})")), "Min [300, 700] + 200 = 500 of 500");
    assert_eq!(
        words("race(first: success, fail(\"no\") @ 100ms, fail(\"no\") @ 200ms)"),
        "Max [100, 200] + 0 = 200 of 200"
    );
}

#[test]
fn a_retry_takes_its_attempts_and_pauses_and_at_most_all_of_them() {
    let text = "device light = light(fails: 1, latency: 1s) retry(3, wait: 200ms, grow: 2, light.switch_on)";
    assert_eq!(words(text), "Sum [1000, 200, 1000] + 0 = 2200 of 3600");
}

#[test]
fn attempts_that_take_no_time_are_terms_in_the_order_of_their_rounds() {
    let text = "device light = light(latency: 0ms, fails: 2) retry(3, light.switch_on, delay(50ms))";
    assert_eq!(formula(text).terms, [0, 0, 0, 50].map(Duration::from_millis));
}

#[test]
fn a_timeout_takes_its_time_and_then_the_cleanups() {
    assert_eq!(words("timeout(1s, ensure(delay(2s), delay(100ms)))"), "Sum [1000] + 100 = 1100 of 1100");
    assert_eq!(words("timeout(3s, delay(2s))"), "Sum [2000] + 0 = 2000 of 2000");
}

#[test]
fn with_a_limit_branches_make_room_for_others() {
    let text = "parallel(limit: 2, delay(300ms), delay(500ms), delay(400ms))";
    assert_eq!(words(text), "Sum [300, 400] + 0 = 700 of 850");
}

#[test]
fn a_branch_that_fails_ends_its_block_early() {
    for (errors, cleanups) in [("cancel", 100), ("leave", 0)] {
        let text = format!("parallel(errors: {errors}, ensure(delay(1s), delay(100ms)), fail(\"no\") @ 300ms)");
        let formula = formula(&text);
        assert_eq!(
            (formula.terms, formula.cleanups),
            (vec![Duration::from_millis(300)], Duration::from_millis(cleanups))
        );
    }
}

proptest! {
    #[test]
    fn prop_a_sequence_takes_the_sum_and_a_parallel_the_maximum(scene in arbitrary::calm_scene()) {
        let prediction = prediction(Plan::new(&scene, 1));
        let worst = WorstCase::of(prediction.plan());
        for step in prediction.plan().ids() {
            let Some(formula) = DurationFormula::of(&prediction, &worst, step) else { continue };
            let total: Duration = match prediction.plan().step(step).control.unwrap() {
                Control::Sequence => formula.terms.iter().sum(),
                _ => formula.terms.iter().max().copied().unwrap_or_default(),
            };
            prop_assert_eq!((total, formula.at_most), (formula.total, formula.total));
            prop_assert_eq!((formula.cleanups, formula.is_cut_short), (Duration::ZERO, false));
        }
    }

    #[test]
    fn prop_no_block_takes_longer_than_its_worst_case(scene in arbitrary::unlocked_scene()) {
        let prediction = prediction(Plan::new(&scene, 1));
        let worst = WorstCase::of(prediction.plan());
        for step in prediction.plan().ids() {
            for execution in prediction.executions(step) {
                prop_assert!(prediction.span(execution).duration() <= worst.duration(step));
            }
        }
    }

    #[test]
    fn prop_the_terms_make_up_the_total(scene in arbitrary::steady_scene()) {
        let prediction = prediction(Plan::new(&scene, 1));
        let worst = WorstCase::of(prediction.plan());
        for formula in prediction.plan().ids().filter_map(|step| DurationFormula::of(&prediction, &worst, step)) {
            let joined: Duration = match formula.join {
                Join::Sum => formula.terms.iter().sum(),
                Join::Max => formula.terms.iter().max().copied().unwrap_or_default(),
                Join::Min => formula.terms.iter().min().copied().unwrap_or_default(),
            };
            prop_assert_eq!(joined + formula.cleanups, formula.total, "{:?}", formula);
        }
    }
}

#[test]
fn with_threads_a_parallel_takes_as_long_as_its_last_branch() {
    let scene = parse("parallel(work(1s), work(1s), delay(1s))").unwrap();
    let plan = Arc::new(Plan::new(&scene, 1).in_model(&Model::Threads(Threads::default())));
    let prediction = History::of(plan.clone(), &predict(&plan));
    let formula = DurationFormula::of(&prediction, &WorstCase::of(&plan), StepId::ROOT).unwrap();
    assert_eq!((formula.join, formula.terms.len()), (Join::Max, 3));
    assert_eq!(formula.terms.iter().max(), Some(&formula.total));
}
