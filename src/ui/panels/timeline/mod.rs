//! The timeline: the executions of steps, true to scale. Predicted spans are there from the start; the run fills them.

mod arrows;
mod bar;
mod causes;
mod chart;
mod compare;
mod details;
mod drawing;
mod event_loop;
mod futures;
mod input;
mod interaction;
mod lanes;
mod layout;
mod marks;
mod navigation;
mod rows;
mod save_menu;
mod scale;
mod scheduler;
mod svg_export;
mod table;
mod ticket;
mod tools;
mod viewport;
mod what_if;

use leptos::{prelude::*, web_sys::Element};

use self::{
    chart::Chart, compare::Compare, drawing::px, event_loop::EventLoop, futures::Futures, layout::bar_ids,
    scheduler::Scheduler, table::Table, tools::Tools,
};
use crate::{
    browser::on_resize,
    ui::{
        render::{
            pointed::mark_pointed,
            reactive::{effect, text_signal, view_signal},
            rendering::{Rendering, render_effect},
            terms::words_html,
        },
        state::{Compared, TimelineView, use_document, use_run},
        text::{code, compare as text, page::TIMELINE, scheduler as scheduler_text, what_if as what_if_text},
    },
};

#[component]
pub fn TimelinePanel(
    /// True for the chart alone, without its tools.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let has_threads = Memo::new(move |_| document.has_threads());
    let chart = Chart::new();
    let rendering = Rendering::new();
    let (canvas, causes) = (NodeRef::<leptos::html::Div>::new(), NodeRef::new());
    render_effect(causes, move || arrows::draw(chart));
    let mark = move |canvas: &Element| {
        let (prediction, steps) = (untrack(|| document.prediction()), document.pointed.get_untracked());
        mark_pointed(canvas, bar_ids(&prediction, &steps).into_iter());
    };
    effect(move || {
        if let Some(canvas) = canvas.get() {
            rendering.render(&canvas, drawing::draw(chart));
            mark(&canvas);
            input::give_focus(chart);
        }
    });
    effect(move || {
        document.pointed.track();
        if let Some(canvas) = canvas.get_untracked() {
            mark(&canvas);
        }
    });
    // Another program has other bars.
    effect(move || {
        document.program.track();
        chart.focus.set(None);
        chart.pointed.set(None);
    });
    // The browser reports the size after it has laid out the page; measured sooner, it would do that twice.
    effect(move || {
        let Some(scroller) = chart.scroller.get() else { return };
        on_resize([scroller.into()], move || {
            if !chart.view.is_disposed() {
                chart.sync_viewport();
            }
        });
    });
    view! {
        <section class="timeline" aria-label=TIMELINE data-run=text_signal(move || run.phase.get().as_str())>
            {(!bare).then(|| view! { <Tools chart /> })}
            <div class="question">
                {view_signal(move || chart.shows(TimelineView::Compare).then(|| view! { <Compare chart /> }))}
                <p class="remark" role="status" data-told=text_signal(move || chart.compares_ways().to_string()) prop:textContent=text_signal(move || remark(chart))></p>
            </div>
            {view_signal(move || match chart.preferences.timeline_view.get() {
                TimelineView::EventLoop if has_threads.get() => {
                    Some(view! { <p class="no-loop" inner_html=words_html(scheduler_text::NO_EVENT_LOOP)></p> }.into_any())
                }
                TimelineView::EventLoop => Some(view! { <EventLoop /> }.into_any()),
                TimelineView::Futures => Some(view! { <Futures /> }.into_any()),
                TimelineView::Scheduler => Some(view! { <Scheduler /> }.into_any()),
                TimelineView::Table => Some(view! { <Table chart /> }.into_any()),
                TimelineView::Chart | TimelineView::WhatIf | TimelineView::Compare => None,
            })}
            <div
                class="chart"
                data-shown=text_signal(move || chart.preferences.timeline_view.get().has_chart().to_string())
                node_ref=chart.scroller
                on:scroll=move |_| chart.sync_viewport()
                on:wheel=move |event| input::on_wheel(&event, chart)
                on:pointerdown=move |event| input::on_down(&event, chart)
                on:pointermove=move |event| input::on_move(&event, chart)
                on:pointerup=move |event| input::on_up(&event, chart)
                on:pointercancel=move |event| input::on_up(&event, chart)
                on:lostpointercapture=move |event| input::on_lost_capture(&event, chart)
                on:mouseover=move |event| input::on_over(&event, chart)
                on:mouseleave=move |_| chart.point_at(None)
                on:focusin=move |event| input::on_focus(&event_target::<Element>(&event), chart)
                on:focusout=move |_| chart.point_at(None)
                on:keydown=move |event| input::on_key(&event, chart)
                on:input=move |event| what_if::on_input(&event, chart)
                on:change=move |event| what_if::on_change(&event, chart)
            >
                <div class="roll">
                    <div class="canvas" node_ref=canvas></div>
                    // Everything that moves in each frame. The veil covers the time after the cursor.
                    <div
                        class="overlay"
                        aria-hidden="true"
                        style=("--at", text_signal(move || px(chart.label_px() + chart.scale().px(chart.comparison.cursor.get()))))
                        style=("--edge", text_signal(move || edge_px(chart).map_or_else(|| "0px".into(), px)))
                        data-behind=text_signal(move || edge_px(chart).is_some().to_string())
                    >
                        <div class="veil"></div>
                        <div class="playhead"></div>
                        <div class="edge"></div>
                    </div>
                    <div class="causes" node_ref=causes></div>
                </div>
            </div>
        </section>
    }
}

/// The x of a live run's present on the chart, while the cursor is before it.
fn edge_px(chart: Chart) -> Option<f64> {
    let run = chart.run;
    let is_behind = run.is_live() && run.is_in_past();
    is_behind.then(|| chart.label_px() + chart.scale().px(run.edge()))
}

/// The result of a comparison or of a what-if question.
fn remark(chart: Chart) -> String {
    match chart.preferences.timeline_view.get() {
        TimelineView::Compare if chart.is_secret() => text::RUN_FIRST.into(),
        _ if chart.is_secret() => String::new(),
        TimelineView::WhatIf => what_if::describe(chart).unwrap_or_else(|| what_if_text::SLIDE.into()),
        TimelineView::Compare => {
            let own = chart.document.prediction();
            let others = chart.comparison.shown.get();
            match (&*chart.comparison.chosen.read(), &others[..]) {
                (Compared::Ways(_), [_, ..]) => {
                    let own = (chart.comparison.own_name(), own);
                    text::ways(std::iter::once(own).chain(others.into_iter().map(|run| (run.name, run.history))))
                }
                (Compared::Models, [_, ..]) => {
                    let runs = std::iter::once(own).chain(others.into_iter().map(|run| run.history));
                    text::models(&runs.collect::<Vec<_>>())
                }
                (&Compared::Language(id), [other]) => chart
                    .document
                    .language(id)
                    .and_then(|language| {
                        let program = chart.document.program.read();
                        let plans = (&*program.source, &*program.plan);
                        code::own_duration(language, plans, other.history.end(), own.end())
                    })
                    .unwrap_or_else(|| text::comparison(&own, &other.history, &other.name)),
                (_, [other]) => text::comparison(&own, &other.history, &other.name),
                _ => String::new(),
            }
        }
        TimelineView::Chart
        | TimelineView::EventLoop
        | TimelineView::Futures
        | TimelineView::Scheduler
        | TimelineView::Table => String::new(),
    }
}
