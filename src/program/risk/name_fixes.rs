//! Fixes of awaits that wait for ever, and of futures that nobody awaits.

use std::sync::Arc;

use super::{
    Cause, Fix, FixKind, Risk,
    names::{Found, is_useless},
    shape::Shape,
};
use crate::{
    home::Hazard,
    program::{BlockKind, Edit, OnTask, Path, Place, Scene, Siblings, Step, TaskVerb},
};

impl Risk {
    /// The fixes of names: an await of another name, or of what is made before it; an await of a future, or a start of it.
    pub(super) fn fixes_of_names(&self, scene: &Scene) -> Vec<Fix> {
        let delete = || Fix { kind: FixKind::DeleteStep, edit: Edit::Delete(Siblings::one(self.step.clone())) };
        match self.cause {
            Cause::NothingToAwait => {
                self.other_name(scene).into_iter().chain(self.resolved(scene)).chain([delete()]).collect()
            }
            Cause::AwaitedTooEarly => self.made_before(scene).into_iter().chain([delete()]).collect(),
            Cause::Hazard(Hazard::NeverAwaited) => self.awaited_or_started(scene),
            _ => vec![delete()],
        }
    }

    /// Awaits the only thing that is made instead.
    fn other_name(&self, scene: &Scene) -> Option<Fix> {
        let mut found = Found::default();
        found.visit(&scene.step, &Path::ROOT);
        let mut others = found.makers.iter().filter(|(_, maker)| !is_useless(scene, maker, &self.step));
        let (name, _) = others.next().filter(|(name, _)| others.all(|(other, _)| other == name))?;
        let step = Step::OnTask(OnTask { verb: TaskVerb::Await, name: name.clone() });
        let edit = Edit::Replace { at: self.step.clone(), step };
        Some(Fix { kind: FixKind::AwaitInstead(name.clone()), edit })
    }

    /// Resolves the promise at the end of the first branch that runs beside the await.
    fn resolved(&self, scene: &Scene) -> Option<Fix> {
        let Some(Step::OnTask(OnTask { name, .. })) = scene.step.at(&self.step) else { return None };
        let mut up = std::iter::successors(self.step.parent(), |(block, _)| block.parent());
        let (path, branch) = up.find(|(path, own)| {
            let block = scene.step.at(path).and_then(Step::as_block);
            block.is_some_and(|block| !Shape::is_one_by_one(block) && (0..block.children.len()).any(|it| it != *own))
        })?;
        let other = path.child(usize::from(branch == 0));
        let resolve = Step::OnTask(OnTask { verb: TaskVerb::Resolve, name: name.clone() });
        let edit = match scene.step.at(&other)? {
            Step::Block(block) if block.kind == BlockKind::Sequence => {
                Edit::Insert { at: Place { block: other, index: block.children.len() }, steps: vec![resolve] }
            }
            step => Edit::Replace { at: other, step: Step::sequence([step.clone(), resolve]) },
        };
        Some(Fix { kind: FixKind::ResolveIt(name.clone()), edit })
    }

    /// Moves what makes the name before its await, if both are in the same block.
    fn made_before(&self, scene: &Scene) -> Option<Fix> {
        let maker = self.with.as_ref()?;
        let ((block, index), (own, own_index)) = (maker.parent()?, self.step.parent()?);
        let Some(Step::OnTask(OnTask { name, .. })) = scene.step.at(&self.step) else { return None };
        let to = Place { block: own, index: own_index };
        let edit = Edit::Move { steps: Siblings::one(maker.clone()), to: to.clone() };
        (block == to.block && index > to.index).then(|| Fix { kind: FixKind::MakeFirst(name.clone()), edit })
    }

    fn awaited_or_started(&self, scene: &Scene) -> Vec<Fix> {
        let block = scene.step.at(&self.step).and_then(Step::as_block);
        let Some(name) = block.and_then(|block| block.task()).map(Arc::<str>::from) else { return Vec::new() };
        let wait = Step::OnTask(OnTask { verb: TaskVerb::Await, name: name.clone() });
        let around = self.step.parent().and_then(|(path, _)| Some((scene.step.at(&path)?.as_block()?, path)));
        let edit = match around {
            Some((block, path)) if block.kind == BlockKind::Sequence => {
                Edit::Insert { at: Place { block: path, index: block.children.len() }, steps: vec![wait] }
            }
            _ => {
                let both = block.map(|block| Step::sequence([Step::Block(block.clone()), wait]));
                let Some(step) = both else { return Vec::new() };
                Edit::Replace { at: self.step.clone(), step }
            }
        };
        let start = Edit::Convert { block: self.step.clone(), kind: BlockKind::Start };
        vec![Fix { kind: FixKind::AwaitIt(name.clone()), edit }, Fix { kind: FixKind::StartIt(name), edit: start }]
    }
}
