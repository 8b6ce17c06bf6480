use super::{Message, Path, Step};
use crate::home::{Device, default_home};

/// A program with the home it is for: everything that a text in the notation says.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub devices: Vec<Device>,
    /// The root of the program.
    pub step: Step,
}

impl Scene {
    /// A program for the default home.
    pub fn at_default_home(step: Step) -> Self {
        Self { devices: default_home(), step }
    }

    /// A program that does nothing, for the default home.
    pub fn empty() -> Self {
        Self::at_default_home(Step::sequence([]))
    }

    /// The message at a path, if there is one.
    pub fn message(&self, path: &Path) -> Option<&Message> {
        self.step.at(path)?.as_message()
    }
}
