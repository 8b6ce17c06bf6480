//! Search of the schedules of a program for those with which it goes wrong.
//!
//! Each schedule is a list of choices, and a run by it tells which choices there are. So the search is a walk through a
//! tree, depth first, in which every path is a run: after each, the last choice that has another option takes it. Nothing is
//! left out but what has more preemptions than asked for. Most faults need few of them (Musuvathi and Qadeer, "Iterative
//! context bounding for systematic testing of multithreaded programs", PLDI 2007).

use std::cell::RefCell;

use futures::FutureExt;

use super::{EventKind, EventLog, Model, Plan, Schedule, StepId, VirtualClock, predict, run};
use crate::{home::Hazard, program::Scene};

/// A search that can be interrupted after any run.
///
/// # Examples
///
/// ```
/// use homeloop::{program::parse, runtime::{Model, Plan, Search, Threads}};
///
/// let scene = parse("parallel(increment(count), increment(count))").unwrap();
/// let plan = Plan::new(&scene, 1).in_model(&Model::Threads(Threads::default()));
/// let mut search = Search::new(&plan, 2, 10_000);
/// while search.go_on() {}
/// let found = search.found();
/// assert!(found.is_complete && found.lose_update > 0);
/// assert_eq!(found.shortest.as_ref().unwrap().to_string(), "0.1.2");
/// ```
#[derive(Debug)]
pub struct Search {
    plan: Plan,
    preemptions: u32,
    bound: u32,
    /// The choices of the run before, from the first on.
    path: Vec<Branching>,
    found: Found,
    is_over: bool,
    /// True if a choice had more options than a log keeps, so that some were not tried.
    has_skipped: bool,
    log: RefCell<EventLog>,
}

/// The findings of a search so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The number of schedules that were run.
    pub schedules: u32,
    /// The number of those that have gone wrong: the sum of the next four.
    pub wrong: u32,
    pub get_stuck: u32,
    /// Those whose root has failed, and that did not get stuck.
    pub fail: u32,
    /// Those in which an update was lost, and nothing of the above.
    pub lose_update: u32,
    /// Those with another hazard, and nothing of the above.
    pub have_hazard: u32,
    /// True once every schedule within the bounds was run.
    pub is_complete: bool,
    /// The schedule with the fewest choices that has gone wrong, without the choices at its end that round robin makes.
    pub shortest: Option<Schedule>,
}

/// A choice on the way to a run.
#[derive(Debug)]
struct Branching {
    /// The threads that could go on, the one that round robin takes first.
    options: Vec<u32>,
    /// The place of the present one.
    present: usize,
    running: Option<u32>,
    /// The number of preemptions before.
    preemptions: u32,
}

/// The way in which a run went wrong, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    Stuck,
    Failed,
    LostUpdate,
    Hazard,
}

impl Search {
    /// Starts a search among the schedules of a plan with at most so many preemptions, of which it runs `bound` at most. Of a plan
    /// in the async model, those are the orders of waits that end at the same time. Its own schedule does not matter.
    pub fn new(plan: &Plan, preemptions: u32, bound: u32) -> Self {
        Self {
            plan: plan.clone(),
            preemptions,
            bound,
            path: Vec::new(),
            found: Found::default(),
            is_over: bound == 0,
            has_skipped: false,
            log: RefCell::default(),
        }
    }

    pub fn found(&self) -> &Found {
        &self.found
    }

    /// The largest number of schedules that it runs.
    pub fn bound(&self) -> u32 {
        self.bound
    }

    /// Runs the next schedule. Returns false once there is none left, or the bound is reached.
    pub fn go_on(&mut self) -> bool {
        if self.is_over {
            return false;
        }
        self.run();
        let has_next = self.next();
        self.found.is_complete = !has_next && !self.has_skipped;
        self.is_over = !has_next || self.found.schedules == self.bound;
        !self.is_over
    }

    fn run(&mut self) {
        let choices = self.path.iter().map(Branching::thread).collect();
        self.plan.set_schedule(Schedule::Choices(choices));
        self.log.get_mut().clear();
        _ = run(&self.plan, &VirtualClock::default(), &self.log)
            .now_or_never()
            .expect("a clock that jumps never waits");
        let log = self.log.get_mut();
        for choice in &log.choices()[self.path.len()..] {
            let preemptions = self.path.last().map_or(0, |last| last.preemptions + u32::from(last.preempts()));
            self.has_skipped |= log.options(choice).is_empty();
            let others = log.options(choice).iter().copied().filter(|&thread| thread != choice.thread);
            let options = std::iter::once(choice.thread).chain(others).collect();
            self.path.push(Branching { options, present: 0, running: choice.running, preemptions });
        }
        self.found.schedules += 1;
        if let Some(wrong) = Wrong::of(log) {
            self.count(wrong);
        }
    }

    fn count(&mut self, wrong: Wrong) {
        let found = &mut self.found;
        found.count(wrong);
        let own = self.path.iter().rposition(|choice| choice.present > 0).map_or(0, |last| last + 1);
        let is_shorter = match &found.shortest {
            Some(Schedule::Choices(choices)) => own < choices.len(),
            _ => true,
        };
        if is_shorter {
            found.shortest = Some(Schedule::Choices(self.path[..own].iter().map(Branching::thread).collect()));
        }
    }

    /// Goes to the next path. Returns false if there is none.
    fn next(&mut self) -> bool {
        while let Some(last) = self.path.last_mut() {
            while last.present + 1 < last.options.len() {
                last.present += 1;
                if last.preemptions + u32::from(last.preempts()) <= self.preemptions {
                    return true;
                }
            }
            self.path.pop();
        }
        false
    }
}

/// A search of the seeds of jitter with which a program goes wrong, one after another from 1 on.
#[derive(Debug)]
pub struct SeedSearch {
    scene: Scene,
    model: Model,
    bound: u32,
    found: Found,
}

impl SeedSearch {
    /// Starts a search of the first `bound` seeds.
    pub fn new(scene: &Scene, model: &Model, bound: u32) -> Self {
        Self { scene: scene.clone(), model: model.clone(), bound, found: Found::default() }
    }

    /// Returns the findings: `schedules` is the number of seeds, and `shortest` the first that goes wrong.
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// Tries the next seed. Returns false once there is none left.
    pub fn go_on(&mut self) -> bool {
        if self.found.schedules < self.bound {
            self.found.schedules += 1;
            let seed = u64::from(self.found.schedules);
            let log = predict(&Plan::new(&self.scene, seed).in_model(&self.model));
            if let Some(wrong) = Wrong::of(&log) {
                self.found.count(wrong);
                self.found.shortest.get_or_insert(Schedule::Seed(seed));
            }
        }
        self.found.is_complete = self.found.schedules == self.bound;
        !self.found.is_complete
    }
}

impl Found {
    fn count(&mut self, wrong: Wrong) {
        self.wrong += 1;
        *match wrong {
            Wrong::Stuck => &mut self.get_stuck,
            Wrong::Failed => &mut self.fail,
            Wrong::LostUpdate => &mut self.lose_update,
            Wrong::Hazard => &mut self.have_hazard,
        } += 1;
    }
}

impl Branching {
    fn thread(&self) -> u32 {
        self.options[self.present]
    }

    fn preempts(&self) -> bool {
        self.running.is_some_and(|running| running != self.thread())
    }
}

impl Wrong {
    fn of(log: &EventLog) -> Option<Self> {
        let wrong = |kind| match kind {
            EventKind::Stuck => Some(Self::Stuck),
            EventKind::Hazard(Hazard::WrittenOver | Hazard::NumberWrittenOver) => Some(Self::LostUpdate),
            EventKind::Hazard(_) => Some(Self::Hazard),
            _ => None,
        };
        let failed = |kind, step| matches!(kind, EventKind::Failed(_)) && step == StepId::ROOT;
        let events = log.events().iter();
        events.filter_map(|event| wrong(event.kind).or(failed(event.kind, event.step).then_some(Self::Failed))).min()
    }
}
