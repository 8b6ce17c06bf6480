//! Another run on the same axis, so that two can be compared.

use std::{sync::Arc, time::Duration};

use leptos::{html::Select, prelude::*};

use super::{
    chart::Chart,
    lanes::{ComparedRun, Lanes},
};
use crate::{
    program::presets,
    runtime::{History, Plan, predict},
    ui::{
        render::reactive::text_signal,
        text::{describe_hazard, seconds, term},
    },
};

const PIN_OPTION: &str = "keep";
const PINNED_OPTION: &str = "kept";

/// The list of what the run can be compared with: any preset, or the run as it is now, to be kept for those to come.
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
        pinned.map(|name| view! { <option value=PINNED_OPTION>{name}</option> })
    };
    view! {
        <select class="compare" node_ref=list aria-label="Compare with" on:change=choose prop:value=text_signal(chosen)>
            <option value="">"Compare with…"</option>
            <option value=PIN_OPTION>"this run, kept"</option>
            {pinned}
            {presets::ALL.map(|preset| view! { <option value=preset.id>{preset.name}</option> })}
        </select>
    }
}

fn choose(chart: Chart, value: &str) {
    let document = chart.document;
    chart.compared.set(match value {
        "" => None,
        PINNED_OPTION => return,
        PIN_OPTION => {
            let name = document.program.with_untracked(|program| program.preset.map(|preset| preset.name));
            let name = format!("Kept: {}", name.unwrap_or("your own program"));
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

/// Compares two runs in a sentence, with their hazards: a faster run that fails is no use.
pub fn describe(own: &History, other: &History, name: &str) -> String {
    let but = |what: &str, history: &History| {
        let first = history.hazards_until(Duration::MAX).first();
        first.map(|(_, _, hazard)| format!(" But in {what}, {}.", describe_hazard(*hazard))).unwrap_or_default()
    };
    [speed(own.end(), other.end(), name), but("this program", own), but(name, other)].concat()
}

fn speed(own: Duration, other: Duration, name: &str) -> String {
    let times = |longer: Duration, shorter: Duration| {
        // In tenths, rounded.
        let tenths = (longer * 20).as_micros() / shorter.as_micros().max(1);
        let tenths = tenths.div_ceil(2);
        format!("{}.{} times", tenths / 10, tenths % 10)
    };
    match own.cmp(&other) {
        std::cmp::Ordering::Equal => format!("{name} takes {} as well.", seconds(other)),
        _ if own.is_zero() || other.is_zero() => format!("{name} takes {} s.", term(other)),
        std::cmp::Ordering::Less => {
            format!("{} instead of {}: {} as fast as {name}.", seconds(own), seconds(other), times(other, own))
        }
        std::cmp::Ordering::Greater => {
            format!("{} instead of {}: {name} is {} as fast.", seconds(own), seconds(other), times(own, other))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faster_of_two_runs_is_told_with_how_much() {
        let words = |own, other| speed(Duration::from_millis(own), Duration::from_millis(other), "One by one");
        assert_eq!(words(1000, 2000), "1.00 s instead of 2.00 s: 2.0 times as fast as One by one.");
        assert_eq!(words(2000, 500), "2.00 s instead of 0.50 s: One by one is 4.0 times as fast.");
        assert_eq!(words(300, 500), "0.30 s instead of 0.50 s: 1.7 times as fast as One by one.");
        assert_eq!(words(500, 500), "One by one takes 0.50 s as well.");
        assert_eq!(words(0, 500), "One by one takes 0.5 s.");
    }

    #[test]
    fn what_goes_wrong_in_a_run_is_told_with_its_speed() {
        let run = |id| {
            let plan = Arc::new(Plan::new(&presets::find(id).unwrap().scene(), 1));
            History::of(plan.clone(), &predict(&plan))
        };
        let (right, wrong) = (run("good-night"), run("good-night-at-once"));
        let splash = "the toilet is cleaned while it flushes: it splashes.";
        let told = describe(&right, &wrong, "All at once");
        assert_eq!(
            told,
            format!("1.00 s instead of 0.50 s: All at once is 2.0 times as fast. But in All at once, {splash}")
        );
        assert!(describe(&wrong, &right, "Good night").ends_with(&format!(" But in this program, {splash}")));
    }
}
