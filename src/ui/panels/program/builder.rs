use std::sync::Arc;

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::{
    drag_state::{Drag, Press},
    interaction::{Interaction, Scrolls},
};
use crate::{
    browser::UndoKey,
    program::{Edit, Path, Siblings, Step},
    runtime::StepId,
    ui::{
        dialogs::device::DeviceEditor,
        render::reactive::effect,
        state::{Comparison, Document, Run, use_comparison, use_document, use_run},
    },
};

/// State of editing: focus, open fields and drag. A handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Builder {
    pub document: Document,
    pub run: Run,
    pub comparison: Comparison,
    /// The focused step: one end of the chosen steps.
    pub focus: RwSignal<Path>,
    /// True if the fields of the chosen step are open.
    pub editing: RwSignal<bool>,
    /// Reason why the last value of a field was not accepted.
    pub mistake: RwSignal<String>,
    /// The step around which a program that is too long to be rendered as a whole is rendered.
    pub center: RwSignal<u32>,
    pub drag: RwSignal<Option<Drag>>,
    /// Position of the dragging pointer.
    pub pointer: RwSignal<(i32, i32)>,
    pub device_editor: DeviceEditor,
    pub(super) interaction: StoredValue<Interaction, LocalStorage>,
}

impl Builder {
    pub fn new() -> Self {
        let document = use_document();
        Self {
            document,
            run: use_run(),
            comparison: use_comparison(),
            focus: RwSignal::new(Path::ROOT),
            editing: RwSignal::new(false),
            mistake: RwSignal::new(String::new()),
            center: RwSignal::new(0),
            drag: RwSignal::new(None),
            pointer: RwSignal::new((0, 0)),
            device_editor: DeviceEditor::new(document),
            interaction: StoredValue::new_local(Interaction::default()),
        }
    }

    /// Chooses and focuses one step.
    pub fn choose(self, path: Path) {
        self.editing.set(false);
        self.interaction.update_value(|interaction| interaction.anchor = path.clone());
        self.document.choose(Siblings::one(path.clone()));
        self.focus.set(path);
    }

    /// Chooses all siblings up to a step; a step elsewhere is chosen alone.
    pub fn choose_up_to(self, path: Path) {
        let Some(steps) = self.interaction.with_value(|interaction| Siblings::between(&interaction.anchor, &path))
        else {
            return self.choose(path);
        };
        self.editing.set(false);
        self.document.choose(steps);
        self.focus.set(path);
    }

    /// Chooses the next step after the chosen one that has a risk, and the first after the last.
    pub fn go_to_next_risk(self) {
        let here = self.chosen().first;
        let next = self.document.program.with_untracked(|program| {
            let next = program.risks.iter().find(|risk| risk.step > here).or(program.risks.first());
            next.map(|risk| risk.step.clone())
        });
        if let Some(step) = next {
            self.interaction.update_value(|interaction| {
                interaction.wants_focus = true;
                interaction.scrolls = Some(Scrolls::Page);
            });
            self.choose(step);
        }
    }

    pub fn choose_all_siblings(self) {
        let Some((block, _)) = self.chosen().range() else { return };
        let count = self.step(&block).map_or(0, |block| block.children().len());
        self.document.choose(Siblings { first: block.child(0), count });
        self.interaction.update_value(|interaction| interaction.anchor = block.child(0));
        self.focus.set(block.child(count.saturating_sub(1)));
    }

    /// Makes an edit. A drag is cancelled first, as its target may no longer be the same place.
    pub fn edit(self, edit: Edit) -> bool {
        self.cancel_drag();
        let done = self.document.edit(edit);
        if done {
            self.follow();
        }
        done
    }

    pub fn undo(self) {
        if self.drag.read_untracked().is_none() && self.document.undo() {
            self.follow();
        }
    }

    pub fn redo(self) {
        if self.drag.read_untracked().is_none() && self.document.redo() {
            self.follow();
        }
    }

    /// Undoes or redoes an edit if a key asks for that.
    pub fn on_undo_key(self, event: &KeyboardEvent) {
        match UndoKey::of(event) {
            Some(UndoKey::Undo) => self.undo(),
            Some(UndoKey::Redo) => self.redo(),
            None => return,
        }
        event.prevent_default();
    }

    /// Follows changes of the program from elsewhere: presets, files, typed text.
    pub fn watch(self) {
        let plan = StoredValue::new(self.document.plan());
        effect(move || {
            self.document.editor.track();
            let now = untrack(|| self.document.plan());
            let is_same = plan.try_update_value(|plan| {
                Arc::ptr_eq(plan, &now) || {
                    *plan = now;
                    false
                }
            });
            if !self.chosen().contains(&self.focus.get_untracked()) {
                // It was chosen or changed elsewhere, perhaps out of sight.
                // Whoever repairs it from the story stays there.
                let scrolls = if is_same == Some(false) { Scrolls::List } else { Scrolls::Page };
                self.interaction.update_value(|interaction| interaction.scrolls = Some(scrolls));
                self.follow();
            }
        });
    }

    /// Focuses the first of the steps that an edit has chosen.
    pub fn follow(self) {
        let first = self.chosen().first;
        self.interaction.update_value(|interaction| interaction.anchor = first.clone());
        if *self.focus.read_untracked() != first {
            self.editing.set(false);
        }
        self.mistake.set(String::new());
        self.focus.set(first);
    }

    /// Opens the fields of the focused step, and focuses one of them: the first, unless it is named and there.
    pub fn open_fields(self, field: Option<&'static str>) {
        self.mistake.set(String::new());
        self.interaction.update_value(|interaction| interaction.wants_field = Some(field));
        self.editing.set(true);
    }

    pub fn close_fields(self) {
        self.mistake.set(String::new());
        self.want_focus(self.editing.get_untracked());
        self.editing.set(false);
    }

    /// Focuses the tree after the next rendering.
    pub fn want_focus(self, wanted: bool) {
        self.interaction.update_value(|interaction| interaction.wants_focus = wanted);
    }

    /// Takes the press that a click ends, so that it is handled once. A click by a key ends none.
    pub fn take_press(self, click: &MouseEvent) -> Option<Press> {
        let press = self.interaction.try_update_value(|interaction| interaction.press.take()).flatten();
        press.filter(|_| click.detail() > 0)
    }

    /// Applies one of the fixes that are offered for the risk of a step.
    pub fn fix(self, step: &Path, number: usize) {
        let program = self.document.program.get_untracked();
        let fixes = self.document.with_editor(|it| program.risk(step).map(|risk| risk.fixes(it.scene())));
        if let Some(fix) = fixes.and_then(|fixes| fixes.into_iter().nth(number)) {
            self.edit(fix.edit);
            self.want_focus(true);
        }
    }

    /// Cancels the drag, or else the press that may become one. The steps stay where they are.
    pub fn cancel_drag(self) {
        if self.drag.read_untracked().is_some() {
            self.end_drag();
        } else {
            self.interaction.update_value(|interaction| {
                interaction.press.take_if(|press| press.is_down);
            });
        }
    }

    /// Ends a press, and returns the drag that it became.
    pub fn end_drag(self) -> Option<Drag> {
        self.interaction.update_value(|interaction| {
            if let Some(press) = &mut interaction.press {
                press.is_down = false;
                (press.long_press, press.edge_scroll) = (None, None);
            }
        });
        // The signal does not notify where nothing was dragged.
        let is_dragging = self.drag.read_untracked().is_some();
        if is_dragging { self.drag.try_update(Option::take).flatten() } else { None }
    }

    pub fn chosen(self) -> Siblings {
        self.document.with_editor(|editor| editor.chosen().clone())
    }

    pub fn step(self, path: &Path) -> Option<Step> {
        self.document.with_editor(|editor| editor.scene().step.at(path).cloned())
    }

    pub fn path(self, id: StepId) -> Path {
        self.document.plan().path(id)
    }
}
