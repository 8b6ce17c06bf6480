//! The lesson: what a preset teaches, what it asks before its first run, or what to do next.

use std::{borrow::Cow, time::Duration};

use leptos::prelude::*;

use crate::{
    program::{presets::Preset, risks},
    runtime::{EventLog, Plan, Work, predict},
    ui::{
        state::{Document, Phase, Run},
        text::story as text,
    },
};

/// The sentences below the title.
pub fn lesson(document: Document, run: Run) -> Cow<'static, str> {
    let preset = document.preset();
    if document.draft.read().is_some() {
        return text::DRAFT.into();
    }
    match preset.or_else(|| document.base.get()) {
        Some(base) if preset.is_none() && is_repaired(base, document, run) => repaired(base, run).into(),
        Some(_) if document.is_in_other_model() => text::other_model(document.model.read().word()).into(),
        Some(base) if document.hides_outcome() => base.question.into(),
        // The answer to the question may be another one after an edit.
        Some(_) if preset.is_none() && run.is_over() => text::LOOK_AGAIN.into(),
        Some(base) if preset.is_none() => base.question.into(),
        Some(preset) => preset.lesson.into(),
        None if !document.is_predicted() => text::NOT_PREDICTED.into(),
        None if document.plan().ids().all(|id| matches!(document.plan().step(id).work, Work::Block(_))) => {
            text::EMPTY_PROGRAM.into()
        }
        None if run.is_over() => text::LOOK_AGAIN.into(),
        None => text::PRESS_RUN.into(),
    }
}

/// True if a run of an edited preset has gone well, and what can go wrong in the preset no longer can.
fn is_repaired(base: Preset, document: Document, run: Run) -> bool {
    run.phase.get() == Phase::Ended
        && document.program.read().risks.is_empty()
        && run.history.with(|history| history.hazards_until(Duration::MAX).is_empty())
        && !risks(&base.scene()).is_empty()
}

fn repaired(base: Preset, run: Run) -> String {
    let before = predict(&Plan::new(&base.scene(), 1));
    text::repaired(before.end(), !before.waits().is_empty(), run.with_log(EventLog::end))
}
