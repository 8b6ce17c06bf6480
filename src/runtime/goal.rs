use super::{EventKind, EventLog, Plan, Work};
use crate::home::Hazard;

/// What somebody who chooses the schedule may want to reach: the two faults that only threads that share something have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    LoseUpdate,
    Deadlock,
}

impl Goal {
    /// Returns the goals that some schedule of a program may reach: a change to lose, or two locks to wait for.
    pub fn of(plan: &Plan) -> Vec<Self> {
        let changes = |id| match &plan.step(id).work {
            Work::Increment(_) => true,
            Work::Message { action, .. } => action.name().is_update(),
            _ => false,
        };
        let goals = [(Self::LoseUpdate, plan.ids().any(changes)), (Self::Deadlock, plan.locks.len() > 1)];
        goals.into_iter().filter(|(_, is_possible)| *is_possible).map(|(goal, _)| goal).collect()
    }

    /// Returns the goal that a run has reached.
    pub fn reached(log: &EventLog) -> Option<Self> {
        let loses = |kind| matches!(kind, EventKind::Hazard(Hazard::NumberWrittenOver | Hazard::WrittenOver));
        match log.waits() {
            [] => log.events().iter().any(|event| loses(event.kind)).then_some(Self::LoseUpdate),
            _ => Some(Self::Deadlock),
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
            assert_eq!(Goal::reached(&predict(&plan)), Some(goal), "{id}");
        }
    }

    #[test]
    fn a_program_without_anything_shared_has_no_goal() {
        let plan = Plan::new(&parse("parallel(light.switch_on, delay(1s))").expect("a program"), 1);
        assert_eq!((Goal::of(&plan), Goal::reached(&predict(&plan))), (Vec::new(), None));
    }
}
