//! Tasks, futures and promises: the steps that make them, await them, cancel them and resolve them.

use std::{cell::Cell, future::poll_fn, pin::pin, rc::Rc, task::Poll};

use super::sequence;
use crate::{
    home::Hazard,
    program::TaskVerb,
    runtime::{
        EventKind, Execution, Failure, NameId, Settled,
        cores::Inside,
        named::{Named, NamedEnd, Progress},
        open::Open,
        outcome::{BodyEnd, Outcome},
        run_state::{Cause, RunState},
    },
};

/// Starts the steps as a task, which runs until it first waits; then the block ends.
pub(super) async fn start<'a>(run: &Rc<RunState<'a>>, block: Execution) -> Outcome {
    run.micro_step(block).await;
    let named = make(run, block, Progress::Running);
    let steps = run_steps(run.clone(), block);
    if run.plan.dialect.is_one_by_one() {
        let end = steps.await;
        run.settle(&named, NamedEnd::of(end));
        return Ok(());
    }
    let (task, thread) = (run.clone(), run.new_thread(block.step));
    let (started, has_begun) = (named.clone(), Rc::new(Cell::new(false)));
    let begins = has_begun.clone();
    let id = run.executor.spawn(async move {
        task.begin_thread(thread, block).await;
        begins.set(true);
        named.begins.set(None);
        let end = steps.await;
        task.end_thread(thread);
        task.settle(&named, NamedEnd::of(end));
    });
    started.begins.set(Some(id).filter(|_| !has_begun.get()));
    run.executor.thread().await;
    Ok(())
}

/// Makes a future of the steps, and ends: they do not run before they are awaited.
pub(super) fn future(run: &RunState<'_>, block: Execution) -> Outcome {
    make(run, block, Progress::NotStarted);
    Ok(())
}

pub(super) async fn verb(run: &Rc<RunState<'_>>, execution: Execution, verb: TaskVerb) -> BodyEnd {
    match verb {
        TaskVerb::Await => join(run, execution).await,
        TaskVerb::Cancel => {
            cancel(run, execution);
            run.executor.thread().await;
            Ok(()).into()
        }
        TaskVerb::Resolve => resolve(run, execution).into(),
    }
}

/// Waits for the end of what the name means, and ends in the same way. The first to await a future runs its steps.
async fn join(run: &Rc<RunState<'_>>, execution: Execution) -> BodyEnd {
    let named = meaning(run, execution).await;
    run.names.borrow_mut().set_awaited(execution, named.maker);
    let runs_it = named.is(Progress::NotStarted);
    if runs_it {
        named.progress.set(Progress::Running);
        // Its steps are inside this await, so that they are cancelled with it.
        run.open.borrow_mut().insert(Open::future(named.maker, execution, run.executor.current(), run.thread_now()));
        *named.steps.borrow_mut() = Some(Box::pin(run_steps(run.clone(), named.maker)));
    }
    let _steps = runs_it.then(|| DropSteps(&named));
    let mut end = pin!(named.end.wait());
    let NamedEnd { settled, woken_by } = poll_fn(|context| {
        // A step inside that cancels the future does so later, so nobody else takes the steps while they are polled.
        let steps = if runs_it { named.steps.take() } else { None };
        if let Some(mut steps) = steps {
            match steps.as_mut().poll(context) {
                Poll::Ready(end) => run.settle(&named, NamedEnd::of(end)),
                Poll::Pending => *named.steps.borrow_mut() = Some(steps),
            }
        }
        end.as_mut().poll(context)
    })
    .await;
    named.is_received.set(true);
    let outcome = match settled {
        Settled::Finished => Ok(()),
        Settled::Failed(step) => Err(Failure::Awaited(step)),
        Settled::Cancelled => Err(Failure::AwaitedCancelled),
    };
    BodyEnd { outcome, woken_by }
}

/// Waits until the name means something.
async fn meaning<'a>(run: &Rc<RunState<'a>>, execution: Execution) -> Rc<Named<'a>> {
    let name = name_of(run, execution);
    let latest = run.names.borrow().latest(name);
    if let Some(named) = latest {
        return named;
    }
    let exists = run.names.borrow().exists(name);
    exists.wait().await;
    run.names.borrow().latest(name).expect("it exists")
}

fn cancel(run: &Rc<RunState<'_>>, execution: Execution) {
    let latest = run.names.borrow().latest(name_of(run, execution));
    let Some(named) = latest else { return };
    let inside = Inside::Block(named.maker);
    let is_own = run.open.borrow().is_around(execution, named.maker);
    match named.progress.get() {
        Progress::NotStarted => run.settle(&named, NamedEnd { settled: Settled::Cancelled, woken_by: Some(execution) }),
        // A call cannot be stopped before it returns.
        Progress::Running if run.plan.dialect.is_one_by_one() => {}
        Progress::Running if is_own || run.works_inside(inside) => {
            // It goes on to its next wait, and is cancelled there. Nobody waits for that.
            let later = run.clone();
            run.executor.spawn(async move {
                if is_own {
                    later.executor.yield_now().await;
                }
                later.stop(inside, execution).await;
                if named.is(Progress::Running) {
                    later.cancel_named(&named, execution);
                }
            });
        }
        Progress::Running => run.cancel_named(&named, execution),
        Progress::Cancelled | Progress::Settled => {}
    }
}

fn resolve(run: &RunState<'_>, execution: Execution) -> Outcome {
    let latest = run.names.borrow().latest(name_of(run, execution));
    if latest.is_some() {
        run.record(execution, EventKind::Hazard(Hazard::ResolvedTwice));
        return Ok(());
    }
    let promise = make(run, execution, Progress::Running);
    run.settle(&promise, NamedEnd { settled: Settled::Finished, woken_by: Some(execution) });
    Ok(())
}

fn make<'a>(run: &RunState<'a>, maker: Execution, progress: Progress) -> Rc<Named<'a>> {
    let parent = run.open.borrow().get(maker).and_then(|open| open.parent);
    let named = Rc::new(Named::new(maker, parent, run.thread_now(), progress));
    run.names.borrow_mut().set(name_of(run, maker), named.clone());
    named
}

fn name_of(run: &RunState<'_>, execution: Execution) -> NameId {
    run.plan.step(execution.step).name.expect("a step with a name")
}

async fn run_steps(run: Rc<RunState<'_>>, block: Execution) -> BodyEnd {
    sequence::run_in_order(&run, Cause::with_block(block), run.plan.children(block.step)).await
}

impl NamedEnd {
    fn of(BodyEnd { outcome, woken_by }: BodyEnd) -> Self {
        let settled = match outcome {
            Ok(()) => Settled::Finished,
            Err(Failure::Child(step)) => Settled::Failed(step),
            Err(_) => unreachable!("a step inside has failed"),
        };
        Self { settled, woken_by }
    }
}

/// Drops the steps of a future with the await that runs them.
struct DropSteps<'n, 'a>(&'n Named<'a>);

impl Drop for DropSteps<'_, '_> {
    fn drop(&mut self) {
        let steps = self.0.steps.take();
        drop(steps);
    }
}
