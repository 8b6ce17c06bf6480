use crate::runtime::{EventKind, Execution, NumberId, outcome::Outcome, run_state::RunState};

/// Reads a number on the wall and writes it, one higher. Nothing can come between: the step does not wait.
pub(super) fn body(run: &RunState<'_>, execution: Execution, number: NumberId) -> Outcome {
    let read = run.numbers.borrow()[number.index()];
    run.record(execution, EventKind::Read(read));
    let written = read + 1;
    run.numbers.borrow_mut()[number.index()] = written;
    run.record(execution, EventKind::Written(written));
    Ok(())
}
