//! The program as a person edits it, and everything that follows from it alone: plan, prediction, forecast, risks.
//!
//! Does not know runs. [`Document::on_new_program`] registers the one listener, which ends them.

mod address_program;
mod announce;
mod edit;
mod model;
mod open;
mod own_model;
mod program;
mod text;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::{
    own_model::MODEL_KEYS,
    program::{Draft, PlannedProgram},
};
use super::{Form, Preferences, visit::Visit};
use crate::{
    browser::Address,
    program::{
        Editor,
        presets::{self, Preset},
        print,
    },
    runtime::{History, Model, Plan, StepId},
    ui::text::page,
};

/// Programs with more steps are long: their runs are shown in tasks between the frames.
const LONG_PROGRAM_STEPS: usize = 100;

/// Called with each new program before any panel sees it. Returns true if that ended a run.
type ProgramListener = Box<dyn Fn() -> bool>;

/// A handle: copies share the same document.
#[derive(Clone, Copy)]
pub struct Document {
    /// The program with its undo history and the chosen steps.
    pub editor: ReadSignal<Editor>,
    /// The same program, ready to run.
    pub program: ReadSignal<PlannedProgram>,
    /// The preset that the program is, or was before it was edited.
    pub base: ReadSignal<Option<Preset>>,
    /// True if an edit has made the program a preset.
    pub is_made_preset: ReadSignal<bool>,
    /// The name that a person has given to the program by saving it, or with its address; empty if there is none.
    pub name: ReadSignal<String>,
    /// Typed text that cannot be parsed yet.
    pub draft: ReadSignal<Option<Draft>>,
    /// The result of the last edit, for screen readers and for the status line.
    pub announcement: ReadSignal<String>,
    /// The steps that a person points at, in any panel; every panel marks them.
    pub pointed: ReadSignal<Vec<StepId>>,
    /// True if the program cannot be edited.
    pub readonly: bool,
    /// The model in which the program is run.
    pub model: ReadSignal<Model>,
    /// The seed of the jitter.
    pub seed: ReadSignal<u64>,
    preferences: Preferences,
    visit: Visit,
    /// The program text that the page's address holds.
    addressed: StoredValue<Arc<str>>,
    listener: StoredValue<Option<ProgramListener>, LocalStorage>,
    write: Writers,
}

#[derive(Clone, Copy)]
struct Writers {
    editor: WriteSignal<Editor>,
    program: WriteSignal<PlannedProgram>,
    base: WriteSignal<Option<Preset>>,
    is_made_preset: WriteSignal<bool>,
    name: WriteSignal<String>,
    draft: WriteSignal<Option<Draft>>,
    announcement: WriteSignal<String>,
    pointed: WriteSignal<Vec<StepId>>,
    model: WriteSignal<Model>,
    seed: WriteSignal<u64>,
}

impl Document {
    /// Opens the program of an address, or the preset that this visit begins with. Text that cannot be parsed becomes a draft.
    pub fn new(preferences: Preferences, visit: Visit, address: &mut Address) -> Self {
        let (editor, draft) = address_program::read_program(address.program.take(), visit.opening_preset());
        let (seed, set_seed) = signal(address.seed.unwrap_or(1));
        let model = address.model.take().and_then(|word| Model::of(&word, &address.threads));
        if draft.is_some() {
            preferences.set_form(Form::Text);
        }
        let addressed = StoredValue::new(editor.text());
        let own = || own_model::model_of(presets::of(editor.scene()));
        let model = model.unwrap_or_else(|| Model::of(own().word(), &address.threads).unwrap_or_default());
        let (program, set_program) = signal(PlannedProgram::new(editor.scene(), seed.get_untracked(), &model));
        let (model, set_model) = signal(model);
        let (editor, set_editor) = signal(editor);
        let (base, set_base) = signal(program.with_untracked(|program| program.preset));
        let (is_made_preset, set_made_preset) = signal(false);
        let name = address.title.take().filter(|_| base.read_untracked().is_none());
        let (name, set_name) = signal(name.unwrap_or_default());
        let (draft, set_draft) = signal(draft);
        let (announcement, set_announcement) = signal(String::new());
        let (pointed, set_pointed) = signal(Vec::new());
        let write = Writers {
            editor: set_editor,
            program: set_program,
            base: set_base,
            is_made_preset: set_made_preset,
            name: set_name,
            draft: set_draft,
            announcement: set_announcement,
            pointed: set_pointed,
            model: set_model,
            seed: set_seed,
        };
        Self {
            editor,
            program,
            base,
            is_made_preset,
            name,
            draft,
            announcement,
            pointed,
            readonly: address.readonly.unwrap_or_default(),
            model,
            seed,
            preferences,
            visit,
            addressed,
            listener: StoredValue::new_local(None),
            write,
        }
    }

    /// Registers the listener for new programs.
    pub fn on_new_program(self, listener: impl Fn() -> bool + 'static) {
        self.listener.set_value(Some(Box::new(listener)));
    }

    /// Reads the editor, untracked: for event handlers.
    pub fn with_editor<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.editor.with_untracked(read)
    }

    /// Returns the plan of the present program, untracked: for code that is created anew with each program.
    pub fn plan(self) -> Arc<Plan> {
        self.program.with_untracked(|program| program.plan.clone())
    }

    /// Returns the history that a run of the present program will have, or the beginning of it.
    pub fn prediction(self) -> Arc<History> {
        self.program.with(|program| program.prediction.clone())
    }

    /// Returns the preset that the program equals.
    pub fn preset(self) -> Option<Preset> {
        self.program.with(|program| program.preset)
    }

    /// Returns the title of the program: the preset's, or the name that it was given, or "Wake up, changed".
    pub fn title(self) -> String {
        match (self.preset(), self.name.read().as_str()) {
            (Some(preset), _) => preset.name.into(),
            (None, "") => page::unnamed(self.base.get().map(|base| base.name)),
            (None, name) => name.into(),
        }
    }

    /// Returns the title unless it only says that there is none.
    pub fn own_title(self) -> Option<String> {
        let has_title = self.base.read().is_some() || !self.name.read().is_empty();
        has_title.then(|| self.title())
    }

    /// Gives the program a name, or takes it away.
    pub fn set_name(self, name: impl Into<String>) {
        self.write.name.set(name.into());
    }

    /// Returns true if the outcome of the program is not shown before a run: it is not known, or not to be given away, since
    /// nobody at this page has seen it run.
    pub fn hides_outcome(self) -> bool {
        !self.is_predicted() || self.visit.hides_outcome(self.preset())
    }

    /// Returns false if the program starts more executions than can be predicted at once.
    pub fn is_predicted(self) -> bool {
        self.program.with(|program| program.is_predicted)
    }

    /// Returns true if a run that starts now is slowed down, so that it can be followed.
    pub fn slows_run(self) -> bool {
        self.visit.slows_run(untrack(|| self.preset()))
    }

    /// Remembers that the program has run.
    pub fn remember_run(self) {
        self.visit.remember_run(untrack(|| self.preset()));
    }

    /// Returns the preset whose text equals the program's, comments included: a link needs to name only the preset.
    pub fn plain_preset(self) -> Option<Preset> {
        let preset = self.program.with_untracked(|program| program.preset);
        preset.filter(|preset| *print(&preset.scene()) == *self.editor.read_untracked().text())
    }

    /// Returns true if showing the program within a frame could make that frame late.
    pub fn is_long(self) -> bool {
        self.program.with(|program| program.plan.len()) > LONG_PROGRAM_STEPS
    }

    /// Points at one step, at several, or at none.
    pub fn point_at(self, steps: impl IntoIterator<Item = StepId>) {
        let steps: Vec<_> = steps.into_iter().collect();
        if *self.pointed.read_untracked() != steps {
            self.write.pointed.set(steps);
        }
    }

    /// Returns true if the page's address holds this text. False once the page is gone.
    pub fn is_addressed_as(self, text: &str) -> bool {
        self.addressed.try_with_value(|addressed| **addressed == *text).unwrap_or_default()
    }

    /// Records the text that the page's address holds now.
    pub fn set_addressed(self, text: Arc<str>) {
        self.addressed.set_value(text);
    }

    /// Plans the edited program and puts it in place of the old one. Returns true if that ended a run.
    fn publish(self) -> bool {
        self.point_at(None);
        let program = self.with_editor(|editor| {
            PlannedProgram::new(editor.scene(), self.seed.get_untracked(), &self.model.read_untracked())
        });
        if program.preset.is_some() {
            self.write.base.set(program.preset);
        }
        self.write.program.set(program);
        self.notify_listener()
    }

    fn notify_listener(self) -> bool {
        self.listener.with_value(|listener| listener.as_ref().is_some_and(|notify| notify()))
    }
}
