//! The choice of another run to draw on the same axis.

use leptos::{html::Select, prelude::*};

use super::chart::Chart;
use crate::{
    program::presets,
    ui::{render::reactive::text_signal, text::compare as text},
};

/// Values of options. The first pins the present run, the second stands for the run that is pinned.
const PIN_OPTION: &str = "keep";
const PINNED_OPTION: &str = "kept";

/// The list of runs to compare with: each preset, or the present run, pinned for later programs.
#[component]
pub fn Compare(chart: Chart) -> impl IntoView {
    let list = NodeRef::<Select>::new();
    let chosen = move || chart.comparison.chosen.read().as_ref().map_or("", |compared| compared.key);
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
        let pinned = chart
            .comparison
            .chosen
            .read()
            .as_ref()
            .filter(|compared| compared.key == PINNED_OPTION)
            .map(|it| it.name.clone());
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

fn choose(chart: Chart, value: &str) {
    let (document, comparison) = (chart.document, chart.comparison);
    match value {
        "" => comparison.choose_none(),
        PINNED_OPTION => {}
        PIN_OPTION => comparison.keep_present(PINNED_OPTION, text::pinned(&untrack(|| document.title()))),
        id => {
            if let Some(preset) = presets::find(id) {
                comparison.choose(preset.id, preset.name.into(), &preset.scene());
            }
        }
    }
}
