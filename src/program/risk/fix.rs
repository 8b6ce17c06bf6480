use super::{Cause, Risk, risks, words::message};
use crate::{
    home::{Action, ActionName, Device, DeviceKind, Hazard},
    program::{Block, BlockKind, Edit, Editor, Message, Path, Place, Scene, Siblings, Step},
};

/// An edit that takes a risk away, and what to call it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    pub label: String,
    pub edit: Edit,
}

/// A fix that may help, and where the step is once it is made.
struct Candidate {
    fix: Fix,
    step_then: Path,
}

impl Risk {
    /// What takes this risk away, the best first. Fixes for a device that may be off or gone are tried out on a copy of
    /// the scene, so ask for one risk at a time; the others are right by construction.
    pub fn fixes(&self, scene: &Scene) -> Vec<Fix> {
        let Some(step) = message(scene, &self.step) else { return Vec::new() };
        let right = match self.cause {
            Cause::NoSuchDevice => return self.fixes_of_address(scene, &step.device),
            Cause::NotConnected => Action::Connect,
            Cause::Hazard(Hazard::SpeakerOff) => Action::SwitchOn,
            Cause::Hazard(_) => return fixes_of(self.in_sequence(scene)),
        };
        let ways = [
            self.in_sequence(scene),
            self.moved_before(scene, step, &right).into_iter().collect(),
            vec![self.told_before(scene, step, right)],
        ];
        let helping =
            |way: Vec<Candidate>| way.into_iter().filter(|candidate| self.is_gone(scene, candidate)).collect();
        ways.into_iter().map(helping).map(fixes_of).find(|fixes| !fixes.is_empty()).unwrap_or_default()
    }

    /// Whether the step is no longer at the same risk with this fix.
    fn is_gone(&self, scene: &Scene, candidate: &Candidate) -> bool {
        let mut editor = Editor::new(scene.clone());
        let is_still = |risk: &Risk| risk.step == candidate.step_then && risk.cause == self.cause;
        editor.apply(candidate.fix.edit.clone()).is_ok() && !risks(editor.scene()).iter().any(is_still)
    }

    /// Puts the two steps in sequence: their branches of the parallel that lets them run together, or the whole of it.
    fn in_sequence(&self, scene: &Scene) -> Vec<Candidate> {
        let with = self.with.as_ref().and_then(|with| Some((with, message(scene, with)?.action.name())));
        let (Some((with, told)), Some(step)) = (with, message(scene, &self.step)) else { return Vec::new() };
        let step_first = match (self.cause, told) {
            (Cause::NotConnected, ActionName::Connect) | (Cause::Hazard(Hazard::SpeakerOff), ActionName::SwitchOn) => {
                false
            }
            (Cause::NotConnected | Cause::Hazard(Hazard::SpeakerOff), _) => true,
            _ => (turn(step.action.name()), &self.step) < (turn(told), with),
        };
        let [step, with] = [&self.step, with].map(Path::indices);
        let level = step.iter().zip(with).take_while(|(one, other)| one == other).count();
        let (first, then) = if step_first { (step[level], with[level]) } else { (with[level], step[level]) };
        let parallel: Path = step[..level].to_vec().into();
        let chain = Edit::Chain { parallel: parallel.clone(), first, then };
        let in_chain = place_in_chain(scene, &parallel, (first, then), &step[level..]);
        let whole = Edit::Convert(parallel);
        let whole = (first < then).then(|| candidate("Run all of this block in sequence", whole, &self.step));
        [candidate("Run these two in sequence", chain, &in_chain)].into_iter().chain(whole).collect()
    }

    /// Moves the message that makes it right to the front, if it comes later in the same sequence.
    fn moved_before(&self, scene: &Scene, step: &Message, right: &Action) -> Option<Candidate> {
        let (block, index) = self.step.parent()?;
        let Some(Step::Block(Block { kind: BlockKind::Sequence, children })) = scene.step.at(&block) else {
            return None;
        };
        let is_it = |child: &Step| matches!(child, Step::Message(m) if m.device == step.device && m.action == *right);
        let later = index + children[index..].iter().position(is_it)?;
        let steps = Siblings::one(block.child(later));
        let edit = Edit::Move { steps, to: Place { block: block.clone(), index } };
        Some(candidate(&format!("Move {} before it", right.name().describe()), edit, &block.child(index + 1)))
    }

    /// Sends a new message that makes it right first.
    fn told_before(&self, scene: &Scene, step: &Message, right: Action) -> Candidate {
        let label = match right {
            Action::Connect => format!("Connect the {} first", step.device),
            _ => format!("Switch the {} on first", step.device),
        };
        let new = Step::message(&step.device, right);
        let in_sequence = self.step.parent().filter(|(block, _)| {
            matches!(scene.step.at(block), Some(Step::Block(Block { kind: BlockKind::Sequence, .. })))
        });
        match in_sequence {
            Some((block, index)) => {
                let step_then = block.child(index + 1);
                candidate(&label, Edit::Insert { at: Place { block, index }, steps: vec![new] }, &step_then)
            }
            None => {
                let both = Step::sequence([new, Step::Message(step.clone())]);
                let edit = Edit::Replace { at: self.step.clone(), step: both };
                candidate(&label, edit, &self.step.child(1))
            }
        }
    }

    /// Adds a device of each kind that can be told all that the program tells one of this name, or gives up the step.
    fn fixes_of_address(&self, scene: &Scene, name: &str) -> Vec<Fix> {
        let mut told = Vec::new();
        add_told(&scene.step, name, &mut told);
        let kinds = DeviceKind::ALL.into_iter().filter(|kind| told.iter().all(|told| kind.actions().contains(told)));
        let add = |kind: DeviceKind| {
            let edit = Edit::AddDevice(Device::new(name, kind));
            candidate(&format!("Add a {} called {name}", kind.as_str()), edit, &self.step)
        };
        let delete = Edit::Delete(Siblings::one(self.step.clone()));
        let delete = Fix { label: "Delete this step".into(), edit: delete };
        let adding = kinds.map(add).filter(|candidate| self.is_gone(scene, candidate)).collect();
        fixes_of(adding).into_iter().chain([delete]).collect()
    }
}

fn candidate(label: &str, edit: Edit, step_then: &Path) -> Candidate {
    Candidate { fix: Fix { label: label.into(), edit }, step_then: step_then.clone() }
}

fn fixes_of(candidates: Vec<Candidate>) -> Vec<Fix> {
    candidates.into_iter().map(|candidate| candidate.fix).collect()
}

/// When an action has its turn among those that clash with it. Those with the same turn go in program order.
fn turn(action: ActionName) -> u8 {
    match action {
        ActionName::Connect => 0,
        ActionName::Clean => 2,
        ActionName::Disconnect => 3,
        _ => 1,
    }
}

/// Where a step of a parallel is once two branches of it are chained. `inside` leads to it, from its branch on.
fn place_in_chain(scene: &Scene, parallel: &Path, (first, then): (usize, usize), inside: &[usize]) -> Path {
    let flat = |branch: usize| match scene.step.at(&parallel.child(branch)) {
        Some(Step::Block(Block { kind: BlockKind::Sequence, children })) => Some(children.len()),
        _ => None,
    };
    let before = if inside[0] == then { flat(first).unwrap_or(1) } else { 0 };
    let chain = parallel.child(first.min(then));
    let (index, rest) = match (flat(inside[0]), inside) {
        (Some(_), [_, index, rest @ ..]) => (*index, rest),
        _ => (0, &inside[1..]),
    };
    rest.iter().fold(chain.child(before + index), |path, &index| path.child(index))
}

fn add_told(step: &Step, name: &str, told: &mut Vec<ActionName>) {
    match step {
        Step::Message(message) if *message.device == *name => told.push(message.action.name()),
        step => step.children().iter().for_each(|child| add_told(child, name, told)),
    }
}
