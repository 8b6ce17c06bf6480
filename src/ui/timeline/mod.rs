//! The timeline: what ran when, true to scale. Predicted spans are there from the start; the run fills them.

mod layout;

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use self::layout::{Bar, Lane, LaneKind, lanes, ticks};
use super::{
    MOST_DEVICES, MOST_DRAWN, icons,
    live::{live, live_view},
    session::{Phase, Session, use_session},
    words::{latency, ms, number, seconds},
};
use crate::{
    home::DeviceKind,
    program::BlockKind,
    runtime::{History, Work, critical_path},
};

#[component]
pub fn TimelinePanel() -> impl IntoView {
    let session = use_session();
    view! {
        <section class="timeline" aria-label="Timeline">
            <h2>
                "Timeline"
                <span class="key">"decides the total"</span>
                <small>{live(move || totals(session))}</small>
            </h2>
            {live_view(move || {
                let prediction = session.prediction();
                Some(view! { <Chart prediction /> })
            })}
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

#[component]
fn Chart(prediction: Arc<History>) -> impl IntoView {
    let session = use_session();
    let total = prediction.end();
    let scale = ms(total.max(Duration::from_millis(1)));
    let critical = critical_path(&prediction);
    let lane = |lane: Lane| {
        let bars = lane.bars.iter().map(|&bar| {
            view! { <BarView bar critical=critical[bar.step.index()] prediction=prediction.clone() /> }
        });
        view! {
            <li class="lane" data-kind=lane.kind.as_str() style=("--rows", lane.rows.to_string())>
                <span class="label">
                    <span inner_html=lane_icon(lane.kind)></span>
                    <span class="name" title=lane.name.to_string()>{lane.name.to_string()}</span>
                </span>
                <div class="track">{bars.collect_view()}</div>
            </li>
        }
    };
    let marks = ticks(total).into_iter().map(|tick| {
        let last = tick == total && !total.is_zero();
        view! { <span class="tick" data-last=last.to_string() style=("--at", ms(tick))>{tick_label(tick)}</span> }
    });
    let hidden_steps = prediction.plan().len().saturating_sub(MOST_DRAWN);
    let hidden_devices = prediction.plan().devices.len().saturating_sub(MOST_DEVICES);
    let not_drawn =
        [(hidden_steps, "steps"), (hidden_devices, "devices")].into_iter().filter(|&(hidden, _)| hidden > 0);
    let not_drawn = not_drawn
        .map(|(hidden, things)| view! { <p class="empty">{format!("{hidden} more {things} are not drawn.")}</p> });
    view! {
        <div class="chart" style=("--total", scale) style=("--cursor", live(move || ms(session.cursor.get())))>
            <div class="axis" aria-hidden="true"><div class="track">{marks.collect_view()}</div></div>
            <ol class="lanes">{lanes(&prediction, MOST_DRAWN, MOST_DEVICES).into_iter().map(lane).collect_view()}</ol>
            <div class="overlay" aria-hidden="true">
                <div class="playhead" data-shown=live(move || (session.phase.get() != Phase::Idle).to_string())></div>
            </div>
        </div>
        {not_drawn.collect_view()}
    }
}

/// A step's span: an outline where it is predicted, filled as far as it has run.
#[component]
fn BarView(bar: Bar, critical: bool, prediction: Arc<History>) -> impl IntoView {
    let session = use_session();
    let step = bar.step;
    let span = Memo::new(move |_| session.history.read().span_until(step, session.moment.get()));
    let plan = prediction.plan();
    let (class, words) = match &plan.step(step).work {
        Work::Message { action, .. } | Work::Misaddressed { action, .. } => ("bar message", action.name().words()),
        Work::Delay(_) => ("bar delay", "delay".to_string()),
        Work::Block(BlockKind::Sequence) => ("bar block sequence", "sequence".to_string()),
        Work::Block(BlockKind::Parallel) => ("bar block parallel", "parallel".to_string()),
    };
    let seen_hazard = move || span.get().hazard.is_some();
    view! {
        <span
            class=class
            title=format!("{}: {} to {}", plan.words(step), seconds(bar.start), seconds(bar.end))
            data-state=live(move || span.get().state().as_str())
            data-critical=critical.to_string()
            data-hazard=live(move || seen_hazard().to_string())
            style=("--row", bar.row.to_string())
            style=("--start", ms(bar.start))
            style=("--end", ms(bar.end))
        >
            <span class="fill"></span>
            <span class="name">{words}</span>
            {live_view(move || seen_hazard().then(|| view! { <span class="flag" inner_html=icons::WARNING></span> }))}
        </span>
    }
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
