use leptos::prelude::*;

use super::{
    device_card::Card,
    drag::{Drag, Press, cancel_drag},
    keys::Typed,
};
use crate::{
    program::{Edit, EditName, Path, Place, Siblings, Step},
    runtime::StepId,
    ui::{
        state::{Document, Run, use_document, use_run},
        text,
    },
};

/// What a person is doing to the program: where the keyboard is, and what is open or held. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Builder {
    pub document: Document,
    pub run: Run,
    /// The step that has the keyboard: one end of what is chosen.
    pub focus: RwSignal<Path>,
    /// Whether the fields of the chosen step are open.
    pub editing: RwSignal<bool>,
    /// Why what was put into a field could not be taken.
    pub mistake: RwSignal<String>,
    /// The number of a step that is seen, in a program too long to be drawn as a whole.
    pub center: RwSignal<u32>,
    pub drag: RwSignal<Option<Drag>>,
    /// Where the pointer is that drags.
    pub pointer: RwSignal<(i32, i32)>,
    /// The device whose card is open, and what is wrong with what was put in it.
    pub card: RwSignal<Option<Card>>,
    pub card_problem: RwSignal<String>,
    pub(super) interaction: StoredValue<Interaction, LocalStorage>,
}

/// What is remembered between events, and never drawn.
#[derive(Default)]
pub struct Interaction {
    /// The other end of what is chosen.
    anchor: Path,
    /// What was copied last, for browsers that do not let a page read the clipboard.
    pub copied: Option<String>,
    /// The step that had the keyboard at the last drawing.
    pub last_focus: Path,
    /// Whether the tree should have the keyboard after the next drawing.
    pub wants_focus: bool,
    /// Whether the first field should have it.
    pub wants_field: bool,
    /// Whether the tree was scrolled, and gaps in it may be seen.
    pub looks_for_gaps: bool,
    pub typed: Typed,
    pub press: Option<Press>,
}

impl Builder {
    pub fn new() -> Self {
        Self {
            document: use_document(),
            run: use_run(),
            focus: RwSignal::new(Path::ROOT),
            editing: RwSignal::new(false),
            mistake: RwSignal::new(String::new()),
            center: RwSignal::new(0),
            drag: RwSignal::new(None),
            pointer: RwSignal::new((0, 0)),
            card: RwSignal::new(None),
            card_problem: RwSignal::new(String::new()),
            interaction: StoredValue::new_local(Interaction::default()),
        }
    }

    /// Chooses one step, and gives it the keyboard.
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

    pub fn choose_all_siblings(self) {
        let Some((block, _)) = self.chosen().range() else { return };
        let count = self.step(&block).map_or(0, |block| block.children().len());
        self.document.choose(Siblings { first: block.child(0), count });
        self.interaction.update_value(|interaction| interaction.anchor = block.child(0));
        self.focus.set(block.child(count.saturating_sub(1)));
    }

    /// Makes an edit. What is held is put down first: where it would go is no longer the same.
    pub fn edit(self, edit: Edit) -> bool {
        cancel_drag(self);
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

    /// Follows what else puts another program on the page: presets, files, typed text.
    pub fn watch(self) {
        crate::ui::render::reactive::effect(move || {
            self.document.program.track();
            if !self.chosen().contains(&self.focus.get_untracked()) {
                self.follow();
            }
        });
    }

    /// Gives the keyboard to what an edit has chosen.
    pub fn follow(self) {
        let first = self.chosen().first;
        self.interaction.update_value(|interaction| interaction.anchor = first.clone());
        if *self.focus.read_untracked() != first {
            self.editing.set(false);
        }
        self.mistake.set(String::new());
        self.focus.set(first);
    }

    /// Puts steps where the insertion point is.
    pub fn insert(self, steps: Vec<Step>) {
        let (at, is_new) = self.document.with_editor(|editor| {
            let is_empty = matches!(&editor.scene().step, Step::Block(block) if block.children.is_empty());
            let new_program = text::announcements::NEW_PROGRAM;
            let is_new = |name: &EditName| matches!(name, EditName::Custom(words) if words.ends_with(new_program));
            let is_untouched = editor.undo_name().is_none_or(is_new);
            (editor.place(), is_empty && is_untouched)
        });
        // A block that comes first becomes the program: nobody chose the one that is there.
        self.edit(match &steps[..] {
            [Step::Block(_)] if is_new && at.block == Path::ROOT => {
                Edit::Replace { at: at.block, step: steps[0].clone() }
            }
            _ => Edit::Insert { at, steps },
        });
    }

    /// Moves the insertion point to another gap.
    pub fn set_place(self, place: Place) {
        let words = self.document.with_editor(|editor| text::place(&editor.scene().step, &place));
        self.document.announce(format!("The next step goes {words}."));
        self.document.set_place(place);
    }

    pub fn move_place(self, forward: bool) {
        let next = self.document.with_editor(|editor| {
            let (root, place) = (&editor.scene().step, editor.place());
            if forward { place.next(root) } else { place.previous(root) }
        });
        if let Some(place) = next {
            self.set_place(place);
        }
    }

    /// Opens the fields of the step that has the keyboard, and gives the first of them the keyboard.
    pub fn open_fields(self) {
        self.mistake.set(String::new());
        self.interaction.update_value(|interaction| interaction.wants_field = true);
        self.editing.set(true);
    }

    pub fn close_fields(self) {
        self.mistake.set(String::new());
        self.want_focus(self.editing.get_untracked());
        self.editing.set(false);
    }

    /// Gives the tree the keyboard once it is drawn again.
    pub fn want_focus(self, wanted: bool) {
        self.interaction.update_value(|interaction| interaction.wants_focus = wanted);
    }

    /// Takes the last press of a pointer, which is dealt with then.
    pub fn take_press(self) -> Option<Press> {
        self.interaction.try_update_value(|interaction| interaction.press.take()).flatten()
    }

    /// Moves the chosen steps, unless they are there already.
    pub fn move_chosen_to(self, to: Place) {
        let steps = self.chosen();
        let is_there = steps
            .range()
            .is_some_and(|(block, range)| block == to.block && (range.start..=range.end).contains(&to.index));
        if !is_there {
            self.edit(Edit::Move { steps, to });
        }
    }

    /// Does what would put right what is risky about a step: one of the fixes that are offered for it.
    pub fn fix(self, step: &Path, number: usize) {
        let program = self.document.program.get_untracked();
        let fixes = self.document.with_editor(|it| program.risk(step).map(|risk| risk.fixes(it.scene())));
        if let Some(fix) = fixes.and_then(|fixes| fixes.into_iter().nth(number)) {
            self.edit(fix.edit);
            self.want_focus(true);
        }
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
