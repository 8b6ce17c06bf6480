use super::{EventKind, EventLog, Plan, Wait, WaitsFor, ring};
use crate::home::Hazard;

/// A fault that somebody who chooses the schedule may want to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Somebody writes over a change that they have not read.
    LoseUpdate,
    /// Threads wait for each other's locks, for ever.
    Deadlock,
}

impl Goal {
    /// Returns the goals for which a program has what they need: two changes, or two locks. Perhaps no schedule reaches them.
    pub fn of(plan: &Plan) -> Vec<Self> {
        let has_changes = plan.ids().filter(|&id| plan.step(id).changes_value()).nth(1).is_some();
        let goals = [(Self::LoseUpdate, has_changes), (Self::Deadlock, plan.locks.len() > 1)];
        goals.into_iter().filter(|(_, is_possible)| *is_possible).map(|(goal, _)| goal).collect()
    }

    /// Returns the goal that a run has reached.
    pub fn reached(plan: &Plan, log: &EventLog) -> Option<Self> {
        let loses = |kind| matches!(kind, EventKind::Hazard(Hazard::NumberWrittenOver | Hazard::WrittenOver));
        let is_of_lock = |wait: &Wait| matches!(wait.on, WaitsFor::Lock(_));
        let waits = ring(plan, log.waits());
        match waits.len() > 1 && waits.iter().all(is_of_lock) {
            true => Some(Self::Deadlock),
            false => log.events().iter().any(|event| loses(event.kind)).then_some(Self::LoseUpdate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::{parse, presets},
        runtime::{Model, Search, Threads, predict},
    };

    #[test]
    fn the_shortest_bad_schedule_reaches_a_goal_of_the_program() {
        for (id, goal) in [("two-people-one-knob", Goal::LoseUpdate), ("each-has-one-key", Goal::Deadlock)] {
            let source = Plan::new(&presets::find(id).expect("a preset").scene(), 1);
            let mut search = Search::new(&source.in_model(&Model::Threads(Threads::default())), 2, 1_000);
            while search.go_on() {}
            let schedule = search.found().shortest.clone().expect("a bad schedule");
            let plan = source.in_model(&Model::Threads(Threads { schedule, ..Threads::default() }));
            assert!(Goal::of(&plan).contains(&goal));
            assert_eq!(Goal::reached(&plan, &predict(&plan)), Some(goal), "{id}");
        }
    }

    #[test]
    fn a_run_that_waits_for_something_else_is_stuck_and_no_deadlock() {
        for text in ["await(nothing)", "lock(a, lock(a, delay(1s)))"] {
            let plan = Plan::new(&parse(text).expect("a program"), 1);
            assert_eq!(Goal::reached(&plan, &predict(&plan)), None, "{text}");
        }
    }

    #[test]
    fn a_program_without_anything_shared_has_no_goal() {
        let plan = Plan::new(&parse("parallel(light.switch_on, delay(1s))").expect("a program"), 1);
        assert_eq!((Goal::of(&plan), Goal::reached(&plan, &predict(&plan))), (Vec::new(), None));
    }
}
