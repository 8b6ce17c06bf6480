use super::Edit;
use crate::program::{LeafKind, Scene, Siblings, Step};

impl Edit {
    /// The name of the edit, as it follows the word "Undo": "move flush".
    pub fn name(&self, scene: &Scene) -> String {
        let called = |chosen: &Siblings| scene.step.siblings(chosen).map(called).unwrap_or_default();
        match self {
            Self::Insert { steps, .. } => format!("add {}", self::called(steps)),
            Self::Delete(steps) => format!("delete {}", called(steps)),
            Self::Cut(steps) => format!("cut {}", called(steps)),
            Self::Duplicate(steps) => format!("duplicate {}", called(steps)),
            Self::Move { steps, .. } => format!("move {}", called(steps)),
            Self::Wrap { steps, kind } => format!("wrap {} in {}", called(steps), kind.as_str()),
            Self::Unwrap(path) => format!("unwrap {}", called(&Siblings::one(path.clone()))),
            Self::Convert { kind, .. } => format!("turn into {}", kind.as_str()),
            Self::Replace { at, .. } => format!("change {}", called(&Siblings::one(at.clone()))),
            Self::AddDevice(device) => format!("add device {}", device.name),
            Self::RemoveDevice(name) => format!("remove device {name}"),
            Self::SetDevice { name, .. } => format!("change device {name}"),
            Self::SetLatency { name, .. } => format!("change latency of {name}"),
            Self::Chain { .. } => "run in sequence".into(),
            Self::Load { name, .. } => name.clone(),
        }
    }
}

/// Steps in words: "flush", "3 steps".
fn called(steps: &[Step]) -> String {
    match steps {
        [Step::Message(message)] => message.action.name().describe(),
        [Step::Delay(_)] => LeafKind::Delay.as_str().into(),
        [Step::Block(block)] => block.kind.as_str().into(),
        steps => format!("{} steps", steps.len()),
    }
}
