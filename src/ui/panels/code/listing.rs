//! The code of the present program, and the states of its lines at the cursor.

use std::{ops::Range, sync::Arc, time::Duration};

use crate::{
    codegen::{Code, Concurrency, Language, Line, Part, Steps},
    runtime::{History, Plan, Prediction, StepId, StepState, Work},
};

/// A program as code.
#[derive(Clone)]
pub struct CodeListing {
    plan: Arc<Plan>,
    language: &'static str,
    pub code: Arc<Code>,
    /// True if the code has threads.
    pub has_threads: bool,
    /// The run of code that does not do what the app does; `None` for code that does, and for a run too long to
    /// predict.
    pub own_run: Option<Arc<History>>,
}

/// The state of a line of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    Step(StepState),
    /// A block on this line awaits the steps inside it.
    Suspended,
}

impl PartialEq for CodeListing {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.plan, &other.plan) && self.language == other.language
    }
}

impl CodeListing {
    /// The code of the program with the plan `source` in the async model, which the page runs as `plan`.
    pub fn new(target: &'static Language, source: Arc<Plan>, plan: &Plan) -> Self {
        let code = Arc::new(target.code(&source));
        let own_run = target.own_plan(&source, plan).and_then(|plan| {
            let (plan, prediction) = (Arc::new(plan.clone()), Prediction::of(&plan));
            prediction.is_complete.then(|| Arc::new(History::of(plan, &prediction.log)))
        });
        let has_threads = target.concurrency == Concurrency::Threads;
        Self { plan: source, language: target.id, code, has_threads, own_run }
    }

    /// True if both are of the same program.
    pub fn has_program_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.plan, &other.plan)
    }

    /// The state of a line at a moment of a run; `None` if it stands for no step.
    ///
    /// A block that runs is suspended: it awaits its children. A line that only ends a block waits until the block has
    /// ended.
    pub fn state(&self, line: &Line, history: &History, moment: Duration) -> Option<LineState> {
        let Steps { numbers, part } = line.steps.as_ref()?;
        let history = self.shown(history);
        let state = |number| history.step_at(StepId(number), moment);
        let first = state(numbers.start);
        Some(match first {
            StepState::Running if *part == Part::Closes => LineState::Step(StepState::Waiting),
            StepState::Running if self.awaits(numbers, &state) => LineState::Suspended,
            _ => LineState::Step(first),
        })
    }

    /// Returns the run that the lines show, of a run of the page: their own, if the code has one.
    pub fn shown<'a>(&'a self, history: &'a History) -> &'a History {
        // Before the run, the lines of code with a run of its own wait too.
        let has_begun = history.span(StepId::ROOT).start.is_some();
        self.own_run.as_deref().filter(|_| has_begun).unwrap_or(history)
    }

    /// Returns the step that begins on a line, if it is only one.
    pub fn opened(&self, line: usize) -> Option<StepId> {
        let steps = self.code.lines.get(line)?.steps.as_ref()?;
        (steps.part == Part::Opens && steps.numbers.len() == 1).then_some(StepId(steps.numbers.start))
    }

    /// Returns true if the first step is a block, and no other step on the line is a running message or delay.
    fn awaits(&self, numbers: &Range<u32>, state: &impl Fn(u32) -> StepState) -> bool {
        let is_block = |number: u32| matches!(self.plan.step(StepId(number)).work, Work::Block(_));
        is_block(numbers.start)
            && !numbers.clone().any(|number| !is_block(number) && state(number) == StepState::Running)
    }

    /// Returns the line on which a step begins.
    pub fn line_of(&self, step: StepId) -> Option<usize> {
        self.code.openers().find(|(_, numbers)| numbers.contains(&step.0)).map(|(line, _)| line)
    }

    /// Returns the step that a line stands for: the outermost, if there are several.
    pub fn step_of(&self, line: usize) -> Option<StepId> {
        self.code.lines.get(line)?.steps.as_ref().map(|steps| StepId(steps.numbers.start))
    }
}

impl LineState {
    /// The value of the attribute `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Step(state) => state.as_str(),
            Self::Suspended => "suspended",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codegen::find,
        program::{parse, presets},
        runtime::predict,
    };

    fn good_night(language: &str) -> (CodeListing, History) {
        let scene = presets::find("good-night").expect("a preset").scene();
        let plan = Arc::new(Plan::new(&scene, 1));
        let history = History::of(plan.clone(), &predict(&plan));
        (CodeListing::new(find(language).expect("a language"), plan.clone(), &plan), history)
    }

    fn states(listing: &CodeListing, history: &History, ms: u64) -> Vec<(String, &'static str)> {
        let lines = listing.code.lines.iter().enumerate();
        let state = |(number, line)| {
            let state = listing.state(line, history, Duration::from_millis(ms))?.as_str();
            Some((listing.code.line(number).trim().to_string(), state))
        };
        lines.filter_map(state).collect()
    }

    #[test]
    fn a_block_that_runs_is_suspended_and_a_message_in_flight_is_running() {
        let (listing, history) = good_night("python");
        let at_500: Vec<_> = states(&listing, &history, 500).into_iter().map(|(_, state)| state).collect();
        let expected = ["suspended", "done", "done", "suspended", "done", "running", "waiting", "waiting"];
        assert_eq!(at_500, expected, "{:?}", states(&listing, &history, 500));
        assert!(states(&listing, &history, 1000).iter().all(|(_, state)| *state == "done"));
    }

    #[test]
    fn blocking_code_shows_a_run_of_its_own() {
        let (listing, history) = good_night("blocking");
        let at_1000: Vec<_> = states(&listing, &history, 1000);
        let running: Vec<_> = at_1000.iter().filter(|(_, state)| *state == "running").map(|(line, _)| line).collect();
        assert_eq!(running, ["toilet.send_message(\"flush\")"]);
        assert_eq!(listing.own_run.expect("a run of its own").end(), Duration::from_secs(2));
    }

    #[test]
    fn rust_code_shows_that_what_is_dropped_is_not_cleaned_up() {
        let scene = presets::find("close-the-lid").expect("a preset").scene();
        let plan = Arc::new(Plan::new(&scene, 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let close = plan.find(&vec![0, 1].into()).expect("the cleanup");
        let state = |language: &str| {
            let listing = CodeListing::new(find(language).expect("a language"), plan.clone(), &plan);
            let line = listing.line_of(close).expect("a line");
            listing.state(&listing.code.lines[line], &history, Duration::from_secs(2)).expect("a step").as_str()
        };
        assert_eq!(["python", "javascript", "rust"].map(state), ["done", "done", "waiting"]);
    }

    #[test]
    fn a_step_that_is_repeated_is_done_between_its_executions_and_runs_again() {
        let scene = parse("repeat(2, toilet.flush, delay(1s))").unwrap();
        let plan = Arc::new(Plan::new(&scene, 1));
        let history = History::of(plan.clone(), &predict(&plan));
        let listing = CodeListing::new(find("python").expect("a language"), plan.clone(), &plan);
        let line = listing.line_of(StepId(1)).expect("a line");
        let state = |ms| Some(listing.state(&listing.code.lines[line], &history, Duration::from_millis(ms))?.as_str());
        assert_eq!([100, 1000, 1600, 2000].map(state), ["running", "done", "running", "done"].map(Some));
    }

    #[test]
    fn before_a_run_every_line_waits() {
        for language in ["python", "blocking"] {
            let (listing, history) = good_night(language);
            let before = History::new(history.plan().clone());
            assert!(states(&listing, &before, 0).iter().all(|(_, state)| *state == "waiting"));
        }
    }

    #[test]
    fn each_step_begins_on_a_line_that_stands_for_it() {
        let (listing, history) = good_night("python");
        for step in history.plan().ids() {
            let line = listing.line_of(step).expect("a line");
            assert_eq!(listing.step_of(line), Some(step));
        }
    }
}
