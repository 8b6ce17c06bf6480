//! The same change twice, in each model: what can come between reading and writing. The engine fills in the table.

use leptos::prelude::*;

use crate::{
    program::parse,
    runtime::{Found, Goal, Model, Plan, Search, Threads},
    ui::{
        render::{
            rendering::render_effect,
            vdom::{VElement, VNode, element},
        },
        state::{BOUND, use_choosing, use_document},
        text::searching as text,
    },
};

/// The steps that are there twice, side by side.
const STEPS: [&str; 4] =
    ["increment(knob)", "lock(key, increment(knob))", "speaker.louder", "lock(key, speaker.louder)"];

#[component]
pub fn Races() -> impl IntoView {
    let (document, choosing) = (use_document(), use_choosing());
    let table = NodeRef::new();
    // The table would give away the result of a search in a program like these.
    let is_shown = Memo::new(move |_| choosing.goals.read().contains(&Goal::LoseUpdate) && !document.hides_outcome());
    render_effect(table, move || if is_shown.get() { vec![draw()] } else { Vec::new() });
    view! { <div class="races" node_ref=table></div> }
}

fn draw() -> VNode {
    let heads = [text::TWICE, text::IN_ASYNC, text::WITH_THREADS];
    let head = element("tr").children(heads.map(|head| element("th").attr("scope", "col").text(head)));
    let row = |step: &str| {
        let [tasks, threads] = [Model::ASYNC, Model::Threads(Threads::default())].map(|model| found(step, &model));
        element("tr")
            .child(element("th").attr("scope", "row").child(element("code").text(step.to_owned())))
            .children([tasks, threads].map(|found| cell(&found)))
    };
    let body = element("tbody").children(STEPS.into_iter().map(row));
    element("table").child(element("caption").text(text::RACES)).child(element("thead").child(head)).child(body).into()
}

fn cell(found: &Found) -> VElement {
    element("td").attr_bool("data-lost", found.wrong > 0).text(text::race(found))
}

/// Searches all schedules of a program of the step twice. In async nothing is chosen: there is one.
fn found(step: &str, model: &Model) -> Found {
    let scene = parse(&format!("parallel({step}, {step})")).expect("a program of our own");
    let mut search = Search::new(&Plan::new(&scene, 1).in_model(model), u32::MAX, BOUND);
    while search.go_on() {}
    search.found().clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_safe_in_a_lock_and_one_without_a_wait_in_async() {
        let is_wrong = |step, model: Model| found(step, &model).wrong > 0;
        let in_async = STEPS.map(|step| is_wrong(step, Model::ASYNC));
        let with_threads = STEPS.map(|step| is_wrong(step, Model::Threads(Threads::default())));
        assert_eq!(in_async, [false, false, true, false]);
        assert_eq!(with_threads, [true, false, true, false]);
    }
}
