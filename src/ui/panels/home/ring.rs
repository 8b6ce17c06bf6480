//! The ring of a run that is stuck: an arrow from the hook of what somebody holds to that of what they wait for.

use std::time::Duration;

use crate::{
    runtime::{History, WaitsFor, ring},
    ui::{
        render::vdom::{VElement, svg_element},
        text::home as text,
    },
};

/// The distance between an arrow's ends and the hooks.
const GAP: f64 = 26.0;
/// The y of the control points of arcs over the hub and under it, from its middle.
const OVER_Y: f64 = -96.0;
const UNDER_Y: f64 = 90.0;
/// The head of an arrow that points to the right.
const HEAD: &str = "M-11-6L0 0l-11 6";

/// An arrow between two hooks, by their numbers: who holds the first waits for the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    pub from: usize,
    pub to: usize,
    /// The names of both.
    names: [String; 2],
}

/// The arrows of the ring at the end of a run that is stuck, as far as there are hooks for both ends.
pub fn arrows(history: &History, moment: Duration, hooks: usize) -> Vec<Arrow> {
    if !history.is_stuck() || moment < history.end() {
        return Vec::new();
    }
    let plan = history.plan();
    let hook = |on: WaitsFor| match on {
        WaitsFor::Lock(lock) => lock.0 as usize,
        WaitsFor::Name(name) => plan.locks.len() + name.index(),
    };
    let waits = ring(plan, history.waits());
    let next = waits.iter().cycle().skip(1);
    let arrows = waits.iter().zip(next).map(|(from, to)| Arrow {
        from: hook(from.on),
        to: hook(to.on),
        names: [from, to].map(|wait| plan.name_of(wait.on).to_string()),
    });
    arrows.filter(|arrow| arrow.from < hooks && arrow.to < hooks).collect()
}

impl Arrow {
    /// Draws the arrow between two places on the line of the hooks. One to the right goes over the hub, one to the left below.
    pub fn draw(&self, from: f64, to: f64, y: f64) -> VElement {
        let side = if to >= from { 1.0 } else { -1.0 };
        let (path, head) = match self.from == self.to {
            true => (
                format!("M{} {}a22 22 0 1 0 0 30", from - GAP, y - 12.0),
                format!("translate({} {}) rotate(20)", from - GAP, y + 18.0),
            ),
            false => {
                let (start, end) = (from + side * GAP, to - side * GAP);
                let (middle, top) = ((from + to) / 2.0, if side > 0.0 { OVER_Y } else { UNDER_Y });
                let angle = (y + 14.0 - top).atan2(end - middle).to_degrees();
                (
                    format!("M{start} {0}Q{middle} {top} {end} {0}", y + 14.0),
                    format!("translate({end} {}) rotate({angle:.0})", y + 14.0),
                )
            }
        };
        svg_element("g")
            .attr("class", "ring")
            .attr("role", "img")
            .attr("aria-label", text::ring_arrow(&self.names[0], &self.names[1]))
            .child(svg_element("path").attr("class", "line").attr("d", path))
            .child(svg_element("path").attr("class", "line").attr("d", HEAD).attr("transform", head))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    fn hooks(text: &str, ms: u64) -> Vec<(usize, usize)> {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let history = History::of(plan.clone(), &predict(&plan));
        arrows(&history, Duration::from_millis(ms), 4).iter().map(|arrow| (arrow.from, arrow.to)).collect()
    }

    #[test]
    fn who_waits_for_each_other_is_a_ring_of_arrows_at_the_end() {
        let crossed = "parallel(lock(a, delay(1s), lock(b)), lock(b, delay(1s), lock(a)))";
        assert_eq!(hooks(crossed, 999), []);
        assert_eq!(hooks(crossed, 1000), [(1, 0), (0, 1)]);
        assert_eq!(hooks("lock(a, lock(a))", 0), [(0, 0)]);
        assert_eq!(hooks("sequence(lock(a), start(t, await(t)), await(t))", 0), [(1, 1)]);
        assert_eq!(hooks("await(nothing)", 0), []);
    }
}
