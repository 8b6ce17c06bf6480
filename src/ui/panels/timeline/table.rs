//! The timeline as a table: everything that the chart shows, as text.

use leptos::prelude::*;

use super::{
    chart::Chart,
    details::{details, state},
    drawing::press_run,
};
use crate::{
    runtime::Execution,
    ui::{
        render::{
            rendering::render_effect,
            terms::with_words,
            vdom::{VElement, VNode, element},
        },
        text::{describe_hazard, seconds, timeline as text},
    },
};

/// Most rows that the table shows.
const MAX_ROWS: usize = 500;

#[component]
pub fn Table(chart: Chart) -> impl IntoView {
    let place = NodeRef::new();
    render_effect(place, move || draw(chart));
    view! { <div class="table" tabindex="0" role="group" aria-label=text::SPANS node_ref=place></div> }
}

/// Draws a row for each execution of a step.
fn draw(chart: Chart) -> Vec<VNode> {
    if chart.is_secret() {
        return vec![press_run()];
    }
    let (document, run) = (chart.document, chart.run);
    let plan = document.plan();
    let (prediction, forecast) =
        document.program.with(|program| (program.prediction.clone(), program.forecast.clone()));
    let (history, moment) = (run.history.read(), run.moment.get());
    let slack = |execution: Execution, runs| match document.is_predicted() && forecast.is_known() {
        true => text::slack_cell(forecast.of(execution.step), runs),
        false => String::new(),
    };
    let row = |execution: Execution| {
        let predicted = prediction.span(execution);
        let span = history.span_until(execution, moment);
        // A step that has ended may have been cancelled or failed sooner than was predicted.
        let shown = if span.end.is_some() { span } else { predicted };
        let cell = |text: String| element("td").text(text);
        let details = details(&prediction, &history, execution, moment);
        let state = [state(&history, execution, moment)].into_iter().chain(details);
        let name = element("th")
            .attr("scope", "row")
            .attr("--depth", plan.step(execution.step).depth.to_string())
            .text(plan.describe(execution.step));
        element("tr")
            .attr("data-state", span.state().as_str())
            .child(name)
            .child(cell(shown.start.map(seconds).unwrap_or_default()))
            .child(cell(shown.end.map(|(end, _)| seconds(end)).unwrap_or_default()))
            .child(cell(seconds(shown.duration())))
            .child(cell(slack(execution, predicted.start.is_some())))
            .child(cell(state.collect::<Vec<_>>().join(", ")))
            .child(cell(span.hazard.map(describe_hazard).unwrap_or_default()))
    };
    let executions = || plan.ids().flat_map(|step| prediction.executions(step));
    let rows: Vec<VElement> = executions().take(MAX_ROWS).map(row).collect();
    let columns = text::COLUMNS.map(|column| with_words(element("th").attr("scope", "col"), column));
    let table = element("table")
        .child(element("thead").child(element("tr").children(columns)))
        .child(element("tbody").children(rows));
    let hidden = executions().skip(MAX_ROWS).count();
    let note = (hidden > 0).then(|| element("p").text(text::rows_not_shown(hidden)));
    std::iter::once(table).chain(note).map(VNode::Element).collect()
}
