use std::time::Duration;

use leptos::{
    html::Ul,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{
    builder::Builder,
    click::{note_entered_field, on_click},
    drag, fields,
    focus::{focused_in_view, give_focus, has_focus, scroll_to, show_added},
    gaps::on_scroll,
    hit_test::{step_at_event, step_of_target},
    keys::on_key,
    step_view::StepView,
    tree_model::TreeModel,
};
use crate::{
    browser::clear_selection,
    runtime::StepId,
    ui::{
        render::{
            ids::card_id,
            pointed::mark_pointed,
            reactive::{effect, text_signal},
            rendering::Rendering,
        },
        text::{ms, page::PROGRAM},
    },
};

/// The program as nested blocks: a tree that is rendered again whenever its model changes.
#[component]
pub fn Tree(builder: Builder) -> impl IntoView {
    let (document, run) = (builder.document, builder.run);
    let tree: NodeRef<Ul> = NodeRef::new();
    let rendering = Rendering::new();
    Effect::new(move |was_live: Option<Option<bool>>| {
        let is_live = run.phase.get().is_live();
        let tree = tree.get()?;
        // The ways to repair a program are there between runs, and push the steps below them down.
        let keeps_in_view = was_live.flatten() != Some(is_live) && focused_in_view(&tree).is_some();
        let model = TreeModel::of(builder);
        let root = StepView { model: &model, id: StepId::ROOT }.render();
        let had_focus = has_focus(&tree);
        rendering.render(&tree, vec![root.into()]);
        set_cursor(&tree, run.cursor.get_untracked());
        mark_pointed(&tree, document.pointed.get_untracked().into_iter().map(card_id));
        give_focus(builder, had_focus);
        show_added(builder);
        if keeps_in_view {
            leptos::prelude::document().active_element().iter().for_each(scroll_to);
        }
        Some(is_live)
    });
    effect(move || {
        let cursor = run.cursor.get();
        if let Some(tree) = tree.get_untracked() {
            set_cursor(&tree, cursor);
        }
    });
    effect(move || {
        let pointed = document.pointed.get();
        if let Some(tree) = tree.get_untracked() {
            mark_pointed(&tree, pointed.into_iter().map(card_id));
        }
    });
    let dragging = move || builder.drag.read().is_some().to_string();
    view! {
        <div class="scroller" on:scroll=move |_| on_scroll(builder, tree)>
            <ul
                class="tree"
                node_ref=tree
                role="tree"
                aria-label=PROGRAM
                aria-multiselectable="true"
                data-dragging=text_signal(dragging)
                on:keydown=move |event| on_key(&event, builder)
                on:click=move |event| on_click(&event, builder)
                on:focusin=move |event| {
                    document.point_at(step_at_event(&event));
                    if step_of_target(&event).is_some() {
                        // Drops text selected elsewhere: the person works on the step now.
                        clear_selection();
                    }
                    // A press is handled at its release, since it may drag or choose several steps.
                    let by_pointer = builder.interaction.with_value(|interaction| interaction.press.as_ref().is_some_and(|press| press.is_down));
                    if let Some(path) = step_at_event(&event).map(|step| builder.path(step))
                        && !by_pointer
                        && (path != builder.focus.get_untracked() || !builder.chosen().contains(&path))
                    {
                        builder.choose(path);
                    }
                }
                on:mouseover=move |event| document.point_at(step_at_event(&event))
                on:mouseleave=move |_| document.point_at(None)
                on:pointerdown=move |event| {
                    note_entered_field(&event, builder);
                    drag::on_press(&event, builder);
                }
                on:touchmove=move |event| drag::on_touch_move(&event, builder)
                on:change=move |event| fields::on_change(&event, builder)
            >
            </ul>
        </div>
    }
}

/// Largest number of running steps that show their progress. Nobody can follow more of them.
const MAX_FILLING_STEPS: u32 = 32;

/// Sets the time on the elements that move with it. Set on the whole tree, it would restyle the tree in each frame.
fn set_cursor(tree: &Element, cursor: Duration) {
    let find = |which: &str| tree.query_selector_all(&format!(".leaf > .face[data-face=running] > .fill{which}"));
    let Ok(mut moving) = find("") else { return };
    let is_followed = moving.length() <= MAX_FILLING_STEPS;
    if !is_followed {
        // Those that were among few show what no longer holds.
        let Ok(stale) = find("[style]") else { return };
        moving = stale;
    }
    let cursor = ms(cursor);
    for fill in (0..moving.length()).filter_map(|index| moving.item(index)) {
        let style = fill.unchecked_ref::<HtmlElement>().style();
        _ = match is_followed {
            true => style.set_property("--now", &cursor),
            false => style.remove_property("--now").map(|_| ()),
        };
    }
}
