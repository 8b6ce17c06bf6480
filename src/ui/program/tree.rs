use std::{ops::Range, sync::Arc, time::Duration};

use leptos::{
    html::Ul,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    Builder,
    drag::{self, Drag},
    element_id, fields,
    keys::{on_copy, on_key, on_paste},
    pointer::on_click,
    step::StepView,
    step_at_event,
    window::{drawn, give_focus, has_focus, most_drawn, on_scroll},
};
use crate::{
    home::Hazard,
    program::Place,
    runtime::{StepId, StepState},
    ui::{
        live::{follow, live},
        mural::{Mural, mark_pointed},
        session::{Phase, Program},
        words::ms,
    },
};

/// The program as nested blocks: a tree that is drawn anew from what is known, whenever that changes.
#[component]
pub fn Tree(builder: Builder) -> impl IntoView {
    let session = builder.session;
    let tree: NodeRef<Ul> = NodeRef::new();
    let mural = Mural::new(MOST_CHANGES);
    Effect::new(move || {
        let Some(tree) = tree.get().filter(|_| mural.is_due(session.is_crowd())) else { return };
        let picture = Picture::of(builder);
        let root = StepView { picture: &picture, id: StepId::ROOT }.draw();
        let had_focus = has_focus(&tree);
        // Only what a run changes may come a frame later; who edits works with what is there.
        let of = (Arc::as_ptr(&picture.program.plan), picture.drawn, picture.gap, picture.is_held, picture.is_editing);
        mural.draw(&tree, of, vec![root.into()]);
        tell_cursor(&tree, session.cursor.get_untracked());
        mark_pointed(&tree, session.pointed.get_untracked().into_iter().map(element_id));
        give_focus(builder, had_focus);
    });
    follow(move || {
        let cursor = session.cursor.get();
        if let Some(tree) = tree.get_untracked() {
            tell_cursor(&tree, cursor);
        }
    });
    follow(move || {
        let pointed = session.pointed.get();
        if let Some(tree) = tree.get_untracked() {
            mark_pointed(&tree, pointed.into_iter().map(element_id));
        }
    });
    let dragging = move || builder.drag.read().is_some().to_string();
    view! {
        <div class="scroller" on:scroll=move |_| on_scroll(builder, tree)>
            <ul
                class="tree"
                node_ref=tree
                role="tree"
                aria-label="Program"
                aria-multiselectable="true"
                data-dragging=live(dragging)
                on:keydown=move |event| on_key(&event, builder)
                on:copy=move |event| on_copy(&event, builder, false)
                on:cut=move |event| on_copy(&event, builder, true)
                on:paste=move |event| on_paste(&event, builder)
                on:click=move |event| on_click(&event, builder)
                on:focusin=move |event| {
                    session.point_at(step_at_event(&event));
                    // A pointer that goes down is judged when it comes up: it may drag, or choose several.
                    let by_pointer = builder.hand.with_value(|hand| hand.press.as_ref().is_some_and(|press| press.is_down));
                    if let Some(path) = step_at_event(&event).map(|step| builder.path(step))
                        && !by_pointer
                        && (path != builder.focus.get_untracked() || !builder.chosen().contains(&path))
                    {
                        builder.choose(path);
                    }
                }
                on:mouseover=move |event| session.point_at(step_at_event(&event))
                on:mouseleave=move |_| session.point_at(None)
                on:pointerdown=move |event| drag::on_press(&event, builder)
                on:touchmove=move |event| drag::on_touch_move(&event, builder)
                on:change=move |event| fields::on_change(&event, builder)
            >
            </ul>
        </div>
    }
}

/// How many elements of a long program change in one frame: two for a step, and a little more than any preset has.
const MOST_CHANGES: u32 = 20;

/// Up to how many steps fill up while they run. Of more than these nobody follows each.
const MOST_FILLING: u32 = 8;

/// Tells the time to what moves with it, and to nothing else: told to the whole tree, all of it would be styled anew in
/// each frame.
fn tell_cursor(tree: &Element, cursor: Duration) {
    let Ok(moving) = tree.query_selector_all(".leaf > .face[data-face=running] > .fill") else { return };
    if moving.length() > MOST_FILLING {
        return;
    }
    let cursor = ms(cursor);
    for fill in (0..moving.length()).filter_map(|index| moving.item(index)) {
        _ = fill.unchecked_ref::<HtmlElement>().style().set_property("--now", &cursor);
    }
}

/// Up to how many steps a program shows the fixes of all its risks; in a longer one, the chosen step shows its own.
const MOST_FIXED: usize = 100;

/// What can go wrong with a step, in words, and the names of what would put it right.
pub struct Warning {
    pub reason: String,
    pub fixes: Vec<String>,
}

/// All that a drawing of the program depends on.
pub struct Picture {
    pub builder: Builder,
    pub program: Program,
    pub focus: StepId,
    /// Which steps are drawn, beside the one with the keyboard.
    pub drawn: Range<u32>,
    /// The block that has the chosen steps, and which of its children they are; the root has no block.
    chosen: (Option<StepId>, Range<usize>),
    /// Where the next step goes, or what is held would go: before a child of a block, or after its last.
    pub gap: Option<(StepId, usize)>,
    pub is_held: bool,
    pub is_editing: bool,
    phase: Phase,
    moment: Duration,
}

impl Picture {
    fn of(builder: Builder) -> Self {
        let program = builder.session.program.get();
        builder.session.history.track();
        let plan: Arc<_> = program.plan.clone();
        let editor = builder.session.editor.read();
        let chosen = match editor.chosen().range() {
            Some((block, range)) => (plan.find(&block), range),
            None => (None, 0..1),
        };
        let drag = builder.drag.read();
        let place = match &*drag {
            Some(drag) => drag.place.clone(),
            None => Some(editor.place()),
        };
        let gap = place.and_then(|Place { block, index }| Some((plan.find(&block)?, index)));
        Self {
            builder,
            focus: plan.find(&builder.focus.read()).unwrap_or(StepId::ROOT),
            drawn: drawn(plan.len(), builder.center.get(), most_drawn()),
            chosen,
            gap,
            is_held: drag.as_ref().is_some_and(Drag::is_move),
            is_editing: builder.editing.get(),
            phase: builder.session.phase.get(),
            moment: builder.session.moment.get(),
            program,
        }
    }

    pub fn is_chosen(&self, id: StepId) -> bool {
        let step = self.program.plan.step(id);
        step.parent == self.chosen.0 && self.chosen.1.contains(&(step.index as usize))
    }

    /// Whether something can go wrong with a step: before the run or in it, the card has room to say what.
    pub fn is_risky(&self, id: StepId) -> bool {
        !self.program.risks.is_empty() && self.program.risk(&self.program.plan.path(id)).is_some()
    }

    /// What can go wrong with a step. Once the program runs, what does go wrong is told instead.
    pub fn risk(&self, id: StepId) -> Option<Warning> {
        if self.program.risks.is_empty() || self.phase != Phase::Idle {
            return None;
        }
        let (editor, plan) = (self.builder.session.editor, &self.program.plan);
        let risk = self.program.risk(&plan.path(id))?;
        let with_fixes = plan.len() <= MOST_FIXED || id == self.focus;
        Some(editor.with_untracked(|editor| Warning {
            reason: risk.reason(editor.scene()),
            fixes: if with_fixes {
                risk.fixes(editor.scene()).into_iter().map(|fix| fix.label).collect()
            } else {
                Vec::new()
            },
        }))
    }

    /// How the step is at the cursor, and what has turned out to be hazardous about it.
    pub fn state(&self, id: StepId) -> (Option<String>, StepState, Option<Hazard>) {
        let span = self.builder.session.history.read_untracked().span_until(id, self.moment);
        (span.start.map(ms), span.state(), span.hazard)
    }
}
