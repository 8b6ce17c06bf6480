use super::{Execution, Plan, WaitsFor};

/// The reason why a step can never go on in a run that is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub block: Execution,
    pub on: WaitsFor,
    /// The block that has held the lock longest, or that has made the task or the future.
    pub held_by: Option<Execution>,
}

/// Returns those who wait in a ring: the lock of each is held by a block inside which the next one waits, and so around to
/// the first. Empty if there is no ring.
pub fn ring(plan: &Plan, waits: &[Wait]) -> Vec<Wait> {
    let inside = |holder: Execution| {
        waits.iter().position(|wait| plan.self_and_ancestors(wait.block.step).any(|step| step == holder.step))
    };
    let mut followed: Vec<usize> = Vec::new();
    let mut next = (!waits.is_empty()).then_some(0);
    while let Some(place) = next {
        if let Some(first) = followed.iter().position(|&other| other == place) {
            return followed[first..].iter().map(|&place| waits[place]).collect();
        }
        followed.push(place);
        next = waits[place].held_by.and_then(inside);
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{StepId, predict},
    };

    fn ring_of(text: &str) -> Vec<(String, String)> {
        let plan = Plan::new(&parse(text).unwrap(), 1);
        let path = |step: StepId| plan.path(step).to_string();
        let ring = ring(&plan, predict(&plan).waits());
        ring.iter().map(|wait| (path(wait.block.step), plan.name_of(wait.on).to_string())).collect()
    }

    fn pairs(ring: &[(&str, &str)]) -> Vec<(String, String)> {
        ring.iter().map(|(path, lock)| ((*path).into(), (*lock).into())).collect()
    }

    #[test]
    fn who_waits_for_whom_is_followed_to_where_it_began() {
        let crossed = "parallel(lock(a, delay(1s), lock(b)), lock(b, delay(1s), lock(a)), lock(a))";
        assert_eq!(ring_of(crossed), pairs(&[("0.1", "b"), ("1.1", "a")]));
        // The first who waits is not in the ring.
        let behind = "parallel(sequence(delay(2s), lock(a)), lock(a, delay(1s), lock(b)), lock(b, delay(1s), lock(a)))";
        assert_eq!(ring_of(behind), pairs(&[("1.1", "b"), ("2.1", "a")]));
        assert_eq!(ring_of("lock(a, lock(a))"), pairs(&[("0", "a")]));
        assert_eq!(ring_of("lock(a)"), []);
    }
}
