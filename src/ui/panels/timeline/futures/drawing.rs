use super::rows::{Row, Rows, Thing};
use crate::{
    runtime::{NamedProgress, Plan},
    ui::{
        panels::{
            home::{KEY, TICKET},
            timeline::ticket::ticket,
        },
        render::{
            terms::with_words,
            vdom::{VElement, VNode, element, svg_element},
        },
        text::{event_loop, futures as text},
    },
};

/// The most tickets on one side of a row.
const MAX_TICKETS: usize = 5;

/// The places that show tickets: parts of the tickets' ids.
pub const PLACES: [&str; 2] = [SOURCE, WAITING];
const SOURCE: &str = "source";
const WAITING: &str = "waiting";

pub fn draw(rows: &Rows, plan: &Plan) -> Vec<VNode> {
    if rows.shown.is_empty() {
        return vec![with_words(element("p").attr("class", "none"), text::NONE).into()];
    }
    let drawn = rows.shown.iter().map(|row| draw_row(row, plan));
    let more = (rows.left_out > 0).then(|| element("li").attr("class", "others").text(event_loop::more(rows.left_out)));
    vec![element("ul").children(drawn).children(more).into()]
}

fn draw_row(row: &Row, plan: &Plan) -> VElement {
    let (class, drawing, progress, state) = match row.thing {
        Thing::Task(progress) => ("ticket-of-name", TICKET, progress.as_str(), text::task(progress)),
        Thing::Future(progress) => ("ticket-of-name", TICKET, progress.as_str(), text::future(progress)),
        Thing::Promise(progress) => ("ticket-of-name", TICKET, progress.as_str(), text::promise(progress)),
        Thing::Lock { permits, held } => ("", KEY, "", text::lock(permits, held)),
    };
    let is_free = matches!(row.thing, Thing::Lock { permits, held } if held < permits);
    let symbol = svg_element("svg").attr("viewBox", "-26 -10 52 40").attr("aria-hidden", "true").child(
        svg_element("g")
            .attr("class", class)
            .attr("data-progress", progress)
            .attr_bool("data-free", is_free)
            .inner_html(drawing),
    );
    let running = row.running.map(|step| element("small").text(text::now(&plan.describe(step))));
    let place = element("div")
        .attr("class", "thing")
        .child(symbol)
        .child(element("b").text(row.name.to_string()))
        .child(element("span").text(state))
        .children(running);
    let sources = row.sources.iter().take(MAX_TICKETS).map(|&step| ticket(plan, SOURCE, step, "", ""));
    let waiting = row.waiting.iter().take(MAX_TICKETS).map(|waiter| {
        let inside = waiter.inside.map(|step| text::inside(&plan.describe(step)));
        ticket(plan, WAITING, waiter.execution, "", inside.unwrap_or_default())
    });
    let is_done = matches!(
        row.thing,
        Thing::Task(NamedProgress::Ready) | Thing::Future(NamedProgress::Ready) | Thing::Promise(NamedProgress::Ready)
    );
    element("li")
        .attr_bool("data-ring", row.is_in_ring)
        .attr_bool("data-done", is_done)
        .child(side(sources, row.sources.len(), no_source(row)).attr_bool("data-planned", row.is_to_come))
        .child(arrow(source_verb(row), !row.sources.is_empty()))
        .child(place)
        .child(arrow(text::WAITS, !row.waiting.is_empty()).attr_bool("data-back", true))
        .child(side(waiting, row.waiting.len(), text::NOBODY))
}

fn source_verb(row: &Row) -> &'static str {
    match row.thing {
        Thing::Task(_) | Thing::Future(_) => text::MAKES,
        Thing::Promise(_) => text::RESOLVES,
        Thing::Lock { .. } => text::HOLDS,
    }
}

fn no_source(row: &Row) -> &'static str {
    match row.thing {
        Thing::Lock { .. } => text::NOBODY_HOLDS,
        Thing::Task(_) | Thing::Future(_) | Thing::Promise(_) => text::NO_MAKER,
    }
}

/// The tickets of the steps on one side of a row, or the word for none.
fn side(tickets: impl Iterator<Item = VElement>, count: usize, none: &'static str) -> VElement {
    if count == 0 {
        return element("p").attr("class", "none").text(none);
    }
    let others = count.saturating_sub(MAX_TICKETS);
    let more = (others > 0).then(|| element("li").attr("class", "others").text(event_loop::more(others)));
    element("ol").children(tickets).children(more)
}

/// An arrow with its verb on it.
fn arrow(verb: &'static str, is_there: bool) -> VElement {
    element("span").attr("class", "arrow").attr_bool("data-there", is_there).text(if is_there { verb } else { "" })
}
