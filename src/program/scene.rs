use std::{collections::BTreeSet, sync::Arc};

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

    /// The names of the locks, each once: those that are declared, then the others in program order.
    pub fn lock_names(&self) -> Vec<Arc<str>> {
        fn add(step: &Step, names: &mut Vec<Arc<str>>, known: &mut BTreeSet<Arc<str>>) {
            if let Some(name) = step.as_block().and_then(Block::lock)
                && known.insert(name.into())
            {
                names.push(name.into());
            }
            step.children().iter().for_each(|child| add(child, names, known));
        }
        let mut names: Vec<_> = self.locks.iter().map(|lock| lock.name.clone()).collect();
        let mut known = names.iter().cloned().collect();
        add(&self.step, &mut names, &mut known);
        names
    }

    /// The message at a path, if there is one.
    pub fn message(&self, path: &Path) -> Option<&Message> {
        self.step.at(path)?.as_message()
    }
}
