use std::collections::BTreeMap;

use super::StepId;

/// One run of a step from its start to its end. A step that is repeated has several.
///
/// Executions are ordered by program order, then by occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Execution {
    pub step: StepId,
    /// Counts the starts of the step in this run, from 1 on.
    pub occurrence: u32,
}

impl Execution {
    /// The execution that the first start of a step begins.
    pub fn first(step: StepId) -> Self {
        Self { step, occurrence: 1 }
    }
}

/// The first execution of the step.
impl From<StepId> for Execution {
    fn from(step: StepId) -> Self {
        Self::first(step)
    }
}

/// A value for each execution of a plan's steps. What was not set has the default value.
///
/// Nearly all steps run once, so the values of first occurrences are in a vector.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ExecutionMap<T> {
    first: Vec<T>,
    later: BTreeMap<Execution, T>,
}

impl<T: Clone + Copy + Default> ExecutionMap<T> {
    /// Makes a map for a plan of `steps` steps.
    pub(super) fn new(steps: usize) -> Self {
        Self { first: vec![T::default(); steps], later: BTreeMap::new() }
    }

    pub(super) fn get(&self, execution: Execution) -> T {
        match execution.occurrence {
            1 => self.first[execution.step.index()],
            _ => self.later.get(&execution).copied().unwrap_or_default(),
        }
    }

    pub(super) fn get_mut(&mut self, execution: Execution) -> &mut T {
        match execution.occurrence {
            1 => &mut self.first[execution.step.index()],
            _ => self.later.entry(execution).or_default(),
        }
    }

    pub(super) fn set(&mut self, execution: Execution, value: T) {
        *self.get_mut(execution) = value;
    }

    /// Returns the executions of a step that have a value, the first one in any case, by occurrence.
    pub(super) fn of_step(&self, step: StepId) -> impl DoubleEndedIterator<Item = (Execution, T)> + '_ {
        let first = Execution::first(step);
        let last = Execution { step, occurrence: u32::MAX };
        let later = self.later.range(first..=last).map(|(&execution, &value)| (execution, value));
        std::iter::once((first, self.first[step.index()])).chain(later)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_execution_has_its_own_value() {
        let [first, second] = [1, 2].map(|occurrence| Execution { step: StepId(1), occurrence });
        let mut map = ExecutionMap::new(3);
        map.set(second, 20);
        map.set(first, 10);
        assert_eq!((map.get(first), map.get(second), map.get(Execution::first(StepId(2)))), (10, 20, 0));
        assert_eq!(map.of_step(StepId(1)).collect::<Vec<_>>(), [(first, 10), (second, 20)]);
        assert_eq!(map.of_step(StepId(0)).count(), 1);
    }
}
