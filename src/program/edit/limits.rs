use std::time::Duration;

use crate::program::{Fail, Limit, Limits, OnTask, Scene, Step, print};

/// The first limit that a scene exceeds.
pub(super) fn exceeded(scene: &Scene, limits: &Limits) -> Option<Limit> {
    let mut size = Size::default();
    size.add(&scene.step, 0, limits);
    if size.steps > limits.steps {
        return Some(Limit::Steps(limits.steps));
    }
    if size.nesting > limits.nesting {
        return Some(Limit::Nesting(limits.nesting));
    }
    if size.longest > limits.duration {
        return Some(Limit::Duration(limits.duration));
    }
    if let Some(limit) = size.exceeded_by_argument {
        return Some(limit);
    }
    // Printing is slow. Most programs are so far below the limit that an upper bound of their length is enough.
    let may_be_long = size.max_bytes
        + scene.devices.iter().map(|device| device.name.len() + 100).sum::<usize>()
        + scene.locks.iter().map(|lock| lock.name.len() + 40).sum::<usize>();
    let is_long = may_be_long > limits.text_bytes && print(scene).len() > limits.text_bytes;
    is_long.then_some(Limit::TextBytes(limits.text_bytes))
}

#[derive(Default)]
struct Size {
    steps: usize,
    /// Blocks inside blocks.
    nesting: usize,
    longest: Duration,
    /// The limit that an argument exceeds.
    exceeded_by_argument: Option<Limit>,
    /// An upper bound of the length of the steps when they are printed.
    max_bytes: usize,
}

impl Size {
    fn add(&mut self, step: &Step, depth: usize, limits: &Limits) {
        self.steps += 1;
        // Indentation, words and signs, a latency; every character of an argument may be printed as an escape.
        self.max_bytes += 2 * (2 * depth) + 64;
        match step {
            Step::Message(message) => {
                self.max_bytes += message.device.len() + 10 * message.action.data().map_or(0, str::len);
                self.longest = self.longest.max(message.latency.unwrap_or_default());
            }
            Step::Delay(duration) | Step::Work(duration) => self.longest = self.longest.max(*duration),
            Step::Fail(Fail { reason, after }) => {
                self.max_bytes += 10 * reason.len();
                self.longest = self.longest.max(*after);
            }
            Step::OnTask(OnTask { name, .. }) | Step::Increment(name) => self.max_bytes += name.len(),
            Step::Block(block) => {
                self.nesting = self.nesting.max(depth + 1);
                for (_, value) in block.arguments.written() {
                    self.max_bytes += 40 + value.as_name().map_or(0, str::len);
                    self.exceeded_by_argument = self.exceeded_by_argument.or(limits.exceeded_by(value));
                }
                block.children.iter().for_each(|child| self.add(child, depth + 1, limits));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::program::arbitrary;

    proptest! {
        #[test]
        fn a_printed_program_is_never_longer_than_the_bound(scene in arbitrary::scene()) {
            let mut size = Size::default();
            size.add(&scene.step, 0, &Limits::default());
            let devices: usize = scene.devices.iter().map(|device| device.name.len() + 100).sum();
            let locks: usize = scene.locks.iter().map(|lock| lock.name.len() + 40).sum();
            prop_assert!(print(&scene).len() <= size.max_bytes + devices + locks);
        }
    }
}
