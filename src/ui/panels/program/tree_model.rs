use std::{ops::Range, sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{builder::Builder, drag_state::Drag, gaps::steps_to_render, risk_note::RiskNote};
use crate::{
    home::Hazard,
    program::Place,
    runtime::{StepId, StepState},
    ui::{
        panels::micro_steps::micro_steps,
        render::vdom::VElement,
        state::{Phase, PlannedProgram},
        text::{describe_risk, fix_label, ms},
    },
};

/// Longest program, in steps, that shows the fixes of all its risks. In a longer one the focused step shows its own.
const MAX_STEPS_WITH_FIXES: usize = 100;

/// Everything that the rendering of the tree depends on.
pub struct TreeModel {
    pub builder: Builder,
    pub program: PlannedProgram,
    pub focus: StepId,
    /// The steps to render, beside the focused one.
    pub rendered: Range<u32>,
    /// The block of the chosen steps, or `None` for the root, and the range of its children that are chosen.
    chosen: (Option<StepId>, Range<usize>),
    /// The insertion point, or the drop target during a drag: an index among the children of a block.
    pub gap: Option<(StepId, usize)>,
    pub is_held: bool,
    pub is_editing: bool,
    /// True if the outcome of the program is not given away: no sum, slack or risk is shown.
    pub hides_outcome: bool,
    phase: Phase,
    moment: Duration,
}

impl TreeModel {
    pub fn of(builder: Builder) -> Self {
        let program = builder.document.program.get();
        builder.run.history.track();
        let plan: Arc<_> = program.plan.clone();
        let editor = builder.document.editor.read();
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
            rendered: steps_to_render(plan.len(), builder.center.get()),
            chosen,
            gap,
            is_held: drag.as_ref().is_some_and(Drag::is_move),
            is_editing: builder.editing.get(),
            hides_outcome: builder.document.hides_outcome(),
            phase: builder.run.phase.get(),
            moment: builder.run.moment.get(),
            program,
        }
    }

    pub fn is_chosen(&self, id: StepId) -> bool {
        let step = self.program.plan.step(id);
        step.parent == self.chosen.0 && self.chosen.1.contains(&(step.index as usize))
    }

    /// Returns true if a step is chosen, no other is, and it can be edited.
    pub fn is_only_choice(&self, id: StepId) -> bool {
        self.chosen.1.len() == 1 && self.is_chosen(id) && !self.builder.document.readonly
    }

    /// Returns true if a step has a risk. Its card then has room for the reason, before the run and in it.
    pub fn is_risky(&self, id: StepId) -> bool {
        !self.hides_outcome
            && !self.program.risks.is_empty()
            && self.program.risk(&self.program.plan.path(id)).is_some()
    }

    /// The risk of a step. While the program runs, actual hazards are shown instead.
    pub fn risk(&self, id: StepId) -> Option<RiskNote> {
        if self.hides_outcome || self.program.risks.is_empty() || self.phase.is_live() {
            return None;
        }
        let (editor, plan) = (self.builder.document.editor, &self.program.plan);
        let risk = self.program.risk(&plan.path(id))?;
        let with_fixes = plan.len() <= MAX_STEPS_WITH_FIXES || id == self.focus;
        Some(editor.with_untracked(|editor| RiskNote {
            reason: describe_risk(risk, editor.scene()),
            fixes: if with_fixes {
                risk.fixes(editor.scene()).into_iter().map(|fix| fix_label(&fix.kind)).collect()
            } else {
                Vec::new()
            },
            is_tab_stop: id == self.focus,
        }))
    }

    /// Draws the micro-steps of a step at the cursor.
    pub fn micro_steps(&self, id: StepId) -> Option<VElement> {
        micro_steps(&self.builder.run.history.read_untracked(), id, self.moment)
    }

    /// The start, state and hazard of a step at the cursor.
    pub fn state(&self, id: StepId) -> (Option<String>, StepState, Option<Hazard>) {
        let history = self.builder.run.history.read_untracked();
        let span = history.span_until(history.execution_at(id, self.moment), self.moment);
        (span.start.map(ms), span.state(), span.hazard)
    }
}
