use super::{Block, Lock, Message, Path, Step};
use crate::home::{Device, default_home};

/// A program with the home it is for: everything that a text in the notation says.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub devices: Vec<Device>,
    /// The locks that are declared, each once.
    pub locks: Vec<Lock>,
    /// The root of the program.
    pub step: Step,
}

impl Scene {
    /// A program for the default home.
    pub fn at_default_home(step: Step) -> Self {
        Self { devices: default_home(), locks: Vec::new(), step }
    }

    /// A program that does nothing, for the default home.
    pub fn empty() -> Self {
        Self::at_default_home(Step::sequence([]))
    }

    /// True if a lock of this name is declared, or held by a block.
    pub fn has_lock(&self, name: &str) -> bool {
        fn is_held(step: &Step, name: &str) -> bool {
            let own = step.as_block().and_then(Block::lock) == Some(name);
            own || step.children().iter().any(|child| is_held(child, name))
        }
        self.locks.iter().any(|lock| *lock.name == *name) || is_held(&self.step, name)
    }

    /// The message at a path, if there is one.
    pub fn message(&self, path: &Path) -> Option<&Message> {
        self.step.at(path)?.as_message()
    }
}
