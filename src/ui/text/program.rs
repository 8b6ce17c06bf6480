//! Text of the program panel: its head, its tree of steps, and the announcements of editing.

use std::{fmt::Display, time::Duration};

use super::{
    common::UNDO,
    edit::edit_name,
    numbers::{count, duration_formula, latency, seconds},
};
use crate::{
    program::{BlockKind, EditName},
    runtime::{DurationFormula, Span, StepState},
};

/// The label of the tabs "Blocks", "Code" and "Text".
pub const FORMS: &str = "Program as";
pub const REDO: &str = "Redo";
/// In place of the duration of a step whose device does not exist.
pub const FAILS: &str = "fails";
/// The group of buttons that remove a risk.
pub const FIXES: &str = "Fixes";
pub const NOT_MOVED: &str = "Not moved.";
pub const NOT_APPLICABLE: &str = "That cannot be done to this step.";
pub const CLIPBOARD_HIDDEN: &str = "The browser does not show the clipboard. Press Ctrl+V instead.";

/// The title of the button that undoes an edit.
pub fn undo(edit: &EditName) -> String {
    format!("{UNDO} {}", edit_name(edit))
}

/// The title of the button that redoes an edit.
pub fn redo(edit: &EditName) -> String {
    format!("{REDO} {}", edit_name(edit))
}

/// "1 hazard"
pub fn hazard_count(hazards: usize) -> String {
    count(hazards, "hazard")
}

pub const GO_TO_HAZARD: &str = "Go to the step";

/// The state of a step with its hazard or its risk: "running, hazard".
pub fn step_state(state: StepState, is_hazardous: bool, risk: Option<&str>) -> String {
    let hazard = if is_hazardous { ", hazard" } else { "" };
    match risk {
        Some(risk) => format!("{}{hazard}, {risk}", state.as_str()),
        None => format!("{}{hazard}", state.as_str()),
    }
}

/// A risk, and how a keyboard gets to its fixes: "…, Tab goes to 2 fixes".
pub fn with_fixes(risk: &str, fixes: usize) -> String {
    match fixes {
        1 => format!("{risk}, Tab goes to a fix"),
        fixes => format!("{risk}, Tab goes to {fixes} fixes"),
    }
}

/// The duration of a block as a formula, with its worst case if that is longer: "0.50 + 0.50 = 1.00 s, 3.60 s at most". The
/// duration of a leaf: "500 ms".
pub fn step_duration(formula: Option<&DurationFormula>, duration: Duration) -> String {
    let Some(formula) = formula else { return latency(duration) };
    let at_most = (formula.at_most > formula.total).then(|| format!(", {} at most", seconds(formula.at_most)));
    duration_formula(formula) + &at_most.unwrap_or_default()
}

/// A step that is known to fail, as far as it comes: "fails", "200 ms, fails".
pub fn fails_after(duration: Duration) -> String {
    if duration.is_zero() { FAILS.into() } else { format!("{}, {FAILS}", latency(duration)) }
}

/// For a step of a run that gets stuck.
pub const NEVER_ENDS: &str = "never ends";

/// For a step that fails, and is done when it is tried again.
pub fn fails_at_first(failures: usize) -> String {
    if failures == 1 { "fails at first".into() } else { format!("fails {failures} times at first") }
}

/// The slack of a step, of which there is none on the critical path: "0.50 s slack". A step that nothing waits for has none
/// either: it is never started, or is cancelled.
pub fn slack(slack: Option<Duration>, predicted: Span) -> Option<String> {
    match (slack, predicted.start, predicted.state()) {
        (Some(Duration::ZERO), ..) => None,
        (Some(slack), ..) => Some(format!("{} slack", seconds(slack))),
        (None, None, _) => Some("never runs".into()),
        (None, Some(_), StepState::Cancelled) => Some(format!("cancelled after {}", latency(predicted.duration()))),
        (None, Some(_), _) => None,
    }
}

/// The label of the button that converts a block to another kind.
pub fn convert_to(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Sequence => "Turn into sequence",
        BlockKind::Parallel => "Turn into parallel",
        BlockKind::Race => "Turn into race",
        BlockKind::Timeout => "Turn into timeout",
        BlockKind::Retry => "Turn into retry",
        BlockKind::Repeat => "Turn into repeat",
        BlockKind::Fallback => "Turn into fallback",
        BlockKind::Ensure => "Turn into ensure",
        BlockKind::Lock => "Turn into lock",
        BlockKind::Start => "Turn into start",
        BlockKind::Future => "Turn into future",
        BlockKind::Blocking => "Turn into blocking",
        BlockKind::Offload => "Turn into offload",
    }
}

/// The announcement of a new insertion point, described by [`place`](super::place).
pub fn next_step_goes(place: &str) -> String {
    format!("The next step goes {place}.")
}

pub fn copied(steps: &str) -> String {
    format!("Copied: {steps}.")
}

/// The announcement of pasted text that is not in the notation.
pub fn not_a_program(error: impl Display) -> String {
    format!("What was pasted is not a program: {error}. Nothing was changed.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{Forecast, History, Plan, StepId, predict},
    };

    #[test]
    fn slack_is_named_unless_there_is_none() {
        let words = |text: &str, step: u32| {
            let plan = Plan::new(&parse(text).unwrap(), 1);
            let log = predict(&plan);
            let prediction = History::of(plan.clone().into(), &log);
            slack(Forecast::new(&plan, &log).of(StepId(step)).slack, prediction.span(StepId(step)))
        };
        let both = "parallel(toilet.flush, light.switch_on @ 2s)";
        assert_eq!([words(both, 1).as_deref(), words(both, 2).as_deref()], [Some("1.50\u{a0}s slack"), None]);
        assert_eq!(words("sequence(fail(\"no\"), toilet.flush)", 2).as_deref(), Some("never runs"));
        let race = "race(toilet.flush, light.switch_on @ 2s)";
        assert_eq!(words(race, 2).as_deref(), Some("cancelled after 500\u{a0}ms"));
        let stray = "sequence(race(losers: leave, toilet.flush, light.switch_on @ 2s), delay(3s))";
        assert_eq!(words(stray, 3), None);
    }

    #[test]
    fn a_step_that_fails_lasts_as_far_as_it_comes() {
        let fails = |ms| fails_after(Duration::from_millis(ms));
        assert_eq!([fails(0), fails(200)], ["fails", "200\u{a0}ms, fails"]);
    }

    #[test]
    fn a_step_is_described_by_its_state_its_hazard_and_its_risk() {
        assert_eq!(step_state(StepState::Running, false, None), "running");
        assert_eq!(step_state(StepState::Running, true, None), "running, hazard");
        assert_eq!(step_state(StepState::Running, true, Some("it splashes")), "running, hazard, it splashes");
    }
}
