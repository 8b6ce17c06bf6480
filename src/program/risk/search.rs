use std::borrow::Cow;

use super::{
    Cause, Risk,
    concurrent::Conflict,
    crowd::crowded_messages,
    deadlock::deadlocks,
    flow::{Flow, Unmet},
    held_waits::held_waits,
    names::risks_of_names,
    projection::Projections,
    related::{Related, related_messages},
    rings::rings_of_awaits,
    tasks::without_tasks,
    threads::{holds_thread, one_by_one, risks_of_threads, without_cut_workers},
    wait_graph::WaitGraph,
};
use crate::program::{Path, Scene, Step};

/// All risks in program order, at most one for each step.
///
/// A conflict is reported on the later step, unless the earlier step may start second and has no other risk.
pub fn risks(scene: &Scene) -> Vec<Risk> {
    let may_hold_thread = holds_thread(&scene.step);
    let reductions: [fn(&Scene) -> Option<Scene>; 3] = [one_by_one, without_cut_workers, without_tasks];
    let reduced = reductions.into_iter().fold(Cow::Borrowed(scene), |scene, reduce| match reduce(&scene) {
        Some(reduced) => Cow::Owned(reduced),
        None => scene,
    });
    let reduced = &*reduced;
    let projections = Projections::of(reduced);
    let flow = Flow::of(&projections, &reduced.devices);
    let crowded = crowded_messages(&projections, &scene.devices);
    let found = select(&flow, &related_messages(&projections, &flow), &crowded);
    let paths = paths(scene, &found);
    let risk = |(found, path): (Option<Found>, &Path)| {
        let Found { cause, with, certain } = found?;
        // Whoever holds the thread decides when others start.
        let certain = certain && !may_hold_thread;
        Some(Risk { step: path.clone(), with: with.map(|with| paths[with].clone()), cause, certain })
    };
    let mut risks: Vec<_> = found.into_iter().zip(&paths).filter_map(risk).collect();
    risks.extend(deadlocks(scene));
    risks.extend(risks_of_names(scene));
    let waits = WaitGraph::of(scene);
    risks.extend(rings_of_awaits(&waits));
    risks.extend(held_waits(&waits));
    risks.extend(risks_of_threads(scene));
    // The sort keeps the first of a step first.
    risks.sort_by(|one, other| one.step.cmp(&other.step));
    risks.dedup_by(|later, first| later.step == first.step);
    risks
}

/// Selects the worst risk of each message. A message that fails or is lost is worse than a conflict.
fn select(flow: &Flow, related: &[Related], crowded: &[bool]) -> Vec<Option<Found>> {
    let worst = |(number, related): (usize, &Related)| match (flow.unmet(number), related.earlier) {
        (unmet, _) if crowded[number] && unmet.is_none_or(|unmet| matches!(unmet.cause, Cause::Hazard(_))) => {
            Some(Found { cause: Cause::Busy, with: None, certain: false })
        }
        (Some(Unmet { cause, certain }), _) => {
            Some(Found { cause, with: related.establishing.or(related.violating), certain })
        }
        (None, Some(conflict)) => Some(Found::from(conflict)),
        (None, None) => None,
    };
    let mut found: Vec<_> = related.iter().enumerate().map(worst).collect();
    let mut involved: Vec<_> = found.iter().map(Option::is_some).collect();
    found.iter().flatten().filter_map(|found| found.with).for_each(|with| involved[with] = true);
    for (number, related) in related.iter().enumerate().filter(|&(number, _)| !involved[number]) {
        found[number] = related.later.map(Found::from);
    }
    found
}

/// A risk of a message. Messages are numbered in program order.
#[derive(Clone, Copy)]
struct Found {
    cause: Cause,
    with: Option<usize>,
    certain: bool,
}

impl From<Conflict> for Found {
    fn from(Conflict { hazard, with, certain }: Conflict) -> Self {
        Self { cause: Cause::Hazard(hazard), with: Some(with), certain }
    }
}

/// The paths of the messages that take part in a risk, by number. The other messages have an empty path.
fn paths(scene: &Scene, found: &[Option<Found>]) -> Vec<Path> {
    fn walk(step: &Step, at: &mut Vec<usize>, wanted: &[bool], paths: &mut Vec<Path>) {
        if let Step::Message(_) = step {
            let path = if wanted[paths.len()] { at.clone().into() } else { Path::ROOT };
            paths.push(path);
        }
        for (index, child) in step.children().iter().enumerate() {
            at.push(index);
            walk(child, at, wanted, paths);
            at.pop();
        }
    }
    let mut wanted: Vec<_> = found.iter().map(Option::is_some).collect();
    found.iter().flatten().filter_map(|found| found.with).for_each(|with| wanted[with] = true);
    let mut paths = Vec::with_capacity(found.len());
    walk(&scene.step, &mut Vec::new(), &wanted, &mut paths);
    paths
}
