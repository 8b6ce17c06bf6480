//! Fixes of steps that hold the thread while others could go on, or have to.

use super::{Fix, FixKind, Risk};
use crate::program::{BlockKind, Edit, Scene, Siblings, Step, thread::misplaced};

impl Risk {
    /// Awaits the steps instead of blocking, or lets a worker do them.
    pub(super) fn fixes_of_threads(&self, scene: &Scene) -> Vec<Fix> {
        let path = &self.step;
        let Some(block) = scene.step.at(path).and_then(Step::as_block) else {
            let wrap = Edit::Wrap { steps: Siblings::one(path.clone()), kind: BlockKind::Offload };
            return vec![Fix { kind: FixKind::Offload, edit: wrap }];
        };
        let convert = |kind| Edit::Convert { block: path.clone(), kind };
        let offloaded = Step::block(BlockKind::Offload, block.children.clone());
        let offload = misplaced(&offloaded).is_none().then(|| convert(BlockKind::Offload));
        let mut works = false;
        block.children.iter().for_each(|step| step.for_each(&mut |step| works |= matches!(step, Step::Work(_))));
        let wait = (!works).then(|| Fix { kind: FixKind::AwaitSteps, edit: convert(BlockKind::Sequence) });
        wait.into_iter().chain(offload.map(|edit| Fix { kind: FixKind::Offload, edit })).collect()
    }

    /// Awaits the steps of the block around it instead of blocking.
    pub(super) fn fixes_of_held_waits(&self) -> Vec<Fix> {
        let convert = |block| Edit::Convert { block, kind: BlockKind::Sequence };
        let fix = |block| Fix { kind: FixKind::AwaitSteps, edit: convert(block) };
        self.with.clone().map(fix).into_iter().collect()
    }
}
