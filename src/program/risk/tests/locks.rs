use proptest::prelude::*;

use super::*;
use crate::program::{Editor, arbitrary, parse, print};

fn found(text: &str) -> Vec<(String, Cause, bool)> {
    let risks = risks(&parse(text).unwrap());
    risks.into_iter().map(|risk| (risk.step.to_string(), risk.cause, risk.certain)).collect()
}

/// The program after the first fix of its first risk, on one line.
fn fixed(text: &str) -> String {
    let scene = parse(text).unwrap();
    let fix = risks(&scene)[0].fixes(&scene).remove(0);
    let mut editor = Editor::new(scene);
    editor.apply(fix.edit).unwrap();
    print(editor.scene()).split_whitespace().collect::<Vec<_>>().join(" ").replace(", )", ")").replace("( ", "(")
}

#[test]
fn a_lock_inside_itself_is_a_risk_and_is_removed() {
    let text = "lock(a, light.switch_on, lock(a, light.switch_off))";
    assert_eq!(found(text), [("1".to_string(), Cause::LockInItself, true)]);
    assert_eq!(fixed(text), "lock(a, light.switch_on, light.switch_off)");
    assert_eq!(found("timeout(1s, lock(a, lock(a)))"), [("0.0".to_string(), Cause::LockInItself, false)]);
    assert_eq!(found("sequence(lock(a), lock(a), lock(b, lock(a)))"), []);
    assert_eq!(fixed("lock(a, parallel(lock(a, delay(1s), delay(2s)), delay(3s)))").matches("lock(").count(), 1);
}

#[test]
fn crossed_locks_are_a_risk_and_are_taken_in_the_same_order() {
    let text = "parallel(lock(a, delay(1s), lock(b, delay(1s))), lock(b, delay(1s), lock(a, delay(2s))))";
    assert_eq!(found(text), [("1.1".to_string(), Cause::CrossedLocks, false)]);
    assert_eq!(fixed(text), "parallel(lock(a, delay(1s), lock(b, delay(1s))), lock(a, lock(b, delay(1s), delay(2s))))");
}

#[test]
fn locks_that_cannot_meet_are_no_risk() {
    for text in [
        "sequence(lock(a, lock(b)), lock(b, lock(a)))",
        "parallel(lock(a, lock(b)), lock(a, lock(b)))",
        "parallel(limit: 1, lock(a, lock(b)), lock(b, lock(a)))",
        // A third lock lets one in at a time.
        "parallel(lock(g, lock(a, lock(b))), lock(g, lock(b, lock(a))))",
        "parallel(lock(a), lock(a))",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn three_who_want_the_lock_of_the_next_are_a_risk() {
    let text = "parallel(lock(a, lock(b)), lock(b, lock(c)), lock(c, lock(a)))";
    assert_eq!(found(text), [("2.0".to_string(), Cause::CrossedLocks, false)]);
}

#[test]
fn messages_that_a_lock_keeps_apart_do_not_conflict() {
    let flush_and_clean = |one: &str, other: &str| {
        found(&format!("parallel(lock({one}, toilet.flush), lock({other}, toilet.clean))")).len()
    };
    assert_eq!([flush_and_clean("a", "a"), flush_and_clean("a", "b")], [0, 1]);
    assert_eq!(found("lock a(permits: 2)\nparallel(lock(a, toilet.flush), lock(a, toilet.clean))").len(), 1);
    assert_eq!(found("lock(a, parallel(toilet.flush, toilet.clean))").len(), 1);
    assert_eq!(found("parallel(lock(a, toilet.flush), lock(b, toilet.clean), lock(a, toilet.flush))").len(), 2);
    // A branch that is left behind no longer has the lock.
    let left = "parallel(lock(a, parallel(errors: leave, toilet.flush, fail(\"no\"))), lock(a, toilet.clean))";
    assert_eq!(found(left).len(), 1);
}

proptest! {
    #[test]
    fn prop_a_fix_of_locks_leaves_fewer_of_those_risks(scene in arbitrary::scene()) {
        let count = |scene: &Scene, cause| risks(scene).iter().filter(|risk| risk.cause == cause).count();
        for risk in risks(&scene) {
            if matches!(risk.cause, Cause::LockInItself | Cause::CrossedLocks) {
                let fixes = risk.fixes(&scene);
                prop_assert!(risk.cause != Cause::LockInItself || !fixes.is_empty());
                for fix in fixes {
                    let mut editor = Editor::new(scene.clone());
                    editor.apply(fix.edit).unwrap();
                    prop_assert!(count(editor.scene(), risk.cause) < count(&scene, risk.cause));
                }
            }
        }
    }
}
