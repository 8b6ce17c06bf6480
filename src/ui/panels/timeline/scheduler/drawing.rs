//! Draws the micro-steps of threads in their order, and the time of threads and cores.

use std::time::Duration;

use crate::{
    home::Hazard,
    runtime::{Event, EventKind, EventLog, Lanes, OnCore, OnThread, Plan, Stretch, ThreadState, Wait},
    ui::{
        render::vdom::{VElement, VNode, element},
        text::{number, scheduler as text},
    },
};

/// Longer runs show the end of their micro-steps, and the first threads.
const MAX_CELLS: usize = 60;
const MAX_THREADS: usize = 12;

/// A micro-step of a thread.
struct Cell {
    thread: u32,
    text: String,
    is_lost: bool,
}

/// The micro-steps up to a moment: a row for each thread, a column for each micro-step. So one sees who came between.
pub fn grid(log: &EventLog, plan: &Plan, moment: Duration) -> Vec<VNode> {
    let cells = cells(log, plan, moment);
    if cells.is_empty() {
        return Vec::new();
    }
    let mut threads: Vec<u32> = cells.iter().map(|cell| cell.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    let row = |thread: u32| {
        let name = log.first_step(thread).map(|step| plan.describe(step)).unwrap_or_default();
        let head = element("th").attr("scope", "row").attr("title", name).text(text::thread(thread));
        let cell = |cell: &Cell| match cell.thread == thread {
            true => element("td").attr_bool("data-lost", cell.is_lost).text(cell.text.clone()),
            false => element("td"),
        };
        element("tr").child(head).children(cells.iter().map(cell))
    };
    let rows = threads.into_iter().take(MAX_THREADS).map(row);
    vec![element("table").attr("aria-label", text::STEPS).child(element("tbody").children(rows)).into()]
}

/// The last micro-steps up to a moment.
fn cells(log: &EventLog, plan: &Plan, moment: Duration) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut is_lost = false;
    for event in log.until(moment).iter().rev() {
        let Event { kind, on: Some(OnThread { thread, .. }), .. } = *event else { continue };
        if kind == EventKind::Stuck {
            cells.extend(stuck(log, plan));
            continue;
        }
        // A lost update is told after the write that has lost it.
        is_lost |= matches!(kind, EventKind::Hazard(Hazard::NumberWrittenOver | Hazard::WrittenOver));
        let Some(step) = text::micro_step(kind) else { continue };
        let name = plan.name_in(event.step).filter(|_| matches!(kind, EventKind::Acquired | EventKind::Released));
        let text = name.map_or(step.clone(), |name| format!("{step} {name}"));
        cells.push(Cell { thread, text, is_lost: std::mem::take(&mut is_lost) });
        if cells.len() >= MAX_CELLS {
            break;
        }
    }
    cells.reverse();
    cells
}

/// The waits of those who wait for each other for ever.
fn stuck(log: &EventLog, plan: &Plan) -> Vec<Cell> {
    let cell = |wait: &Wait| {
        let asked = log.events().iter().rfind(|event| event.execution() == wait.block)?;
        Some(Cell { thread: asked.on?.thread, text: text::wants(plan.name_of(wait.on)), is_lost: true })
    };
    log.waits().iter().rev().filter_map(cell).collect()
}

/// The time of each core, and of each thread: running, could run, waiting. What begins after `until` is left out.
pub fn lanes(lanes: &Lanes, plan: &Plan, moment: Duration, until: Duration) -> Vec<VNode> {
    let total = lanes.end.as_secs_f64();
    if total == 0.0 {
        return Vec::new();
    }
    let percent = |time: Duration| format!("{}%", number((time.as_secs_f64() / total * 1000.0).round() / 10.0));
    let bar = |start: Duration, end: Duration, state: &'static str, text: String| {
        element("i")
            .attr("--from", percent(start))
            .attr("--for", percent(end - start))
            .attr("data-state", state)
            .attr_bool("data-ahead", start > moment)
            .text(text)
    };
    let is_shown = |start: Duration| start < until;
    let lane = |name: String, title: String, bars: Vec<VElement>| {
        element("li").child(element("b").attr("title", title).text(name)).child(element("div").children(bars))
    };
    let cores = lanes.cores.iter().take(MAX_THREADS).enumerate().map(|(core, stretches)| {
        let bars = stretches.iter().filter(|it| is_shown(it.start)).map(|&Stretch { start, end, what }| match what {
            OnCore::Thread(thread) => bar(start, end, "running", thread.to_string()),
            OnCore::Switch(_) => bar(start, end, "switch", String::new()),
        });
        lane(text::core(core), String::new(), bars.collect())
    });
    let threads = lanes.threads.iter().take(MAX_THREADS).enumerate().map(|(thread, stretches)| {
        let bars = stretches.iter().filter(|it| is_shown(it.start)).map(|&Stretch { start, end, what }| match what {
            ThreadState::Running(_) => bar(start, end, "running", String::new()),
            ThreadState::Runnable => bar(start, end, "runnable", String::new()),
            ThreadState::Waiting | ThreadState::Ended => bar(start, end, "waiting", String::new()),
        });
        let name = lanes.first_steps.get(thread).map(|&step| plan.describe(step)).unwrap_or_default();
        lane(text::thread(thread as u32), name, bars.collect())
    });
    let hidden = lanes.threads.len().saturating_sub(MAX_THREADS);
    let more = (hidden > 0).then(|| element("li").attr("class", "more").text(text::more_threads(hidden)));
    vec![element("ol").attr("aria-label", text::CORES_LANES).children(cores.chain(threads).chain(more)).into()]
}
