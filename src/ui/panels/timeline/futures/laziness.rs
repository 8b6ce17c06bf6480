//! Compares the same line in several languages on one axis: the steps of the future that it makes run at once, or later.

use std::time::Duration;

use crate::{
    codegen::{self, MADE_FUTURES, UNIT},
    program::{BlockKind, Key, OnTask, Scene, Step, TaskVerb, Value},
    runtime::{Plan, predict},
    ui::{
        render::vdom::{VElement, VNode, element},
        text::futures as text,
    },
};

/// Lines whose steps run at the same time.
#[derive(Debug, PartialEq, Eq)]
struct Group {
    /// In units, as is the total.
    begins: u32,
    total: u32,
    lines: Vec<String>,
}

pub fn draw() -> Vec<VNode> {
    let parts = [text::WORKS, text::SLEEPS, text::AWAITS].map(|part| element("span").text(part));
    let head = element("li").attr("class", "parts").child(element("span")).child(element("div").children(parts));
    let groups = groups().into_iter().map(draw_group);
    vec![element("ol").child(head).children(groups).into()]
}

fn draw_group(Group { begins, total, lines }: Group) -> VElement {
    let bar = element("i").attr("--begins", begins.to_string());
    let axis = element("div")
        .attr("class", "axis")
        .attr("role", "img")
        .attr("aria-label", text::runs(UNIT * begins, UNIT * (begins + 1), UNIT * total))
        .attr("--total", total.to_string())
        .child(bar);
    let lines = lines.into_iter().map(|line| element("span").text(line));
    element("li")
        .child(element("b").text(text::begins(begins)))
        .child(axis)
        .child(element("p").attr("class", "lines").children(lines))
}

/// The lines of this page and of other languages, those that begin first first.
fn groups() -> Vec<Group> {
    let here = [BlockKind::Start, BlockKind::Future].map(|kind| {
        let (begins, total) = run_here(kind);
        (begins, total, text::line(text::HERE, "", &format!("{}(ticket, …)", kind.as_str())))
    });
    let others = MADE_FUTURES.iter().map(|future| {
        let language = codegen::find(future.language).map_or(future.language, |language| language.name);
        (future.begins, future.total, text::line(language, future.kind, future.line))
    });
    let mut groups: Vec<Group> = Vec::new();
    for (begins, total, line) in here.into_iter().chain(others) {
        match groups.iter_mut().find(|group| group.begins == begins) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group { begins, total, lines: vec![line] }),
        }
    }
    groups.sort_by_key(|group| group.begins);
    groups
}

/// Runs the program of the figure with a kind of block in place of the line. Returns when its steps begin, and when all is
/// done, in units.
fn run_here(kind: BlockKind) -> (u32, u32) {
    let steps = Step::block(kind, [Step::Delay(UNIT)]).with(Key::Name, Value::Name("ticket".into()));
    let wait = Step::OnTask(OnTask { verb: TaskVerb::Await, name: "ticket".into() });
    let program = Step::sequence([steps, Step::Work(UNIT), Step::Delay(UNIT), wait]);
    let plan = Plan::new(&Scene::at_default_home(program), 1);
    let log = predict(&plan);
    let own = plan.ids().nth(2);
    let begins = log.events().iter().find(|event| Some(event.step) == own).map(|event| event.t);
    let units = |time: Duration| (time.as_millis() / UNIT.as_millis()) as u32;
    (units(begins.unwrap_or_default()), units(log.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn here_a_task_runs_at_once_and_a_future_when_it_is_awaited() {
        assert_eq!([BlockKind::Start, BlockKind::Future].map(run_here), [(0, 2), (2, 3)]);
    }

    #[test]
    fn each_line_stands_with_those_that_run_when_it_does() {
        let groups = groups();
        assert_eq!(
            groups.iter().map(|group| (group.begins, group.lines.len())).collect::<Vec<_>>(),
            [(0, 2), (1, 2), (2, 3)]
        );
        let total = |begins| groups.iter().find(|group| group.begins == begins).map(|group| group.total);
        assert!(MADE_FUTURES.iter().all(|future| total(future.begins) == Some(future.total)));
    }
}
