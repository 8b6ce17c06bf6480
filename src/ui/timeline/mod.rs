//! The timeline: what ran when, true to scale. Predicted spans are there from the start; the run fills them.

mod bar;
mod chart;
mod compare;
mod draw;
mod export;
mod hand;
mod layout;
mod save;
mod scale;
mod table;
mod turns;
mod what_if;

use std::{sync::Arc, time::Duration};

use leptos::{prelude::*, web_sys::Element};

use self::{
    chart::{Chart, ZOOM_STEP},
    compare::Compare,
    draw::px,
    save::Save,
    table::Table,
    turns::Turns,
};
use super::{
    icons,
    live::{follow, live, live_view},
    mural::{Mural, mark_pointed},
    session::{Phase, Session, use_session},
    words::{number, seconds},
};
use crate::{
    browser::when_resized,
    runtime::{History, StepId},
};

/// How many bars of a long run change in one frame.
const MOST_CHANGES: u32 = 16;

#[component]
pub fn TimelinePanel(
    /// Whether it is the picture alone, without its tools.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let session = use_session();
    let chart = Chart::new(session);
    let mural = Mural::new(MOST_CHANGES);
    let canvas = NodeRef::<leptos::html::Div>::new();
    let of = move || (Arc::as_ptr(&session.prediction()), chart.view.get(), chart.zoom.get());
    let paint = move || {
        // By then the page may have been taken down.
        if let Some(Some(canvas)) = canvas.try_get_untracked() {
            mural.draw(&canvas, of(), draw::draw(chart));
            mark_pointed(&canvas, session.pointed.get_untracked().into_iter().map(bar_id));
            hand::give_focus(chart);
        }
    };
    Effect::new(move |drawn: Option<Arc<History>>| {
        let prediction = session.prediction();
        canvas.track();
        // Who zooms or scrolls sees it in the next frame: what is drawn later would jump.
        let is_same = mural.is_of(&of());
        if !mural.is_due(session.is_crowd() && is_same) {
            return prediction;
        }
        if drawn.is_some_and(|drawn| Arc::ptr_eq(&drawn, &prediction)) {
            paint();
        } else {
            // Who edits looks at the program: the timeline follows a frame later.
            session.history.track();
            session.moment.track();
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
    follow(move || {
        let pointed = session.pointed.get();
        if let Some(canvas) = canvas.get_untracked() {
            mark_pointed(&canvas, pointed.into_iter().map(bar_id));
        }
    });
    // Another program has other bars.
    follow(move || {
        session.program.track();
        chart.focus.set(None);
    });
    // The browser tells the size when it has laid out the page; asked for it sooner, it would do that twice.
    follow(move || {
        let Some(scroller) = chart.scroller.get() else { return };
        when_resized([scroller.into()], move || {
            if !chart.view.is_disposed() {
                chart.look();
            }
        });
    });
    view! {
        <section class="timeline" aria-label="Timeline" data-run=live(move || session.phase.get().as_str())>
            {(!bare).then(|| view! { <Tools chart /> })}
            <p class="remark" role="status">{live(move || remark(chart))}</p>
            {live_view(move || chart.with_turns.get().then(|| view! { <Turns /> }))}
            {live_view(move || chart.as_table.get().then(|| view! { <Table chart /> }))}
            <div
                class="chart"
                data-shown=live(move || (!chart.as_table.get()).to_string())
                node_ref=chart.scroller
                on:scroll=move |_| chart.look()
                on:wheel=move |event| hand::on_wheel(&event, chart)
                on:pointerdown=move |event| hand::on_down(&event, chart)
                on:pointermove=move |event| hand::on_move(&event, chart)
                on:pointerup=move |event| hand::on_up(&event, chart)
                on:pointercancel=move |event| hand::on_up(&event, chart)
                on:mouseover=move |event| hand::on_over(&event, chart)
                on:mouseleave=move |_| session.point_at(None)
                on:focusin=move |event| hand::on_focus(&event_target::<Element>(&event), chart)
                on:keydown=move |event| hand::on_key(&event, chart)
                on:input=move |event| what_if::on_input(&event, chart)
                on:change=move |event| what_if::on_change(&event, chart)
            >
                <div class="roll">
                    <div class="canvas" node_ref=canvas></div>
                    // All that moves from frame to frame: what is behind the veil has not happened yet.
                    <div
                        class="overlay"
                        aria-hidden="true"
                        style=("--at", live(move || px(chart.label_px() + chart.scale().px(session.cursor.get()))))
                        style=("--edge", live(move || edge_px(chart).map_or_else(|| "0px".into(), px)))
                        data-behind=live(move || edge_px(chart).is_some().to_string())
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

/// What the panel is called, what it comes to, and what can be done with it.
#[component]
fn Tools(chart: Chart) -> impl IntoView {
    let session = chart.session;
    let is_fit = move || (chart.zoom.get() <= 1.0).to_string();
    view! {
        <div class="head">
            <h2>"Timeline"</h2>
            <small class="totals">{live(move || totals(session))}</small>
            <Compare chart />
            {toggle("What if", "What if a device were faster?", icons::SLIDERS, chart.what_if)}
            {toggle("Event loop", "What the one thread does", icons::ROUND, chart.with_turns)}
            {toggle("Table", "The same as a table", icons::TABLE, chart.as_table)}
            <Save chart />
            <div class="zoom" role="group" aria-label="Zoom">
                <button class="quiet icon" aria-label="Zoom out" title="Zoom out (-)" aria-disabled=live(is_fit) on:click=move |_| chart.zoom_by(1.0 / ZOOM_STEP, None) inner_html=icons::ZOOM_OUT></button>
                <button class="quiet icon" aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| chart.zoom_by(ZOOM_STEP, None) inner_html=icons::ZOOM_IN></button>
                <button class="quiet icon" aria-label="Show all" title="Show all (0)" aria-disabled=live(is_fit) on:click=move |_| chart.fit() inner_html=icons::FIT></button>
            </div>
        </div>
    }
}

/// Where on the chart a run is, while a time before is looked at.
fn edge_px(chart: Chart) -> Option<f64> {
    let session = chart.session;
    let is_behind = session.is_live() && session.is_in_past();
    is_behind.then(|| chart.label_px() + chart.scale().px(session.edge()))
}

/// A button that turns something on and off.
fn toggle(name: &'static str, title: &'static str, icon: &'static str, is_on: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            class="quiet icon"
            aria-label=name
            title=title
            aria-pressed=live(move || is_on.get().to_string())
            on:click=move |_| is_on.update(|on| *on = !*on)
            inner_html=icon
        ></button>
    }
}

/// What a comparison or a question has come to.
fn remark(chart: Chart) -> String {
    let own = chart.session.prediction();
    let compared = chart.compared.read();
    let compared = compared.as_ref().map(|other| compare::words(&own, other.lanes.history(), &other.name));
    let slid = if chart.what_if.get() {
        Some(what_if::words(chart).unwrap_or_else(|| "Slide a device's latency and watch the total.".into()))
    } else {
        None
    };
    slid.into_iter().chain(compared).collect::<Vec<_>>().join(" ")
}

/// "1.00 s predicted, 1.00 s measured"
fn totals(session: Session) -> String {
    let predicted = format!("{} predicted", seconds(session.prediction().end()));
    let ended = matches!(session.phase.get(), Phase::Ended | Phase::Failed | Phase::Cancelled);
    let Some(last) = session.with_log(|log| log.events().last().copied()).filter(|_| ended) else {
        return predicted;
    };
    let at_speed = match session.ran_at.get() {
        Some(1.0) => String::new(),
        Some(speed) => format!(" at {}×", number(speed)),
        None => " at several speeds".into(),
    };
    format!("{predicted}, {} measured{at_speed}", seconds(last.wall))
}

/// The id of the bar that shows a step.
fn bar_id(step: StepId) -> String {
    format!("bar-{}", step.0)
}

/// The step that a bar shows, from its id.
fn step_of(bar_id: &str) -> Option<StepId> {
    bar_id.strip_prefix("bar-")?.parse().ok().map(StepId)
}
