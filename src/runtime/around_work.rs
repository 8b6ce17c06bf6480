use std::collections::HashMap;

use super::Execution;

/// The steps that work, and the executions around them.
#[derive(Default)]
pub(super) struct AroundWork(HashMap<Execution, Around>);

/// An execution that works, or is around work.
struct Around {
    /// The number of works in it.
    works: u32,
    parent: Option<Execution>,
}

impl AroundWork {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, execution: Execution) -> bool {
        self.0.contains_key(&execution)
    }

    pub(super) fn executions(&self) -> impl Iterator<Item = Execution> {
        self.0.keys().copied()
    }

    pub(super) fn add(&mut self, (execution, parent): (Execution, Option<Execution>)) {
        self.0.entry(execution).or_insert(Around { works: 0, parent }).works += 1;
    }

    /// Removes a work that has ended, and what is around no other work: adds that to `free`, innermost first. Returns false if
    /// the work was not inside.
    pub(super) fn end(&mut self, work: Execution, free: &mut Vec<Execution>) -> bool {
        let Some(Around { parent: mut up, .. }) = self.0.remove(&work) else { return false };
        while let Some(execution) = up
            && let Some(around) = self.0.get_mut(&execution)
        {
            around.works -= 1;
            up = around.parent;
            if around.works == 0 {
                self.0.remove(&execution);
                free.push(execution);
            }
        }
        true
    }
}
