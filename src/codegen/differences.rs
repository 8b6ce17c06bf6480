/// What is different about a construct in another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub construct: Construct,
    /// A sentence or two, in plain English.
    pub text: &'static str,
}

/// A part of a program that languages write, or mean, differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Construct {
    Main,
    Message,
    Delay,
    Sequence,
    Parallel,
    /// What happens when a step inside a block fails.
    Failure,
}

impl Construct {
    /// What to call it on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Message => "message",
            Self::Delay => "delay",
            Self::Sequence => "sequence",
            Self::Parallel => "parallel",
            Self::Failure => "failure",
        }
    }
}
