//! Tasks, futures and promises: what a name of the program means.
//!
//! All three are a place for an outcome that is set once. A *task* runs by itself from its `start` on. A *future* has not
//! begun, until an `await` runs its steps in the task of that await. A *promise* runs nothing: `resolve` sets it. A name means
//! the latest of them that was made; before there is one, an await waits for the name.

use std::{
    cell::{Cell, RefCell},
    pin::Pin,
    rc::Rc,
};

use super::{Execution, NameId, Plan, TaskId, completion::Completion, execution::ExecutionMap, outcome::BodyEnd};

/// The way in which a task, future or promise has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Settled {
    Finished,
    /// This step of it failed.
    Failed(Execution),
    Cancelled,
}

/// The end of a task, future or promise, with the execution whose end let it end.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedEnd {
    pub(super) settled: Settled,
    pub(super) woken_by: Option<Execution>,
}

/// The steps of a future, on their way.
pub(super) type Steps<'a> = Pin<Box<dyn Future<Output = BodyEnd> + 'a>>;

/// A task, a future or a promise.
pub(super) struct Named<'a> {
    /// The execution that has made it: of `start`, `future` or `resolve`.
    pub(super) maker: Execution,
    /// The execution of the block that its maker is in.
    pub(super) parent: Option<Execution>,
    /// The thread that has made it, in the threads model.
    pub(super) thread: Option<u32>,
    pub(super) progress: Cell<Progress>,
    pub(super) end: Completion<NamedEnd>,
    /// The steps of a future that runs. Whoever cancels it drops them.
    pub(super) steps: RefCell<Option<Steps<'a>>>,
    /// The task that runs the steps of a task, until it has begun with them.
    pub(super) begins: Cell<Option<TaskId>>,
    /// True once an await has had its end.
    pub(super) is_received: Cell<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// A future that nobody has awaited.
    NotStarted,
    Running,
    /// Its steps were cancelled, and are being cleaned up.
    Cancelled,
    Settled,
}

/// The meanings of the names of a run, by their number in the plan.
pub(super) struct Names<'a> {
    names: Vec<Name<'a>>,
    /// All that was made, in order.
    made: Vec<Rc<Named<'a>>>,
    /// The places among those, by the executions that have made them.
    by_maker: ExecutionMap<Option<u32>>,
    /// The makers of what each await waits for.
    awaited: ExecutionMap<Option<Execution>>,
}

struct Name<'a> {
    latest: Option<Rc<Named<'a>>>,
    /// Set when the name means something.
    exists: Completion<()>,
}

impl Settled {
    /// The word of the event log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Finished => "ok",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Named<'_> {
    pub(super) fn new(maker: Execution, parent: Option<Execution>, thread: Option<u32>, progress: Progress) -> Self {
        Self {
            maker,
            parent,
            thread,
            progress: Cell::new(progress),
            end: Completion::new(),
            steps: RefCell::default(),
            begins: Cell::default(),
            is_received: Cell::default(),
        }
    }

    pub(super) fn is(&self, progress: Progress) -> bool {
        self.progress.get() == progress
    }
}

impl<'a> Names<'a> {
    /// No name of a plan means anything yet.
    pub(super) fn new(plan: &Plan) -> Self {
        let unknown = |_| Name { latest: None, exists: Completion::new() };
        let steps = if plan.names.is_empty() { 0 } else { plan.len() };
        Self {
            names: plan.names.iter().map(unknown).collect(),
            made: Vec::new(),
            by_maker: ExecutionMap::new(steps),
            awaited: ExecutionMap::new(steps),
        }
    }

    pub(super) fn latest(&self, name: NameId) -> Option<Rc<Named<'a>>> {
        self.names[name.index()].latest.clone()
    }

    /// Gives a name its latest meaning, and wakes those that have waited for one.
    pub(super) fn set(&mut self, name: NameId, named: Rc<Named<'a>>) {
        self.by_maker.set(named.maker, Some(self.made.len() as u32));
        self.made.push(named.clone());
        let name = &mut self.names[name.index()];
        name.latest = Some(named);
        name.exists.set(());
    }

    pub(super) fn exists(&self, name: NameId) -> Completion<()> {
        self.names[name.index()].exists.clone()
    }

    /// Returns what an execution has made.
    pub(super) fn made_by(&self, maker: Execution) -> Option<&Rc<Named<'a>>> {
        Some(&self.made[self.by_maker.get(maker)? as usize])
    }

    /// Returns all that was made, in order.
    pub(super) fn made(&self) -> &[Rc<Named<'a>>] {
        &self.made
    }

    pub(super) fn set_awaited(&mut self, by: Execution, maker: Execution) {
        self.awaited.set(by, Some(maker));
    }

    /// Returns the maker of what an await waits for; `None` before its name means anything.
    pub(super) fn awaited(&self, by: Execution) -> Option<Execution> {
        self.awaited.get(by)
    }
}
