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
/// Nearly all steps run once, so the values of first occurrences are in one vector.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ExecutionMap<T> {
    first: Vec<T>,
    /// For each step, the values from its second occurrence on; empty if no step has any.
    later: Vec<Vec<T>>,
}

impl<T: Clone + Copy + Default> ExecutionMap<T> {
    /// Makes a map for a plan of `steps` steps.
    pub(super) fn new(steps: usize) -> Self {
        Self { first: vec![T::default(); steps], later: Vec::new() }
    }

    pub(super) fn get(&self, execution: Execution) -> T {
        let step = execution.step.index();
        match execution.occurrence {
            1 => self.first[step],
            later => self.later(execution.step).get(later as usize - 2).copied().unwrap_or_default(),
        }
    }

    pub(super) fn get_mut(&mut self, execution: Execution) -> &mut T {
        let step = execution.step.index();
        if execution.occurrence == 1 {
            return &mut self.first[step];
        }
        self.later.resize_with(self.first.len(), Vec::new);
        let (later, place) = (&mut self.later[step], execution.occurrence as usize - 2);
        later.resize(later.len().max(place + 1), T::default());
        &mut later[place]
    }

    pub(super) fn set(&mut self, execution: Execution, value: T) {
        *self.get_mut(execution) = value;
    }

    /// Returns the executions of a step up to the last that has a value, by occurrence; the first in any case.
    pub(super) fn of_step(&self, step: StepId) -> impl DoubleEndedIterator<Item = (Execution, T)> + '_ {
        let count = 1 + self.later(step).len() as u32;
        (1..=count)
            .map(move |occurrence| Execution { step, occurrence })
            .map(|execution| (execution, self.get(execution)))
    }

    /// Returns the last execution of a step for whose value the condition holds; it holds for none after one for which it
    /// does not.
    pub(super) fn last_of_step(&self, step: StepId, condition: impl Fn(&T) -> bool) -> Option<Execution> {
        let later = self.later(step).partition_point(&condition) as u32;
        let occurrence = if later > 0 { later + 1 } else { u32::from(condition(&self.first[step.index()])) };
        (occurrence > 0).then_some(Execution { step, occurrence })
    }

    fn later(&self, step: StepId) -> &[T] {
        self.later.get(step.index()).map_or(&[], Vec::as_slice)
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

    #[test]
    fn the_last_execution_before_a_bound_is_found() {
        let mut map = ExecutionMap::new(1);
        for occurrence in 1..=5 {
            map.set(Execution { step: StepId(0), occurrence }, occurrence);
        }
        let last = |bound| map.last_of_step(StepId(0), |value| *value < bound).map(|it| it.occurrence);
        assert_eq!([0, 1, 2, 3, 6, 9].map(last), [None, None, Some(1), Some(2), Some(5), Some(5)]);
    }
}
