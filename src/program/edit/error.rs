use std::fmt;

use crate::program::Limit;

/// The reason why an edit was not made. It leaves the scene unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The program has no such step.
    NoSuchStep,
    /// The root cannot be moved, nor stand beside others.
    OneRoot,
    /// A step cannot go inside itself.
    IntoItself,
    /// The scene would exceed this limit.
    Limit(Limit),
    /// A device cannot have its new name, or is not found.
    Device(NameError),
}

/// The reason why a device cannot have a name, or cannot be found by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// It is not a letter followed by letters, digits and underscores, or it is reserved.
    NotAName,
    /// Another device has it, or messages are addressed to it.
    Taken,
    /// The home has no device of that name.
    Unknown,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchStep => f.write_str("That step is no longer there."),
            Self::OneRoot => f.write_str("A program is one step: everything else goes inside it."),
            Self::IntoItself => f.write_str("A block cannot go inside itself."),
            Self::Limit(limit) => write!(f, "That would be too much: a program has {limit}. Nothing was changed."),
            Self::Device(NameError::NotAName) => {
                f.write_str("A name is a letter and then letters, digits or _, and no word of the notation.")
            }
            Self::Device(NameError::Taken) => f.write_str("That name is taken, by a device or by steps for one."),
            Self::Device(NameError::Unknown) => f.write_str("There is no device of that name."),
        }
    }
}

impl std::error::Error for EditError {}
