//! The words that arguments of blocks may be.

use crate::home::word_enum::word_enum;

word_enum! {
    /// The consequence of a failure inside a parallel.
    pub enum Errors {
        /// The other branches finish, then the block fails with the first failure.
        Wait = "wait",
        /// The other branches are cancelled, then the block fails.
        Cancel = "cancel",
        /// The block fails at once, and the other branches go on as strays.
        Leave = "leave",
        /// All branches end, and the block does not fail.
        Collect = "collect",
    }
}

word_enum! {
    /// The branch that decides a race.
    pub enum First {
        /// The first to end.
        Settled = "settled",
        /// The first to succeed.
        Success = "success",
    }
}

word_enum! {
    /// The fate of the branches that have not ended when a race is decided.
    pub enum Losers {
        Cancel = "cancel",
        /// They go on as strays.
        Leave = "leave",
    }
}

macro_rules! words {
    ($($policy:ident),*) => {
        $(impl $policy {
            /// The words, in the order of the table.
            pub(super) const WORDS: &'static [&'static str] = &{
                let mut words = [""; Self::ALL.len()];
                let mut index = 0;
                while index < words.len() {
                    words[index] = Self::ALL[index].as_str();
                    index += 1;
                }
                words
            };
        })*
    };
}

words!(Errors, First, Losers);
