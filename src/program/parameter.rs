use super::{Limit, Limits, Number, Value, is_name};
use crate::home::word_enum::word_enum;

word_enum! {
    /// The name of a parameter of a block. Positional arguments are written without it.
    pub enum Key {
        Name = "name",
        Duration = "duration",
        Count = "count",
        Errors = "errors",
        Limit = "limit",
        First = "first",
        Losers = "losers",
        Wait = "wait",
        Grow = "grow",
    }
}

/// A parameter of a kind of block: a column of its row in the table of kinds.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub key: Key,
    pub kind: ValueKind,
    pub presence: Presence,
}

/// The values that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    Duration,
    Count,
    /// A factor, perhaps with a fraction.
    Number,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A name that the program chooses: an identifier.
    Name,
}

/// An argument that must be there is positional; one that may be left out is written with its key.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// A block that is inserted starts with the initial value.
    Required {
        initial: Value,
    },
    Optional {
        default: Value,
    },
}

impl Parameter {
    pub(super) const fn required(key: Key, kind: ValueKind, initial: Value) -> Self {
        Self { key, kind, presence: Presence::Required { initial } }
    }

    pub(super) const fn optional(key: Key, kind: ValueKind, default: Value) -> Self {
        Self { key, kind, presence: Presence::Optional { default } }
    }

    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required { .. })
    }

    /// Returns the value of a block that is inserted.
    pub fn initial(&self) -> &Value {
        match &self.presence {
            Presence::Required { initial: value } | Presence::Optional { default: value } => value,
        }
    }

    /// Returns the value of an argument that is left out; `None` if it must not be.
    pub fn default(&self) -> Option<&Value> {
        match &self.presence {
            Presence::Required { .. } => None,
            Presence::Optional { default } => Some(default),
        }
    }

    /// True if the value is of the right kind, whatever its size.
    pub fn accepts(&self, value: &Value) -> bool {
        match (self.kind, value) {
            (ValueKind::Duration, Value::Duration(_))
            | (ValueKind::Count, Value::Count(_))
            | (ValueKind::Number, Value::Number(_)) => true,
            (ValueKind::Name, Value::Name(name)) => is_name(name),
            (ValueKind::Word(words), Value::Word(word)) => words.contains(word),
            (_, Value::None) => self.default() == Some(&Value::None),
            _ => false,
        }
    }
}

impl Limits {
    /// Returns the limit that a value exceeds.
    pub fn exceeded_by(&self, value: &Value) -> Option<Limit> {
        match value {
            Value::Duration(duration) if *duration > self.duration => Some(Limit::Duration(self.duration)),
            Value::Count(count) if !(1..=self.count).contains(count) => Some(Limit::Count(self.count)),
            Value::Number(number) if !(Number::whole(1)..=Number::whole(self.grow)).contains(number) => {
                Some(Limit::Grow(self.grow))
            }
            _ => None,
        }
    }
}
