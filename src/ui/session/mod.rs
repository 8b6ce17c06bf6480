//! What the page is about, as signals, and what can be done with it: the only glue between panels and runs.

mod edit;
mod form;
mod phase;
mod playback;
mod program;
mod visit;

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::prelude::*;

use self::visit::Underway;
pub use self::{
    form::Form,
    phase::Phase,
    program::{Draft, Program},
    visit::Visit,
};
use crate::{
    browser::{Ended, FrameLoop, PacedClock, RunHandle, start},
    codegen,
    program::{Editor, Scene, presets::Preset},
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
    /// The step that a person points at, in whatever panel: all of them show which it is.
    pub pointed: RwSignal<Option<StepId>>,
    /// Whether the cursor goes through a run that is over, as if it happened again.
    pub replaying: RwSignal<bool>,
    /// Whether that begins anew whenever the end is reached.
    pub looping: RwSignal<bool>,
    /// Whether messages sound.
    pub sound: RwSignal<bool>,
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
    seed: u64,
    underway: StoredValue<Option<Underway>, LocalStorage>,
    log: StoredValue<SharedLog, LocalStorage>,
    live: StoredValue<Option<Live>, LocalStorage>,
    replay: StoredValue<Option<FrameLoop>, LocalStorage>,
}

type SharedLog = Rc<RefCell<EventLog>>;

/// A run that has not ended. Dropping it cancels it without a word.
struct Live {
    clock: Rc<PacedClock>,
    log: SharedLog,
    handle: Option<RunHandle>,
    _frames: FrameLoop,
}

impl Session {
    pub fn new(scene: Scene, speed: f64, seed: u64) -> Self {
        let program = Program::new(&scene, seed);
        let history = RwSignal::new(History::new(program.plan.clone()));
        let cursor = RwSignal::new(Duration::ZERO);
        Self {
            editor: RwSignal::new(Editor::new(scene)),
            program: RwSignal::new(program),
            phase: RwSignal::new(Phase::Idle),
            history,
            cursor,
            moment: Memo::new(move |_| history.read().moment_at(cursor.get())),
            speed: RwSignal::new(speed),
            ran_at: RwSignal::new(None),
            pointed: RwSignal::new(None),
            replaying: RwSignal::new(false),
            looping: RwSignal::new(false),
            sound: RwSignal::new(false),
            hidden: RwSignal::new(false),
            panel: RwSignal::new("timeline"),
            form: RwSignal::new(Form::Blocks),
            language: RwSignal::new(codegen::ALL[0].about().id),
            draft: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            visit: RwSignal::new(None),
            seed,
            underway: StoredValue::new_local(None),
            log: StoredValue::new_local(SharedLog::default()),
            live: StoredValue::new_local(None),
            replay: StoredValue::new_local(None),
        }
    }

    /// Runs the program from its start.
    pub fn run(self) {
        self.reset();
        let (log, clock) = (SharedLog::default(), Rc::new(PacedClock::new(self.speed.get_untracked())));
        let its_log = log.clone();
        let on_end = move |ended| self.end(&its_log, ended);
        let live = Live {
            handle: Some(start(self.plan(), clock.clone(), log.clone(), on_end)),
            _frames: FrameLoop::new(move || {
                // While a run is paused the cursor is a person's to move.
                if self.phase.get_untracked() == Phase::Running {
                    self.follow();
                }
            }),
            clock,
            log: log.clone(),
        };
        self.log.set_value(log);
        self.live.set_value(Some(live));
        self.ran_at.set(Some(self.speed.get_untracked()));
        self.phase.set(Phase::Running);
    }

    /// Cancels the run. What it did stays to be seen.
    pub fn cancel(self) {
        self.live.update_value(|live| {
            if let Some(live) = live {
                live.handle = None;
            }
        });
    }

    /// Goes back to before the run.
    pub fn reset(self) {
        self.stop_replay();
        self.hidden.set(false);
        self.live.set_value(None);
        self.log.set_value(SharedLog::default());
        self.history.set(History::new(self.plan()));
        self.cursor.set(Duration::ZERO);
        self.phase.set(Phase::Idle);
    }

    pub fn set_speed(self, speed: f64) {
        self.speed.set(speed);
        if matches!(self.phase.get_untracked(), Phase::Running | Phase::Paused) {
            self.ran_at.set(None);
        }
        self.with_clock(|clock| clock.set_speed(speed));
    }

    /// Points at a step, or at none.
    pub fn point_at(self, step: Option<StepId>) {
        if *self.pointed.read_untracked() != step {
            self.pointed.set(step);
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

    /// Whether there was a run, which is over and can be looked at.
    pub fn is_over(self) -> bool {
        matches!(self.phase.get(), Phase::Ended | Phase::Failed | Phase::Cancelled)
    }

    /// Calls a function with the events of the present run, now and when there are more.
    pub fn with_log<T>(self, look: impl FnOnce(&EventLog) -> T) -> T {
        self.history.track();
        self.log.with_value(|log| look(&log.borrow()))
    }

    fn end(self, log: &SharedLog, ended: Ended) {
        let is_current = |live: &Option<Live>| live.as_ref().is_some_and(|live| Rc::ptr_eq(&live.log, log));
        // A run that was replaced in the meantime has nothing to say any more.
        if !self.live.try_with_value(is_current).unwrap_or_default() {
            return;
        }
        self.live.set_value(None);
        self.history.maybe_update(|history| history.read(&log.borrow()));
        self.cursor.set(log.borrow().end());
        self.phase.set(match ended {
            Ended::Finished => Phase::Ended,
            Ended::Failed(_) => Phase::Failed,
            Ended::Cancelled => Phase::Cancelled,
        });
        // Who cancels has seen enough.
        if ended != Ended::Cancelled {
            self.loop_again();
        }
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
