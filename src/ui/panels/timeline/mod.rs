//! The timeline: what ran when, true to scale. Predicted spans are there from the start; the run fills them.

mod bar;
mod chart;
mod compare;
mod drawing;
mod input;
mod interaction;
mod lanes;
mod layout;
mod save_menu;
mod scale;
mod svg_export;
mod table;
mod turns;
mod viewport;
mod what_if;

use std::{sync::Arc, time::Duration};

use leptos::{prelude::*, web_sys::Element};

use self::{
    chart::{Chart, ZOOM_STEP},
    compare::Compare,
    drawing::px,
    save_menu::SaveMenu,
    table::Table,
    turns::Turns,
};
use crate::{
    browser::on_resize,
    runtime::History,
    ui::{
        render::{
            icons,
            ids::bar_id,
            incremental_view::IncrementalView,
            pointed::mark_pointed,
            reactive::{effect, text_signal, view_signal},
        },
        state::{use_document, use_run},
        text::{number, seconds},
    },
};

/// Bars of a long run that change in one frame.
const MAX_PATCHES_PER_FRAME: u32 = 16;

#[component]
pub fn TimelinePanel(
    /// True for the chart alone, without its tools.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let chart = Chart::new();
    let view = IncrementalView::new(MAX_PATCHES_PER_FRAME);
    let canvas = NodeRef::<leptos::html::Div>::new();
    let of = move || (Arc::as_ptr(&document.prediction()), chart.view.get(), chart.zoom.get());
    let paint = move || {
        // By then the page may have been taken down.
        if let Some(Some(canvas)) = canvas.try_get_untracked() {
            view.render(&canvas, of(), drawing::draw(chart));
            mark_pointed(&canvas, document.pointed.get_untracked().into_iter().map(bar_id));
            input::give_focus(chart);
        }
    };
    Effect::new(move |drawn: Option<Arc<History>>| {
        let prediction = document.prediction();
        canvas.track();
        // Zooming and scrolling take effect in the next frame: rendered later, the chart would jump.
        let is_same = view.has_key(&of());
        if !view.may_render(run.is_crowd() && is_same) {
            return prediction;
        }
        if drawn.is_some_and(|drawn| Arc::ptr_eq(&drawn, &prediction)) {
            paint();
        } else {
            // After an edit the program panel renders first, and the timeline a frame later.
            run.history.track();
            run.moment.track();
            chart.view.track();
            chart.zoom.track();
            chart.focus.track();
            chart.compared.track();
            chart.compared_moment.track();
            chart.what_if.track();
            request_animation_frame(move || set_timeout(move || untrack(paint), Duration::ZERO));
        }
        prediction
    });
    effect(move || {
        let pointed = document.pointed.get();
        if let Some(canvas) = canvas.get_untracked() {
            mark_pointed(&canvas, pointed.into_iter().map(bar_id));
        }
    });
    // Another program has other bars.
    effect(move || {
        document.program.track();
        chart.focus.set(None);
    });
    // The browser tells the size when it has laid out the page; asked for it sooner, it would do that twice.
    effect(move || {
        let Some(scroller) = chart.scroller.get() else { return };
        on_resize([scroller.into()], move || {
            if !chart.view.is_disposed() {
                chart.sync_viewport();
            }
        });
    });
    view! {
        <section class="timeline" aria-label="Timeline" data-run=text_signal(move || run.phase.get().as_str())>
            {(!bare).then(|| view! { <Tools chart /> })}
            <p class="remark" role="status">{text_signal(move || remark(chart))}</p>
            {view_signal(move || chart.with_turns.get().then(|| view! { <Turns /> }))}
            {view_signal(move || chart.as_table.get().then(|| view! { <Table chart /> }))}
            <div
                class="chart"
                data-shown=text_signal(move || (!chart.as_table.get()).to_string())
                node_ref=chart.scroller
                on:scroll=move |_| chart.sync_viewport()
                on:wheel=move |event| input::on_wheel(&event, chart)
                on:pointerdown=move |event| input::on_down(&event, chart)
                on:pointermove=move |event| input::on_move(&event, chart)
                on:pointerup=move |event| input::on_up(&event, chart)
                on:pointercancel=move |event| input::on_up(&event, chart)
                on:mouseover=move |event| input::on_over(&event, chart)
                on:mouseleave=move |_| document.point_at(None)
                on:focusin=move |event| input::on_focus(&event_target::<Element>(&event), chart)
                on:keydown=move |event| input::on_key(&event, chart)
                on:input=move |event| what_if::on_input(&event, chart)
                on:change=move |event| what_if::on_change(&event, chart)
            >
                <div class="roll">
                    <div class="canvas" node_ref=canvas></div>
                    // All that moves from frame to frame: what is behind the veil has not happened yet.
                    <div
                        class="overlay"
                        aria-hidden="true"
                        style=("--at", text_signal(move || px(chart.label_px() + chart.scale().px(run.cursor.get()))))
                        style=("--edge", text_signal(move || edge_px(chart).map_or_else(|| "0px".into(), px)))
                        data-behind=text_signal(move || edge_px(chart).is_some().to_string())
                    >
                        <div class="veil"></div>
                        <div class="playhead"></div>
                        <div class="edge"></div>
                    </div>
                </div>
            </div>
        </section>
    }
}

/// The panel's title, its totals and its tools.
#[component]
fn Tools(chart: Chart) -> impl IntoView {
    let is_fit = move || (chart.zoom.get() <= 1.0).to_string();
    view! {
        <div class="head">
            <h2>"Timeline"</h2>
            <small class="totals">{text_signal(move || totals(chart))}</small>
            <Compare chart />
            {toggle("What if", "What if a device were faster?", icons::SLIDERS, chart.what_if)}
            {toggle("Event loop", "What the one thread does", icons::ROUND, chart.with_turns)}
            {toggle("Table", "The same as a table", icons::TABLE, chart.as_table)}
            <SaveMenu chart />
            <div class="zoom" role="group" aria-label="Zoom">
                <button class="quiet icon" aria-label="Zoom out" title="Zoom out (-)" aria-disabled=text_signal(is_fit) on:click=move |_| chart.zoom_by(1.0 / ZOOM_STEP, None) inner_html=icons::ZOOM_OUT></button>
                <button class="quiet icon" aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| chart.zoom_by(ZOOM_STEP, None) inner_html=icons::ZOOM_IN></button>
                <button class="quiet icon" aria-label="Show all" title="Show all (0)" aria-disabled=text_signal(is_fit) on:click=move |_| chart.fit() inner_html=icons::FIT></button>
            </div>
        </div>
    }
}

/// The x of a live run's present on the chart, while the cursor is before it.
fn edge_px(chart: Chart) -> Option<f64> {
    let run = chart.run;
    let is_behind = run.is_live() && run.is_in_past();
    is_behind.then(|| chart.label_px() + chart.scale().px(run.edge()))
}

/// A button that turns something on and off.
fn toggle(name: &'static str, title: &'static str, icon: &'static str, is_on: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            class="quiet icon"
            aria-label=name
            title=title
            aria-pressed=text_signal(move || is_on.get().to_string())
            on:click=move |_| is_on.update(|on| *on = !*on)
            inner_html=icon
        ></button>
    }
}

/// The result of a comparison or of a what-if question.
fn remark(chart: Chart) -> String {
    let own = chart.document.prediction();
    let compared = chart.compared.read();
    let compared = compared.as_ref().map(|other| compare::describe(&own, other.lanes.history(), &other.name));
    let probe = if chart.what_if.get() {
        Some(what_if::describe(chart).unwrap_or_else(|| "Slide a device's latency and watch the total.".into()))
    } else {
        None
    };
    probe.into_iter().chain(compared).collect::<Vec<_>>().join(" ")
}

/// "1.00 s predicted, 1.00 s measured"
fn totals(chart: Chart) -> String {
    let (document, run) = (chart.document, chart.run);
    let predicted = format!("{} predicted", seconds(document.prediction().end()));
    let is_over = run.is_over();
    let Some(last) = run.with_log(|log| log.events().last().copied()).filter(|_| is_over) else {
        return predicted;
    };
    let at_speed = match run.ran_at.get() {
        Some(1.0) => String::new(),
        Some(speed) => format!(" at {}×", number(speed)),
        None => " at several speeds".into(),
    };
    format!("{predicted}, {} measured{at_speed}", seconds(last.wall))
}
