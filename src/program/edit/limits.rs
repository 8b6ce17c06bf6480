use std::time::Duration;

use crate::program::{Limit, Limits, Scene, Step, print};

/// The first limit that a scene passes.
pub(super) fn passed(scene: &Scene, limits: &Limits) -> Option<Limit> {
    let mut size = Size::default();
    size.add(&scene.step, 0);
    if size.steps > limits.steps {
        return Some(Limit::Steps(limits.steps));
    }
    if size.nesting > limits.nesting {
        return Some(Limit::Nesting(limits.nesting));
    }
    if size.longest > limits.duration {
        return Some(Limit::Duration(limits.duration));
    }
    (print(scene).len() > limits.text_bytes).then_some(Limit::TextBytes(limits.text_bytes))
}

#[derive(Default)]
struct Size {
    steps: usize,
    /// Blocks inside blocks.
    nesting: usize,
    longest: Duration,
}

impl Size {
    fn add(&mut self, step: &Step, depth: usize) {
        self.steps += 1;
        match step {
            Step::Message(message) => self.longest = self.longest.max(message.latency.unwrap_or_default()),
            Step::Delay(duration) => self.longest = self.longest.max(*duration),
            Step::Block(block) => {
                self.nesting = self.nesting.max(depth + 1);
                block.children.iter().for_each(|child| self.add(child, depth + 1));
            }
        }
    }
}
