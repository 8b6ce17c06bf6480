//! The choice of another run to draw on the same axis.

use std::{sync::Arc, time::Duration};

use leptos::{html::Select, prelude::*};

use super::{
    chart::Chart,
    lanes::{ComparedRun, Lanes},
};
use crate::{
    browser::{FrameLoop, now_ms},
    program::presets,
    runtime::{History, Plan, predict},
    ui::{
        render::reactive::{effect, text_signal},
        state::{Phase, use_preferences},
        text::compare as text,
    },
};

/// Values of options. The first pins the present run, the second stands for the run that is pinned.
const PIN_OPTION: &str = "keep";
const PINNED_OPTION: &str = "kept";

/// The list of runs to compare with: each preset, or the present run, pinned for later programs.
#[component]
pub fn Compare(chart: Chart) -> impl IntoView {
    let list = NodeRef::<Select>::new();
    let chosen = move || chart.compared.read().as_ref().map_or("", |compared| compared.key);
    let choose = move |event| {
        choose(chart, &event_target_value(&event));
        // A pinned run is an option of its own, which exists only from the next rendering on.
        request_animation_frame(move || {
            if let Some(list) = list.get_untracked() {
                list.set_value(untrack(chosen));
            }
        });
    };
    let pinned = move || {
        let pinned =
            chart.compared.read().as_ref().filter(|compared| compared.key == PINNED_OPTION).map(|it| it.name.clone());
        pinned.map(|name| view! { <option value=PINNED_OPTION prop:textContent=name></option> })
    };
    view! {
        <select class="compare" node_ref=list aria-label=text::COMPARE_WITH on:change=choose prop:value=text_signal(chosen)>
            <option value="">{text::NOTHING}</option>
            <option value=PIN_OPTION>{text::PIN_THIS_RUN}</option>
            {pinned}
            {presets::ALL.map(|preset| view! { <option value=preset.id>{preset.name}</option> })}
        </select>
    }
}

/// Lets the chart's cursor go on after the end of this run, for as long as a compared run takes longer.
pub(super) fn play_on(chart: Chart) {
    let (run, preferences) = (chart.run, use_preferences());
    let rest = Memo::new(move |_| {
        let end = run.history.read().end();
        let has_ended = run.is_over() && run.phase.get() != Phase::Cancelled && run.cursor.get() >= end;
        match &*chart.compared.read() {
            Some(compared) if has_ended => compared.lanes.history().end().saturating_sub(end),
            _ => Duration::ZERO,
        }
    });
    let frames = StoredValue::new_local(None::<FrameLoop>);
    effect(move || {
        let rest = rest.get();
        frames.set_value(None);
        chart.overtime.set(Duration::ZERO);
        if rest.is_zero() {
            return;
        }
        let mut before = now_ms();
        frames.set_value(Some(FrameLoop::new(move || {
            let now = now_ms();
            let speed = preferences.speed.get_untracked();
            let passed = Duration::from_secs_f64((now - before).max(0.0) / 1000.0 * speed);
            before = now;
            let overtime = (chart.overtime.get_untracked() + passed).min(rest);
            chart.overtime.set(overtime);
            if overtime == rest {
                frames.set_value(None);
            }
        })));
    });
}

fn choose(chart: Chart, value: &str) {
    let document = chart.document;
    chart.compared.set(match value {
        "" => None,
        PINNED_OPTION => return,
        PIN_OPTION => {
            let name = document.program.with_untracked(|program| program.preset.map(|preset| preset.name));
            let name = text::pinned(name.unwrap_or(text::OWN_PROGRAM));
            let lanes = chart.lanes.get_untracked();
            Some(ComparedRun { key: PINNED_OPTION, name, lanes })
        }
        id => presets::find(id).map(|preset| {
            let plan = Arc::new(Plan::new(&preset.scene(), document.seed));
            let history = Arc::new(History::of(plan.clone(), &predict(&plan)));
            ComparedRun { key: preset.id, name: preset.name.into(), lanes: Lanes::of(history) }
        }),
    });
}
