//! Tasks as the blocks that they are like, so that the search for risks needs to know no tasks.
//!
//! A task that is awaited further on in the same sequence runs beside the steps between, as a branch of a parallel does. One
//! that is not runs beside all that follows, as the loser of a race that is left. A future may run at any time after it is
//! made.

use std::{collections::HashMap, time::Duration};

use crate::program::{Block, BlockKind, Control, Errors, First, Key, Losers, OnTask, Scene, Step, TaskVerb, Value};

/// Returns the scene without tasks, futures and promises. Its messages have the same order.
pub(super) fn without_tasks(scene: &Scene) -> Option<Scene> {
    let mut makers: HashMap<&str, usize> = HashMap::new();
    let mut has_tasks = false;
    scene.step.for_each(&mut |step| match step {
        Step::Block(block) => block.task().into_iter().for_each(|name| *makers.entry(name).or_default() += 1),
        Step::OnTask(_) => has_tasks = true,
        _ => {}
    });
    (has_tasks || !makers.is_empty()).then(|| {
        let step = Reduction { makers }.reduce(&scene.step, true);
        Scene { devices: scene.devices.clone(), locks: scene.locks.clone(), step }
    })
}

struct Reduction<'a> {
    /// The number of blocks that make something of a name.
    makers: HashMap<&'a str, usize>,
}

impl Reduction<'_> {
    /// `is_joined` is true if nothing follows in the program once a step inside this one fails or is cancelled: then whatever
    /// comes after an await knows that the task has ended.
    fn reduce(&self, step: &Step, is_joined: bool) -> Step {
        match step {
            Step::OnTask(_) => Step::Delay(Duration::from_millis(1)),
            Step::Block(block) => {
                let is_joined = is_joined && passes_failures_on(block);
                let children = match block.kind {
                    _ if block.task().is_some() => return left(self.steps_of(block)),
                    BlockKind::Sequence if is_joined => self.in_sequence(&block.children),
                    _ => block.children.iter().map(|child| self.reduce(child, is_joined)).collect(),
                };
                Step::Block(Block { children, ..block.clone() })
            }
            other => other.clone(),
        }
    }

    /// The steps of a sequence, in which what is awaited is a branch beside the steps before its await.
    fn in_sequence(&self, steps: &[Step]) -> Vec<Step> {
        let Some((first, rest)) = steps.split_first() else { return Vec::new() };
        let made = first.as_block().and_then(|block| Some((block, block.task()?)));
        let awaited = made.and_then(|(block, name)| {
            let is_await = |step: &Step| matches!(step, Step::OnTask(OnTask { verb: TaskVerb::Await, name: own }) if **own == *name);
            let place = rest.iter().position(is_await).filter(|_| self.makers.get(name) == Some(&1))?;
            Some((block, place))
        });
        let Some((block, place)) = awaited else {
            let first = self.reduce(first, true);
            return std::iter::once(first).chain(self.in_sequence(rest)).collect();
        };
        let between = Step::sequence(self.in_sequence(&rest[..place]));
        let both = Step::parallel([self.steps_of(block), between]);
        std::iter::once(both).chain(self.in_sequence(&rest[place + 1..])).collect()
    }

    /// The steps of a task or a future. Those of a future start later.
    fn steps_of(&self, block: &Block) -> Step {
        let later = (block.kind == BlockKind::Future).then_some(Step::Delay(Duration::from_millis(1)));
        Step::sequence(later.into_iter().chain(self.in_sequence(&block.children)).collect::<Vec<_>>())
    }
}

/// A step that runs beside all that follows.
pub(super) fn left(step: Step) -> Step {
    Step::block(BlockKind::Race, [Step::sequence([]), step])
        .with(Key::First, Value::Word(First::Settled.as_str()))
        .with(Key::Losers, Value::Word(Losers::Leave.as_str()))
}

/// True if a block fails as soon as a step in it has failed, or never goes on.
fn passes_failures_on(block: &Block) -> bool {
    match block.control() {
        Control::Sequence | Control::Lock | Control::Timeout(_) | Control::Blocking | Control::Offload => true,
        Control::Parallel { errors, .. } => matches!(errors, Errors::Wait | Errors::Cancel),
        _ => false,
    }
}
