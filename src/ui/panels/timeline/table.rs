//! The timeline as a table: all that the chart shows, for those who would rather read it.

use leptos::prelude::*;

use super::chart::Chart;
use crate::{
    runtime::StepId,
    ui::{
        render::{
            render_effect::render_effect,
            vdom::{VElement, VNode, element},
        },
        text::{describe_hazard, latency, seconds, term},
    },
};

/// Most steps that the table shows.
const MAX_ROWS: usize = 500;

const HEADS: [&str; 7] = ["Step", "Starts", "Ends", "Takes", "Slack", "At the cursor", "Hazard"];

#[component]
pub fn Table(chart: Chart) -> impl IntoView {
    let place = NodeRef::new();
    render_effect(place, move || draw(chart));
    view! { <div class="table" tabindex="0" role="group" aria-label="Spans" node_ref=place></div> }
}

fn draw(chart: Chart) -> Vec<VNode> {
    let (document, run) = (chart.document, chart.run);
    let plan = document.plan();
    let (prediction, forecast) =
        document.program.with(|program| (program.prediction.clone(), program.forecast.clone()));
    let (history, moment) = (run.history.read(), run.moment.get());
    let row = |step: StepId| {
        let predicted = prediction.span(step);
        let span = history.span_until(step, moment);
        let slack_of_step = forecast.of(step);
        let cell = |words: String| element("td").text(words);
        let slack = match slack_of_step.slack {
            _ if slack_of_step.is_critical => "decides the total".into(),
            Some(slack) if slack.is_zero() => "none: just as long".into(),
            Some(slack) => format!("{} s", term(slack)),
            None => "never comes".into(),
        };
        element("tr")
            .attr("data-state", span.state().as_str())
            .child(
                element("th")
                    .attr("scope", "row")
                    .attr("--depth", plan.step(step).depth.to_string())
                    .text(plan.describe(step)),
            )
            .child(cell(predicted.start.map(seconds).unwrap_or_default()))
            .child(cell(predicted.end.map(|(end, _)| seconds(end)).unwrap_or_default()))
            .child(cell(latency(predicted.duration())))
            .child(cell(slack))
            .child(cell(span.state().as_str().into()))
            .child(cell(span.hazard.map(describe_hazard).unwrap_or_default()))
    };
    let rows: Vec<VElement> = plan.ids().take(MAX_ROWS).map(row).collect();
    let heads = HEADS.map(|head| element("th").attr("scope", "col").text(head));
    let table = element("table")
        .child(element("thead").child(element("tr").children(heads)))
        .child(element("tbody").children(rows));
    let hidden = plan.len().saturating_sub(MAX_ROWS);
    let note = (hidden > 0).then(|| element("p").text(format!("{hidden} more steps are in the event log.")));
    std::iter::once(table).chain(note).map(VNode::Element).collect()
}
