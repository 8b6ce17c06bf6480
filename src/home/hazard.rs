use std::fmt;

use super::ActionName;

/// Something that goes wrong and does not stop a program: because of *when* a message is sent, or since nobody was there
/// to see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hazard {
    /// A song is sent to a speaker that is not on yet.
    SpeakerOff,
    /// The brush goes in while the water still runs.
    CleanDuringFlush,
    /// The water comes while the brush is still inside.
    FlushDuringClean,
    /// Another message is in flight to the same device, and it matters which of them arrives first.
    Overlap { with: ActionName },
    /// The value that a message writes was worked out before another message changed it: that change is lost.
    WrittenOver,
    /// The same for a number on the wall, which only threads can do to each other.
    NumberWrittenOver,
    /// A step failed after its block had ended, so that nothing could act on the failure.
    UnseenFailure,
    /// A future was never awaited, so that it never ran.
    NeverAwaited,
    /// A promise was resolved that had been before: once it has an outcome, it keeps that.
    ResolvedTwice,
    /// The step held the thread while others could have gone on.
    ThreadHeld,
}

impl Hazard {
    /// True if it is found only when the step ends.
    pub fn is_found_at_end(self) -> bool {
        matches!(
            self,
            Self::WrittenOver | Self::NumberWrittenOver | Self::UnseenFailure | Self::NeverAwaited | Self::ThreadHeld
        )
    }

    /// True if the message changes nothing when it arrives.
    pub fn loses_message(self) -> bool {
        matches!(self, Self::SpeakerOff | Self::CleanDuringFlush)
    }
}

/// The message of a hazard in the event log. It is part of the log's format: programs that read logs may compare it.
impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SpeakerOff => f.write_str("the song was sent to a speaker that is off: it is lost"),
            Self::CleanDuringFlush => f.write_str("the toilet is cleaned while it flushes: it splashes"),
            Self::FlushDuringClean => f.write_str("the toilet is flushed with the brush inside"),
            Self::WrittenOver => f.write_str("the volume has changed since it was read: that change is lost"),
            Self::NumberWrittenOver => f.write_str("the number has changed since it was read: that change is lost"),
            Self::UnseenFailure => f.write_str("nobody saw this fail"),
            Self::NeverAwaited => f.write_str("the future was never awaited, so it never ran"),
            Self::ResolvedTwice => f.write_str("the promise has been resolved before: this changes nothing"),
            Self::ThreadHeld => f.write_str("a step held the thread, so that others had to wait"),
            Self::Overlap { with } => write!(f, "{} is still under way, and their order matters", with.describe()),
        }
    }
}
