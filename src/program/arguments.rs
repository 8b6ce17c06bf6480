use super::{BlockKind, Key, Parameter, Value};

/// The arguments of a block that differ from their defaults, in the order of the table of kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments(Vec<(Key, Value)>);

impl Arguments {
    /// The arguments of a block that is inserted.
    pub fn initial(kind: BlockKind) -> Self {
        let required = kind.parameters().iter().filter(|parameter| parameter.is_required());
        Self(required.map(|parameter| (parameter.key, parameter.initial().clone())).collect())
    }

    /// Returns the value of a parameter of this kind of block, given or default; `None` for a kind without it.
    pub fn get(&self, kind: BlockKind, key: Key) -> Option<&Value> {
        self.given(key).or_else(|| kind.parameter(key).map(Parameter::initial))
    }

    /// Sets a value. A default is left out.
    pub fn set(&mut self, kind: BlockKind, key: Key, value: Value) {
        let Some(parameter) = kind.parameter(key) else { return };
        self.0.retain(|(other, _)| *other != key);
        if parameter.default() != Some(&value) {
            let column = |key: Key| kind.parameters().iter().position(|parameter| parameter.key == key);
            let place = self.0.partition_point(|(other, _)| column(*other) < column(key));
            self.0.insert(place, (key, value));
        }
    }

    /// Returns the arguments that are written down, in the order of the table.
    pub fn written(&self) -> impl Iterator<Item = (Key, &Value)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// The arguments for a block of another kind: those that it takes too, and its initial values.
    pub(super) fn converted(&self, kind: BlockKind) -> Self {
        let mut converted = Self::initial(kind);
        for (key, value) in self.written() {
            if kind.parameter(key).is_some_and(|parameter| parameter.accepts(value)) {
                converted.set(kind, key, value.clone());
            }
        }
        converted
    }

    fn given(&self, key: Key) -> Option<&Value> {
        self.0.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }
}
