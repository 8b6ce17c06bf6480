//! What the page is about, as signals, and what can be done with it: the only glue between panels and runs.

mod edit;
mod form;
mod pace;
mod phase;
mod playback;
mod program;
mod run;
mod visit;

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::prelude::*;

use self::visit::Underway;
pub use self::{
    edit::{NEW_PROGRAM, read_written},
    form::Form,
    phase::Phase,
    program::{Draft, Program},
    visit::Visit,
};
use crate::{
    browser::{FrameLoop, PacedClock, RunHandle},
    codegen,
    program::{Editor, presets::Preset},
    runtime::{EventLog, History, Plan, StepId},
};

/// The page's state. A handle: copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    /// The program as it is edited.
    pub editor: RwSignal<Editor>,
    /// The same, ready to run.
    pub program: RwSignal<Program>,
    pub phase: RwSignal<Phase>,
    /// What the present run, or the last one, has been so far.
    pub history: RwSignal<History>,
    /// The virtual time that every panel shows.
    pub cursor: RwSignal<Duration>,
    /// When the last change before the cursor was: between two of these the picture only moves.
    pub moment: Memo<Duration>,
    pub speed: RwSignal<f64>,
    /// The speed of the whole present run; `None` if it was changed on the way.
    pub ran_at: RwSignal<Option<f64>>,
    /// The steps that a person points at, in whatever panel: all of them show which they are.
    pub pointed: RwSignal<Vec<StepId>>,
    /// Whether the cursor goes through a run that is over, as if it happened again.
    pub replaying: RwSignal<bool>,
    /// Whether that begins anew whenever the end is reached.
    pub looping: RwSignal<bool>,
    /// Whether messages sound.
    pub sound: RwSignal<bool>,
    /// Whether frames come late, so that nothing should move for show alone.
    pub is_sparing: RwSignal<bool>,
    /// Whether the page has paused the run by itself, since nobody could see it.
    pub hidden: RwSignal<bool>,
    /// The panel that a narrow page shows.
    pub panel: RwSignal<&'static str>,
    /// What the program is shown as.
    pub form: RwSignal<Form>,
    /// The language of its code: the id of a [`Target`](crate::codegen::Target).
    pub language: RwSignal<&'static str>,
    /// Text that was typed and cannot be read yet.
    pub draft: RwSignal<Option<Draft>>,
    /// What was last told of an edit.
    pub said: RwSignal<String>,
    /// A device that is coming or going.
    pub visit: RwSignal<Option<Visit>>,
    /// Whether the program can only be looked at.
    pub readonly: bool,
    /// The program that the page's address tells.
    pub addressed: StoredValue<Arc<str>>,
    seed: u64,
    /// How many runs there were, and whether the log is of the last one.
    runs: StoredValue<(u32, bool)>,
    underway: StoredValue<Option<Underway>, LocalStorage>,
    log: StoredValue<SharedLog, LocalStorage>,
    live: StoredValue<Option<Live>, LocalStorage>,
    replay: StoredValue<Option<FrameLoop>, LocalStorage>,
}

/// From how many steps on a program is a long one.
const CROWD: usize = 100;

type SharedLog = Rc<RefCell<EventLog>>;

/// A run that has not ended. Dropping it cancels it without a word.
struct Live {
    clock: Rc<PacedClock>,
    log: SharedLog,
    handle: Option<RunHandle>,
    frames: Option<FrameLoop>,
}

impl Session {
    pub fn new(editor: Editor, speed: f64, seed: u64) -> Self {
        let program = Program::new(editor.scene(), seed);
        let addressed = StoredValue::new(editor.text());
        let history = RwSignal::new(History::new(program.plan.clone()));
        let cursor = RwSignal::new(Duration::ZERO);
        Self {
            editor: RwSignal::new(editor),
            program: RwSignal::new(program),
            phase: RwSignal::new(Phase::Idle),
            history,
            cursor,
            moment: Memo::new(move |_| history.read().moment_at(cursor.get())),
            speed: RwSignal::new(speed),
            ran_at: RwSignal::new(None),
            pointed: RwSignal::new(Vec::new()),
            replaying: RwSignal::new(false),
            looping: RwSignal::new(false),
            sound: RwSignal::new(false),
            is_sparing: RwSignal::new(false),
            hidden: RwSignal::new(false),
            panel: RwSignal::new("timeline"),
            form: RwSignal::new(Form::Blocks),
            language: RwSignal::new(codegen::ALL[0].about().id),
            draft: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            visit: RwSignal::new(None),
            readonly: false,
            addressed,
            seed,
            runs: StoredValue::new((0, false)),
            underway: StoredValue::new_local(None),
            log: StoredValue::new_local(SharedLog::default()),
            live: StoredValue::new_local(None),
            replay: StoredValue::new_local(None),
        }
    }

    pub fn set_speed(self, speed: f64) {
        self.speed.set(speed);
        if matches!(self.phase.get_untracked(), Phase::Running | Phase::Paused) {
            self.ran_at.set(None);
        }
        self.with_clock(|clock| clock.set_speed(speed));
    }

    /// Points at a step, at several, or at none.
    pub fn point_at(self, steps: impl IntoIterator<Item = StepId>) {
        let steps: Vec<_> = steps.into_iter().collect();
        if *self.pointed.read_untracked() != steps {
            self.pointed.set(steps);
        }
    }

    /// The present program's plan, for code that is made anew with each program.
    pub fn plan(self) -> Arc<Plan> {
        self.program.with_untracked(|program| program.plan.clone())
    }

    /// What a run of the present program will be.
    pub fn prediction(self) -> Arc<History> {
        self.program.with(|program| program.prediction.clone())
    }

    /// What jitter is drawn from.
    pub fn seed(self) -> u64 {
        self.seed
    }

    /// The preset that is loaded.
    pub fn preset(self) -> Option<Preset> {
        self.program.with(|program| program.preset)
    }

    /// Whether there is a run that has not ended.
    pub fn is_live(self) -> bool {
        matches!(self.phase.get(), Phase::Running | Phase::Paused)
    }

    /// Whether so much happens that nobody follows it step by step: a long program runs, or did.
    pub fn is_crowd(self) -> bool {
        self.phase.get() != Phase::Idle && self.is_long()
    }

    /// Whether all that shows the program at once would hold up the page.
    pub fn is_long(self) -> bool {
        self.program.with(|program| program.plan.len()) > CROWD
    }

    /// Whether there was a run, which is over and can be looked at.
    pub fn is_over(self) -> bool {
        matches!(self.phase.get(), Phase::Ended | Phase::Failed | Phase::Cancelled)
    }

    /// Calls a function with the events of the present run, now and when there are more.
    pub fn with_log<T>(self, look: impl FnOnce(&EventLog) -> T) -> T {
        self.history.track();
        self.log.with_value(|log| look(&log.borrow()))
    }

    fn with_clock(self, act: impl FnOnce(&PacedClock)) {
        self.live.with_value(|live| {
            if let Some(live) = live {
                act(&live.clock);
            }
        });
    }
}

/// The session of the page the component is on.
pub fn use_session() -> Session {
    expect_context()
}
