use crate::{
    home::Hazard,
    runtime::{EventKind, Execution, NumberId, outcome::Outcome, run_state::RunState},
};

/// Reads a number on the wall and writes it, one higher. The step does not wait, so only a scheduler that switches between
/// threads can let others come between.
pub(super) async fn body(run: &RunState<'_>, execution: Execution, number: NumberId) -> Outcome {
    let read = run.numbers.borrow()[number.index()];
    run.record(execution, EventKind::Read(read.value));
    run.micro_step(execution).await;
    let written = read.value + 1;
    let before = run.numbers.borrow_mut()[number.index()].write(written);
    run.record(execution, EventKind::Written(written));
    if before != read {
        run.record(execution, EventKind::Hazard(Hazard::NumberWrittenOver));
    }
    Ok(())
}
