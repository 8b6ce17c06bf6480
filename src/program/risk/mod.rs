//! What can go wrong in a program, seen before it runs: why, and what to do about it.
//!
//! Knows no time: a risk is there whatever the latencies are. Each device is looked at by itself.

mod fix;
mod flow;
mod neighbours;
mod parts;
mod states;
#[cfg(test)]
mod tests;
mod words;

pub use self::fix::Fix;
use self::{
    flow::{Flow, Trouble},
    neighbours::{Clash, Neighbours},
    parts::Parts,
};
use super::{Path, Scene, Step};
use crate::home::Hazard;

/// Something that can go wrong in a program because nothing makes one step wait for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    pub step: Path,
    /// The step it goes wrong with, or the one that would make it right if it came first.
    pub with: Option<Path>,
    pub cause: Cause,
    /// Whether it goes wrong in every run that gets there.
    pub certain: bool,
}

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The message is sent at a wrong moment. Cleaning and flushing at once is always
    /// [`CleanDuringFlush`](Hazard::CleanDuringFlush), whichever is written first.
    Hazard(Hazard),
    /// The message fails, as its device is not connected.
    NotConnected,
    /// The message fails, as the home has no device of that name.
    NoSuchDevice,
}

/// All risks, at most one for each step, in program order.
///
/// What two steps do to each other is a risk of the later one, except where the earlier one can be sent during the
/// later and would have no part in any risk else.
pub fn risks(scene: &Scene) -> Vec<Risk> {
    let parts = Parts::of(scene);
    let flow = Flow::of(&parts, &scene.devices);
    let found = settle(&flow, &neighbours::of(&parts, &flow));
    let paths = paths(scene, &found);
    let risk = |(found, path): (Option<Found>, &Path)| {
        let Found { cause, with, certain } = found?;
        Some(Risk { step: path.clone(), with: with.map(|with| paths[with].clone()), cause, certain })
    };
    found.into_iter().zip(&paths).filter_map(risk).collect()
}

/// Decides what is the worst of each message. What makes it fail or loses it comes before what may only go wrong.
fn settle(flow: &Flow, neighbours: &[Neighbours]) -> Vec<Option<Found>> {
    let worst = |(number, near): (usize, &Neighbours)| match (flow.trouble(number), near.before) {
        (Some(Trouble { cause, certain }), _) => Some(Found { cause, with: near.helper.or(near.spoiler), certain }),
        (None, Some(clash)) => Some(Found::from(clash)),
        (None, None) => None,
    };
    let mut found: Vec<_> = neighbours.iter().enumerate().map(worst).collect();
    let mut involved: Vec<_> = found.iter().map(Option::is_some).collect();
    found.iter().flatten().filter_map(|found| found.with).for_each(|with| involved[with] = true);
    for (number, near) in neighbours.iter().enumerate().filter(|&(number, _)| !involved[number]) {
        found[number] = near.after.map(Found::from);
    }
    found
}

/// A risk, with messages numbered in program order.
#[derive(Clone, Copy)]
struct Found {
    cause: Cause,
    with: Option<usize>,
    certain: bool,
}

impl From<Clash> for Found {
    fn from(Clash { hazard, with, certain }: Clash) -> Self {
        Self { cause: Cause::Hazard(hazard), with: Some(with), certain }
    }
}

/// Where the messages are that have a part in a risk; the others are not looked up.
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
