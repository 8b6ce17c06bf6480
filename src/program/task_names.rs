//! The names of the tasks, futures and promises of a program.

use std::{collections::BTreeSet, sync::Arc};

use super::{Key, OnTask, Step, TaskVerb, Value};

/// A step that does something with a name that it cannot do with what has the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misuse {
    /// The number of the step, in program order.
    pub number: usize,
    pub verb: TaskVerb,
}

/// Returns the first step that resolves a task or a future, which end by themselves, or that cancels a promise, which does
/// nothing that could be stopped.
pub(super) fn misuse(root: &Step) -> Option<Misuse> {
    let (mut made, mut resolved) = (BTreeSet::new(), BTreeSet::new());
    root.for_each(&mut |step| match step {
        Step::Block(block) => made.extend(block.task()),
        Step::OnTask(OnTask { verb: TaskVerb::Resolve, name }) => _ = resolved.insert(&**name),
        _ => {}
    });
    let (mut number, mut found) = (0, None);
    root.for_each(&mut |step| {
        let verb = match step {
            Step::OnTask(OnTask { verb: verb @ TaskVerb::Resolve, name }) if made.contains(&**name) => Some(*verb),
            Step::OnTask(OnTask { verb: verb @ TaskVerb::Cancel, name }) => {
                (resolved.contains(&**name) && !made.contains(&**name)).then_some(*verb)
            }
            _ => None,
        };
        found = found.or(verb.map(|verb| Misuse { number, verb }));
        number += 1;
    });
    found
}

/// Returns the names of all tasks, futures and promises of a program, each once, in program order.
pub fn names(root: &Step) -> Vec<&str> {
    let mut names = Vec::new();
    root.for_each(&mut |step| {
        let name = match step {
            Step::Block(block) => block.task(),
            Step::OnTask(step) => Some(&*step.name),
            _ => None,
        };
        names.extend(name.filter(|name| !names.contains(name)));
    });
    names
}

/// Renames a task, future or promise in all steps.
pub(super) fn rename(root: &mut Step, from: &str, to: &Arc<str>) {
    match root {
        Step::OnTask(step) if *step.name == *from => step.name = to.clone(),
        Step::Block(block) => {
            if block.task() == Some(from) {
                block.arguments.set(block.kind, Key::Name, Value::Name(to.to_string().into()));
            }
            block.children.iter_mut().for_each(|child| rename(child, from, to));
        }
        _ => {}
    }
}
