//! The choice of another run to draw on the same axis.

use leptos::{html::Select, prelude::*};

use super::chart::Chart;
use crate::{
    codegen::{self, Language},
    program::presets,
    ui::{
        render::{
            preset_options::preset_options,
            reactive::{text_signal, view_signal},
        },
        state::{Compared, Policy},
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
    let chosen = move || match &*chart.comparison.chosen.read() {
        Compared::One(run) => run.key,
        Compared::Language(id) => id,
        Compared::Nothing | Compared::Ways(_) | Compared::Models => "",
    };
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
        let pinned = match &*chart.comparison.chosen.read() {
            Compared::One(run) if run.key == PINNED_OPTION => Some(run.name.clone()),
            _ => None,
        };
        pinned.map(|name| view! { <option value=PINNED_OPTION prop:textContent=name></option> })
    };
    let languages = move || {
        let languages = chart.comparison.languages.get().into_iter().filter_map(codegen::find);
        let option = |language: &Language| view! { <option value=language.id>{text::in_language(language)}</option> };
        Some(languages.map(option).collect_view())
    };
    view! {
        <select class="compare" node_ref=list aria-label=text::COMPARE_WITH on:change=choose prop:value=text_signal(chosen)>
            <option value="">{text::NOTHING}</option>
            <option value=PIN_OPTION>{text::PIN_THIS_RUN}</option>
            {pinned}
            {view_signal(languages)}
            {preset_options("")}
        </select>
        <button class="ways" aria-pressed=text_signal(move || has_chosen_models(chart).to_string()) on:click=move |_| match untrack(|| has_chosen_models(chart)) {
            true => chart.comparison.choose_none(),
            false => chart.comparison.choose_models(),
        }>{text::MODELS}</button>
        {view_signal(move || Some(chart.comparison.policies.get().into_iter().map(|policy| ways(chart, &policy)).collect_view()))}
    }
}

fn has_chosen_models(chart: Chart) -> bool {
    *chart.comparison.chosen.read() == Compared::Models
}

/// A button that compares all words of a policy of the present program.
fn ways(chart: Chart, policy: &Policy) -> impl IntoView + use<> {
    let (comparison, key) = (chart.comparison, policy.key);
    let is_chosen = move || *comparison.chosen.read() == Compared::Ways(key);
    let toggle = move |_| if untrack(is_chosen) { comparison.choose_none() } else { comparison.choose_ways(key) };
    view! {
        <button class="ways" aria-pressed=text_signal(move || is_chosen().to_string()) on:click=toggle>{policy.all_written()}</button>
    }
}

fn choose(chart: Chart, value: &str) {
    let (document, comparison) = (chart.document, chart.comparison);
    match value {
        "" => comparison.choose_none(),
        PINNED_OPTION => {}
        PIN_OPTION => comparison.keep_present(PINNED_OPTION, text::pinned(&untrack(|| document.title()))),
        id => {
            if let Some(language) = codegen::find(id) {
                comparison.choose_language(language.id);
            } else if let Some(preset) = presets::find(id) {
                comparison.choose(preset.id, preset.name.into(), &preset.scene());
            }
        }
    }
}
