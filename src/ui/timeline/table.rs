//! The timeline as a table: all that the chart shows, for those who would rather read it.

use leptos::prelude::*;

use super::chart::Chart;
use crate::{
    runtime::StepId,
    ui::{
        mural::keep_drawn,
        sketch::{Piece, Shape, shape},
        words::{latency, seconds, term},
    },
};

/// How many steps the table tells.
const MOST_ROWS: usize = 500;

const HEADS: [&str; 7] = ["Step", "Starts", "Ends", "Takes", "Slack", "At the cursor", "Hazard"];

#[component]
pub fn Table(chart: Chart) -> impl IntoView {
    let place = NodeRef::new();
    keep_drawn(place, move || draw(chart));
    view! { <div class="table" tabindex="0" role="group" aria-label="Spans" node_ref=place></div> }
}

fn draw(chart: Chart) -> Vec<Piece> {
    let session = chart.session;
    let plan = session.plan();
    let (prediction, forecast) = session.program.with(|program| (program.prediction.clone(), program.forecast.clone()));
    let (history, moment) = (session.history.read(), session.moment.get());
    let row = |step: StepId| {
        let predicted = prediction.span(step);
        let span = history.span_until(step, moment);
        let outlook = forecast.of(step);
        let cell = |words: String| shape("td").text(words);
        let slack = match outlook.slack {
            _ if outlook.is_critical => "decides the total".into(),
            Some(slack) if slack.is_zero() => "none: just as long".into(),
            Some(slack) => format!("{} s", term(slack)),
            None => "never comes".into(),
        };
        shape("tr")
            .with("data-state", span.state().as_str())
            .piece(
                shape("th")
                    .with("scope", "row")
                    .with("--depth", plan.step(step).depth.to_string())
                    .text(plan.describe(step)),
            )
            .piece(cell(predicted.start.map(seconds).unwrap_or_default()))
            .piece(cell(predicted.end.map(|(end, _)| seconds(end)).unwrap_or_default()))
            .piece(cell(latency(predicted.duration())))
            .piece(cell(slack))
            .piece(cell(span.state().as_str().into()))
            .piece(cell(span.hazard.map(|hazard| hazard.to_string()).unwrap_or_default()))
    };
    let rows: Vec<Shape> = plan.ids().take(MOST_ROWS).map(row).collect();
    let heads = HEADS.map(|head| shape("th").with("scope", "col").text(head));
    let table =
        shape("table").piece(shape("thead").piece(shape("tr").pieces(heads))).piece(shape("tbody").pieces(rows));
    let hidden = plan.len().saturating_sub(MOST_ROWS);
    let note = (hidden > 0).then(|| shape("p").text(format!("{hidden} more steps are in the event log.")));
    std::iter::once(table).chain(note).map(Piece::Shape).collect()
}
