use crate::program::{Limit, TaskVerb};

/// The reason why an edit was not made. It leaves the scene unchanged. The page has its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The program has no such step.
    NoSuchStep,
    /// The block takes no such argument, or none of this kind of value.
    NoSuchArgument,
    /// The root cannot be moved, nor stand beside others.
    OneRoot,
    /// A step cannot go inside itself.
    IntoItself,
    /// The scene would exceed this limit.
    Limit(Limit),
    /// A device cannot have its new name, or is not found.
    Device(NameError),
    /// A lock cannot have its new name.
    Lock(NameError),
    /// A task, future or promise cannot have its new name.
    Task(NameError),
    /// A step would do with a name what cannot be done with what has it.
    Misuse(TaskVerb),
    /// A step inside an `offload` could not run on a worker.
    Misplaced,
}

/// The reason why a device or a lock cannot have a name, or a device cannot be found by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// It is not a letter followed by letters, digits and underscores, or it is reserved.
    NotAName,
    /// It contains this character, which cannot be seen.
    Invisible(char),
    /// Another device has it, or messages are addressed to it; or another lock has it.
    Taken,
    /// The home has no device of that name.
    Unknown,
}
