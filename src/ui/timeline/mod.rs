//! The timeline: what ran when, true to scale. Predicted spans are there from the start; the run fills them.

mod layout;

use std::{sync::Arc, time::Duration};

use leptos::{html::Div, prelude::*};

use self::layout::{Bar, Lane, LaneKind, lanes, ticks};
use super::{
    MOST_DEVICES, MOST_DRAWN, icons,
    live::live,
    session::{Phase, Session, use_session},
    sketch::{Piece, Shape, Sketch, shape},
    words::{latency, ms, number, seconds},
};
use crate::{
    home::DeviceKind,
    program::BlockKind,
    runtime::{History, Outlook, Span, Work},
};

#[component]
pub fn TimelinePanel() -> impl IntoView {
    let session = use_session();
    let chart: NodeRef<Div> = NodeRef::new();
    let sketch = StoredValue::new_local(Sketch::default());
    let paint = move || {
        // By then the page may have been taken down.
        if let Some(Some(chart)) = chart.try_get_untracked() {
            let pieces = draw(session);
            sketch.update_value(|sketch| sketch.draw(&chart, pieces));
        }
    };
    Effect::new(move |drawn: Option<Arc<History>>| {
        let prediction = session.prediction();
        chart.track();
        if drawn.is_some_and(|drawn| Arc::ptr_eq(&drawn, &prediction)) {
            paint();
        } else {
            // Who edits looks at the program: the timeline follows a frame later.
            session.history.track();
            session.moment.track();
            session.phase.track();
            request_animation_frame(move || set_timeout(move || untrack(paint), Duration::ZERO));
        }
        prediction
    });
    view! {
        <section class="timeline" aria-label="Timeline">
            <h2>
                "Timeline"
                <span class="key">"decides the total"</span>
                <small>{live(move || totals(session))}</small>
            </h2>
            <div class="chart" node_ref=chart style=("--cursor", live(move || ms(session.cursor.get())))></div>
        </section>
    }
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

fn draw(session: Session) -> Vec<Piece> {
    let (prediction, forecast) = session.program.with(|program| (program.prediction.clone(), program.forecast.clone()));
    let total = prediction.end();
    let (history, moment) = (session.history.read(), session.moment.get());
    let bar = |bar: &Bar| draw_bar(bar, &prediction, forecast.of(bar.step), history.span_until(bar.step, moment));
    let lane = |lane: Lane| {
        let name = lane.name.to_string();
        let label = shape("span")
            .with("class", "label")
            .piece(shape("span").markup(lane_icon(lane.kind)))
            .piece(shape("span").with("class", "name").with("title", name.clone()).text(name));
        let track = shape("div").with("class", "track").pieces(lane.bars.iter().map(bar));
        shape("li")
            .with("class", "lane")
            .with("data-kind", lane.kind.as_str())
            .with("--rows", lane.rows.to_string())
            .piece(label)
            .piece(track)
    };
    let marks = ticks(total).into_iter().map(|tick| {
        let is_last = tick == total && !total.is_zero();
        shape("span")
            .with("class", "tick")
            .with_bool("data-last", is_last)
            .with("--at", ms(tick))
            .text(tick_label(tick))
    });
    let hidden_steps = prediction.plan().len().saturating_sub(MOST_DRAWN);
    let hidden_devices = prediction.plan().devices.len().saturating_sub(MOST_DEVICES);
    let hidden = [(hidden_steps, "steps"), (hidden_devices, "devices")].into_iter().filter(|&(hidden, _)| hidden > 0);
    let playhead = shape("div").with("class", "playhead").with_bool("data-shown", session.phase.get() != Phase::Idle);
    let drawing = shape("div")
        .with("class", "drawing")
        .with("--total", ms(total.max(Duration::from_millis(1))))
        .piece(
            shape("div")
                .with("class", "axis")
                .with("aria-hidden", "true")
                .piece(shape("div").with("class", "track").pieces(marks)),
        )
        .piece(
            shape("ol")
                .with("class", "lanes")
                .pieces(lanes(&prediction, MOST_DRAWN, MOST_DEVICES).into_iter().map(lane)),
        )
        .piece(shape("div").with("class", "overlay").with("aria-hidden", "true").piece(playhead));
    let notes = hidden.map(|(hidden, things)| {
        shape("p").with("class", "empty").text(format!("{hidden} more {things} are not drawn."))
    });
    std::iter::once(drawing).chain(notes).map(Piece::Shape).collect()
}

/// A step's span: an outline where it is predicted, filled as far as it has run.
fn draw_bar(bar: &Bar, prediction: &History, outlook: Outlook, span: Span) -> Shape {
    let (step, plan) = (bar.step, prediction.plan());
    let (class, words) = match &plan.step(step).work {
        Work::Message { action, .. } | Work::Misaddressed { action, .. } => ("bar message", action.name().words()),
        Work::Delay(_) => ("bar delay", "delay".to_string()),
        Work::Block(BlockKind::Sequence) => ("bar block sequence", "sequence".to_string()),
        Work::Block(BlockKind::Parallel) => ("bar block parallel", "parallel".to_string()),
    };
    let flag = span.hazard.map(|_| shape("span").with("class", "flag").markup(icons::WARNING));
    shape("span")
        .with("class", class)
        .with("title", format!("{}: {} to {}", plan.words(step), seconds(bar.start), seconds(bar.end)))
        .with("data-state", span.state().as_str())
        .with_bool("data-critical", outlook.is_critical)
        .with_bool("data-hazard", span.hazard.is_some())
        .with("--row", bar.row.to_string())
        .with("--start", ms(bar.start))
        .with("--end", ms(bar.end))
        .piece(shape("span").with("class", "fill"))
        .piece(shape("span").with("class", "name").text(words))
        .pieces(flag)
}

fn lane_icon(kind: LaneKind) -> &'static str {
    match kind {
        LaneKind::Blocks => "",
        LaneKind::Device(DeviceKind::Light) => icons::LIGHT,
        LaneKind::Device(DeviceKind::Speaker) => icons::SPEAKER,
        LaneKind::Device(DeviceKind::Toilet) => icons::TOILET,
    }
}

/// Ticks are round, so few digits do: "0", "0.5 s", "20 ms".
fn tick_label(tick: Duration) -> String {
    if tick.is_zero() { "0".into() } else { latency(tick) }
}
