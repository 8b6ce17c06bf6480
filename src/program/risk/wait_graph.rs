//! The steps that may have to wait for others, and what each of them waits for. Knows no time.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    permits::Permits,
    shape::{Shape, order_around},
};
use crate::program::{BlockKind, ChildOrder, OnTask, Path, Scene, Step, TaskVerb};

/// A step that may have to wait for others: an await, or a block that wants a lock.
pub(super) struct Wait {
    pub path: Path,
    pub is_await: bool,
    /// The name that it awaits, or the lock.
    on: Arc<str>,
    /// The innermost task or future that it is a step of, as a number among the makers.
    task: Option<usize>,
    /// The block that holds the thread while it waits.
    pub holder: Option<Path>,
    /// The waits inside it, if it is a block: those that it may hold its lock for.
    inside: Range<usize>,
}

/// A step that makes a task, a future or a promise.
struct Maker {
    path: Path,
    is_promise: bool,
    is_future: bool,
    task: Option<usize>,
    /// The waits inside a task or future.
    inside: Range<usize>,
}

/// The surroundings of a step.
#[derive(Clone, Default)]
struct Around {
    task: Option<usize>,
    holder: Option<Path>,
}

/// All steps of a program that wait, in program order, and what they wait for.
pub(super) struct WaitGraph<'a> {
    scene: &'a Scene,
    permits: Permits,
    has_strays: bool,
    pub waits: Vec<Wait>,
    makers: Vec<Maker>,
    /// The makers by name, and the blocks that want a lock by the lock, as places in these lists.
    makers_of: BTreeMap<Arc<str>, Vec<usize>>,
    wanted_by: BTreeMap<Arc<str>, Vec<usize>>,
}

impl<'a> WaitGraph<'a> {
    pub fn of(scene: &'a Scene) -> Self {
        let has_strays = Shape::has_strays(&scene.step);
        let mut graph = Self {
            scene,
            permits: Permits::of(scene),
            has_strays,
            waits: Vec::new(),
            makers: Vec::new(),
            makers_of: BTreeMap::new(),
            wanted_by: BTreeMap::new(),
        };
        graph.add(&scene.step, &Path::ROOT, Around::default());
        graph
    }

    fn add(&mut self, step: &Step, path: &Path, around: Around) {
        let (from, task) = (self.waits.len(), around.task);
        let mut inner = around.clone();
        match step {
            Step::OnTask(OnTask { verb: TaskVerb::Await, name }) => self.add_wait(path, true, name.clone(), &around),
            Step::OnTask(OnTask { verb: TaskVerb::Resolve, name }) => {
                self.add_maker(
                    name,
                    Maker { path: path.clone(), is_promise: true, is_future: false, task, inside: from..from },
                );
            }
            Step::Block(block) => {
                if let Some(name) = block.task() {
                    inner = Around { task: Some(self.makers.len()), holder: None };
                    let is_future = block.kind == BlockKind::Future;
                    self.add_maker(
                        name,
                        Maker { path: path.clone(), is_promise: false, is_future, task, inside: from..from },
                    );
                }
                if block.kind == BlockKind::Blocking {
                    inner.holder.get_or_insert_with(|| path.clone());
                }
                if let Some(lock) = block.lock() {
                    self.add_wait(path, false, lock.into(), &around);
                }
            }
            _ => {}
        }
        let first_inside = self.waits.len();
        for (index, child) in step.children().iter().enumerate() {
            self.add(child, &path.child(index), inner.clone());
        }
        let inside = first_inside..self.waits.len();
        if let Some(block) = step.as_block() {
            if block.lock().is_some() {
                self.waits[from].inside = inside;
            } else if let Some(maker) = inner.task.filter(|_| block.task().is_some()) {
                self.makers[maker].inside = inside;
            }
        }
    }

    fn add_wait(&mut self, path: &Path, is_await: bool, on: Arc<str>, around: &Around) {
        let (here, Around { task, holder }) = (self.waits.len(), around.clone());
        if !is_await {
            self.wanted_by.entry(on.clone()).or_default().push(here);
        }
        self.waits.push(Wait { path: path.clone(), is_await, on, task, holder, inside: here..here });
    }

    fn add_maker(&mut self, name: &str, maker: Maker) {
        self.makers_of.entry(name.into()).or_default().push(self.makers.len());
        self.makers.push(maker);
    }

    /// The number of waits that `needs` looks at, at most.
    pub fn cost(&self, wait: usize) -> usize {
        let wait = &self.waits[wait];
        if wait.is_await { 1 } else { self.wanted_by.get(&wait.on).map_or(1, Vec::len) }
    }

    /// The waits that have to end before one of them can.
    pub fn needs(&self, wait: usize) -> Vec<usize> {
        let wait = &self.waits[wait];
        if !wait.is_await {
            return self.holders(wait);
        }
        // Of a name that several steps make it is not known which of them is meant.
        let Some(&[number]) = self.makers_of.get(&wait.on).map(Vec::as_slice) else { return Vec::new() };
        let maker = &self.makers[number];
        match maker.is_promise {
            true => self.before(maker),
            false => maker.inside.clone().filter(|&other| self.waits[other].task == Some(number)).collect(),
        }
    }

    /// The waits of the same task that come before a step in a sequence.
    fn before(&self, maker: &Maker) -> Vec<usize> {
        let up = std::iter::successors(maker.path.parent(), |(block, _)| block.parent());
        let in_order =
            up.filter(|(path, _)| self.scene.step.at(path).and_then(Step::as_block).is_some_and(Shape::is_one_by_one));
        let place = |path: &Path| self.waits.partition_point(|wait| wait.path < *path);
        let before = in_order.flat_map(|(block, index)| place(&block.child(0))..place(&block.child(index)));
        before.filter(|&other| self.waits[other].task == maker.task).collect()
    }

    /// True if a wait that holds the thread may need others to go on.
    pub fn needs_others(&self, wait: &Wait) -> bool {
        let mut makers = self.makers_of.get(&wait.on).into_iter().flatten().map(|&maker| &self.makers[maker]);
        // The steps of a future run inside its await, and a promise that was resolved before is there.
        let is_there = |maker: &Maker| {
            let needs_nobody = maker.is_promise || maker.is_future;
            needs_nobody
                && maker.path < wait.path
                && order_around(self.scene, &maker.path, &wait.path) == Some(ChildOrder::Sequential)
        };
        match wait.is_await {
            true => makers.any(|maker| !is_there(maker)),
            false => self.rivals(wait).count() >= self.permits.of_lock(&wait.on) as usize,
        }
    }

    /// The other blocks that may hold the lock that one wants.
    fn rivals<'w>(&'w self, wait: &'w Wait) -> impl Iterator<Item = &'w Wait> {
        let others = self.wanted_by.get(&wait.on).into_iter().flatten().map(|&other| &self.waits[other]);
        others.filter(|other| other.path != wait.path && self.may_meet(&other.path, &wait.path))
    }

    /// The waits of others while they hold the lock that a block wants.
    fn holders(&self, wait: &Wait) -> Vec<usize> {
        if self.permits.of_lock(&wait.on) != 1 {
            return Vec::new();
        }
        self.rivals(wait)
            .flat_map(|other| other.inside.clone().filter(|&inner| self.waits[inner].task == other.task))
            .collect()
    }

    fn may_meet(&self, one: &Path, other: &Path) -> bool {
        let order = order_around(self.scene, one, other);
        order == Some(ChildOrder::Concurrent) || order.is_some() && self.has_strays
    }
}
