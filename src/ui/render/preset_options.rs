//! The presets as options of a list, by chapters.

use leptos::prelude::*;

use crate::program::presets;

pub fn preset_options(chosen: &str) -> impl IntoView + use<> {
    let chosen = chosen.to_owned();
    let chapter = move |(name, presets): (&'static str, &'static [presets::Preset])| {
        let options = presets.iter().map(|preset| {
            view! { <option value=preset.id selected=preset.id == chosen>{preset.name}</option> }
        });
        view! { <optgroup label=name>{options.collect_view()}</optgroup> }
    };
    presets::chapters().map(chapter).collect_view()
}
