use std::sync::Arc;

use super::{Cause, Risk, risks, shape::Shape};
use crate::{
    home::{Action, ActionName, Device, DeviceKind, Hazard},
    program::{Block, BlockKind, ChildOrder, Edit, Editor, Key, Message, Path, Place, Scene, Siblings, Step, Value},
};

/// An edit that removes a risk.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    pub kind: FixKind,
    pub edit: Edit,
}

/// The kind of a fix, as data. The page has its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// Puts the branches of the two steps in sequence.
    ChainBranches,
    /// Turns the whole block into a sequence.
    ConvertBlock,
    /// Moves an existing message with this action before the step.
    MoveFirst(ActionName),
    /// Adds a message with this action, to this device, before the step.
    SendFirst(ActionName, Arc<str>),
    AddDevice(DeviceKind, Arc<str>),
    DeleteStep,
    /// Limits the number of branches that run at once.
    Limit(u32),
    /// Runs the steps of a block without this lock, which a block around it holds already.
    RemoveLock(Arc<str>),
    /// Lets each step that changes the volume or the number hold this new lock, so that one waits for another.
    LockEach(Arc<str>),
    /// Takes the first lock before the second, as others do.
    LockFirst(Arc<str>, Arc<str>),
    /// Awaits this name instead.
    AwaitInstead(Arc<str>),
    /// Resolves this promise at the end of a branch beside the await.
    ResolveIt(Arc<str>),
    /// Moves what makes this name before its await.
    MakeFirst(Arc<str>),
    /// Awaits this future after the steps around it.
    AwaitIt(Arc<str>),
    /// Lets a worker do the step, beside the thread.
    Offload,
    /// Awaits the steps, which gives way to others, instead of blocking.
    AwaitSteps,
    /// Starts this future as a task, which runs by itself.
    StartIt(Arc<str>),
}

/// A fix that may help, and the path of the step after it.
struct Candidate {
    fix: Fix,
    step_then: Path,
}

impl Risk {
    /// The fixes of this risk, the best first. Fixes for a device that may be off or disconnected are tried out on a copy
    /// of the scene, which is slow for many risks; the others are right by construction.
    pub fn fixes(&self, scene: &Scene) -> Vec<Fix> {
        let mut fixes = self.fixes_anywhere(scene);
        // A worker cannot run what some of them would put there.
        if scene.step.any_block(&mut |block| block.kind == BlockKind::Offload) {
            fixes.retain(|fix| Editor::new(scene.clone()).apply(fix.edit.clone()).is_ok());
        }
        fixes
    }

    fn fixes_anywhere(&self, scene: &Scene) -> Vec<Fix> {
        let (step, remedy) = match (self.cause, scene.message(&self.step)) {
            (Cause::LockInItself | Cause::CrossedLocks, _) => return self.fixes_of_locks(scene),
            (
                Cause::NothingToAwait
                | Cause::AwaitsItself
                | Cause::AwaitedTooEarly
                | Cause::AwaitsInRing
                | Cause::Hazard(Hazard::NeverAwaited),
                _,
            ) => return self.fixes_of_names(scene),
            (Cause::WaitsHoldingThread, _) => return self.fixes_of_held_waits(),
            (Cause::Hazard(Hazard::ThreadHeld), _) => return self.fixes_of_threads(scene),
            (Cause::Hazard(Hazard::NumberWrittenOver), _) => {
                return self.locked(scene).into_iter().map(|(fix, _)| fix).collect();
            }
            (_, None) => return Vec::new(),
            (Cause::NoSuchDevice, Some(step)) => return self.fixes_of_unknown_device(scene, &step.device),
            (Cause::Busy, Some(step)) => return self.limits(scene, &step.device),
            (Cause::NotConnected, Some(step)) => (step, Action::Connect),
            (Cause::Hazard(Hazard::SpeakerOff), Some(step)) => (step, Action::SwitchOn),
            (Cause::Hazard(hazard), _) => {
                let locked = if hazard == Hazard::WrittenOver { self.locked(scene) } else { None };
                let locked = locked.map(|(fix, step_then)| Candidate { fix, step_then });
                let mut ways: Vec<_> = locked.into_iter().chain(self.in_sequence(scene)).collect();
                // In sequence, two messages still meet if the branch of one outlives its block.
                if Shape::has_strays(&scene.step) {
                    ways.retain(|candidate| self.is_removed(scene, candidate));
                }
                return fixes_of(ways);
            }
        };
        let ways = [
            self.in_sequence(scene),
            self.moved_before(scene, step, &remedy).into_iter().collect(),
            vec![self.sent_before(scene, step, remedy)],
        ];
        let effective =
            |way: Vec<Candidate>| way.into_iter().filter(|candidate| self.is_removed(scene, candidate)).collect();
        ways.into_iter().map(effective).map(fixes_of).find(|fixes| !fixes.is_empty()).unwrap_or_default()
    }

    /// True if the fix removes this risk of the step.
    fn is_removed(&self, scene: &Scene, candidate: &Candidate) -> bool {
        let mut editor = Editor::new(scene.clone());
        let is_same = |risk: &Risk| risk.step == candidate.step_then && risk.cause == self.cause;
        editor.apply(candidate.fix.edit.clone()).is_ok() && !risks(editor.scene()).iter().any(is_same)
    }

    /// Limits the branches of a parallel around the step, the inner ones first, to as many as the device takes.
    fn limits(&self, scene: &Scene, name: &str) -> Vec<Fix> {
        let device = scene.devices.iter().find(|device| *device.name == *name);
        let Some(capacity) = device.and_then(|device| device.capacity) else { return Vec::new() };
        let around = std::iter::successors(self.step.parent(), |(block, _)| block.parent()).map(|(block, _)| block);
        let limit = |block: Path| {
            let edit = Edit::SetArgument { block, key: Key::Limit, value: Value::Count(capacity) };
            candidate(FixKind::Limit(capacity), edit, &self.step)
        };
        let is_parallel =
            |path: &Path| scene.step.at(path).and_then(Step::as_block).is_some_and(|it| it.kind == BlockKind::Parallel);
        let limited = around.filter(is_parallel).map(limit);
        fixes_of(limited.filter(|candidate| self.is_removed(scene, candidate)).take(1).collect())
    }

    /// Puts the two steps in sequence: their branches of the block that runs them together, or all of its branches.
    fn in_sequence(&self, scene: &Scene) -> Vec<Candidate> {
        let with = self.with.as_ref().and_then(|with| Some((with, scene.message(with)?.action.name())));
        let (Some((with, other)), Some(step)) = (with, scene.message(&self.step)) else { return Vec::new() };
        let step_first = match (self.cause, other) {
            (Cause::NotConnected, ActionName::Connect) | (Cause::Hazard(Hazard::SpeakerOff), ActionName::SwitchOn) => {
                false
            }
            (Cause::NotConnected | Cause::Hazard(Hazard::SpeakerOff), _) => true,
            _ => (rank(step.action.name()), &self.step) < (rank(other), with),
        };
        let [step, with] = [&self.step, with].map(Path::indices);
        let level = step.iter().zip(with).take_while(|(one, other)| one == other).count();
        // Otherwise a branch that outlives its block meets what follows, or itself.
        let together = scene.step.at(&step[..level].to_vec().into()).and_then(Step::as_block);
        let Some(kind) = together.map(|block| block.kind).filter(|it| it.child_order() == ChildOrder::Concurrent)
        else {
            return Vec::new();
        };
        let (first, then) = if step_first { (step[level], with[level]) } else { (with[level], step[level]) };
        let parallel: Path = step[..level].to_vec().into();
        let chain = Edit::Chain { parallel: parallel.clone(), first, then };
        let in_chain = place_in_chain(scene, &parallel, (first, then), &step[level..]);
        let whole = Edit::Convert { block: parallel, kind: BlockKind::Sequence };
        let whole =
            (first < then && kind == BlockKind::Parallel).then(|| candidate(FixKind::ConvertBlock, whole, &self.step));
        [candidate(FixKind::ChainBranches, chain, &in_chain)].into_iter().chain(whole).collect()
    }

    /// Moves the message that remedies the risk to the front, if it comes later in the same block.
    fn moved_before(&self, scene: &Scene, step: &Message, remedy: &Action) -> Option<Candidate> {
        let (block, index) = self.step.parent()?;
        let children = &sequential_block(scene, &block)?.children;
        let is_remedy =
            |child: &Step| child.as_message().is_some_and(|it| it.device == step.device && it.action == *remedy);
        let later = index + children[index..].iter().position(is_remedy)?;
        let steps = Siblings::one(block.child(later));
        let edit = Edit::Move { steps, to: Place { block: block.clone(), index } };
        Some(candidate(FixKind::MoveFirst(remedy.name()), edit, &block.child(index + 1)))
    }

    /// Sends a new message that remedies the risk first.
    fn sent_before(&self, scene: &Scene, step: &Message, remedy: Action) -> Candidate {
        let kind = FixKind::SendFirst(remedy.name(), step.device.clone());
        let new = Step::message(&step.device, remedy);
        match self.step.parent().filter(|(block, _)| sequential_block(scene, block).is_some()) {
            Some((block, index)) => {
                let step_then = block.child(index + 1);
                candidate(kind, Edit::Insert { at: Place { block, index }, steps: vec![new] }, &step_then)
            }
            None => {
                let both = Step::sequence([new, Step::Message(step.clone())]);
                let edit = Edit::Replace { at: self.step.clone(), step: both };
                candidate(kind, edit, &self.step.child(1))
            }
        }
    }

    /// Adds a device of each kind that has all actions that the program sends to this name, or deletes the step.
    fn fixes_of_unknown_device(&self, scene: &Scene, name: &Arc<str>) -> Vec<Fix> {
        let lacks = |kind: DeviceKind, message: &Message| {
            message.device == *name && !kind.actions().contains(&message.action.name())
        };
        let kinds = DeviceKind::ALL.into_iter().filter(|&kind| !scene.step.any_message(&mut |it| lacks(kind, it)));
        let add = |kind: DeviceKind| {
            let edit = Edit::AddDevice(Device::new(name.clone(), kind));
            candidate(FixKind::AddDevice(kind, name.clone()), edit, &self.step)
        };
        let delete = Edit::Delete(Siblings::one(self.step.clone()));
        let delete = Fix { kind: FixKind::DeleteStep, edit: delete };
        let adding = kinds.map(add).filter(|candidate| self.is_removed(scene, candidate)).collect();
        fixes_of(adding).into_iter().chain([delete]).collect()
    }
}

fn candidate(kind: FixKind, edit: Edit, step_then: &Path) -> Candidate {
    Candidate { fix: Fix { kind, edit }, step_then: step_then.clone() }
}

fn fixes_of(candidates: Vec<Candidate>) -> Vec<Fix> {
    candidates.into_iter().map(|candidate| candidate.fix).collect()
}

/// The block at a path, if it runs its children one after another.
fn sequential_block<'a>(scene: &'a Scene, path: &Path) -> Option<&'a Block> {
    let block = scene.step.at(path)?.as_block()?;
    (block.kind.child_order() == ChildOrder::Sequential).then_some(block)
}

/// The position of an action among those that conflict with it. Actions of the same rank keep their program order.
fn rank(action: ActionName) -> u8 {
    match action {
        ActionName::Connect => 0,
        ActionName::Clean => 2,
        ActionName::Disconnect => 3,
        _ => 1,
    }
}

/// The path of a step of a block after two branches of the block are chained. `inside` leads to it from its branch on.
fn place_in_chain(scene: &Scene, parallel: &Path, (first, then): (usize, usize), inside: &[usize]) -> Path {
    let length = |branch: usize| match scene.step.at(&parallel.child(branch)) {
        Some(Step::Block(Block { kind: BlockKind::Sequence, children, .. })) => Some(children.len()),
        _ => None,
    };
    let before = if inside[0] == then { length(first).unwrap_or(1) } else { 0 };
    let chain = parallel.child(first.min(then));
    let (index, rest) = match (length(inside[0]), inside) {
        (Some(_), [_, index, rest @ ..]) => (*index, rest),
        _ => (0, &inside[1..]),
    };
    rest.iter().fold(chain.child(before + index), |path, &index| path.child(index))
}
