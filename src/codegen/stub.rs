//! The part of a file that is the same for every program, but for what a program does not use.

use std::collections::BTreeSet;

use crate::{
    program::{BlockKind, Control, Errors, First, Losers, TaskVerb, ThreadUse},
    runtime::{Plan, Work},
};

use super::devices::Devices;

/// The words for what a program uses; a stub has lines that depend on them.
#[derive(Debug, Default)]
pub(super) struct Features(BTreeSet<&'static str>);

impl Features {
    pub fn of(plan: &Plan, devices: &Devices) -> Self {
        let mut features = BTreeSet::new();
        let mut control = |id| match (&plan.step(id).work, plan.step(id).control) {
            (_, Some(control)) => features.extend(words(control)),
            (Work::Fail { .. }, _) => features.extend(["control", "fail"]),
            (Work::Busy(_), _) => {
                let is_offloaded = plan.step(id).thread == ThreadUse::Worker;
                features.extend(["control", if is_offloaded { "work_on_thread" } else { "work" }]);
            }
            (Work::Increment(_), _) => features.extend(["control", "increment"]),
            (Work::OnTask(verb), _) => features.extend(["control", "names"].iter().chain(of_verb(*verb))),
            _ => {}
        };
        plan.ids().for_each(&mut control);
        let is_update = |id| match &plan.step(id).work {
            Work::Message { action, .. } | Work::UnknownDevice { action, .. } => action.name().is_update(),
            _ => false,
        };
        features.extend(plan.ids().any(is_update).then_some("volume"));
        features.extend(devices.declared().any(|device| device.fails > 0).then_some("fails"));
        features.extend(devices.declared().any(|device| device.capacity.is_some()).then_some("capacity"));
        Self(features)
    }

    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Returns the lines of a stub that apply: those after a comment `if a b` need one of these words, those after `else`
    /// none of them, up to `end`.
    pub fn select(&self, stub: &str, comment: &str) -> String {
        let mut selected = String::with_capacity(stub.len());
        let mut applies = Vec::new();
        for line in stub.split_inclusive('\n') {
            let directive =
                line.trim().strip_prefix(comment).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
            match directive.split_once(' ').unwrap_or((directive, "")) {
                ("if", words) => applies.push(words.split(' ').any(|word| self.has(word))),
                ("else", "") => applies.iter_mut().last().into_iter().for_each(|applies| *applies = !*applies),
                ("end", "") => _ = applies.pop(),
                _ if applies.iter().all(|applies| *applies) => selected.push_str(line),
                _ => {}
            }
        }
        selected
    }
}

/// The words for a block: "scopes" if something may be cancelled in it. Plain sequences and parallels have none.
fn words(control: Control) -> Vec<&'static str> {
    let mut words = match control {
        Control::Sequence | Control::Parallel { errors: Errors::Wait, limit: None } => return Vec::new(),
        Control::Parallel { errors, limit } => match (errors, limit) {
            (Errors::Leave, Some(_)) => vec!["limit", "strays", "scopes"],
            (_, Some(_)) => vec!["limit", "scopes"],
            (Errors::Cancel, None) => vec!["cancel", "scopes"],
            (Errors::Leave, None) => vec!["leave", "strays", "scopes"],
            (Errors::Collect | Errors::Wait, None) => vec!["collect"],
        },
        Control::Race { first: First::Settled, losers: Losers::Cancel } => vec!["race", "scopes"],
        Control::Race { losers: Losers::Leave, .. } => vec!["race", "race_with", "strays", "scopes"],
        Control::Race { .. } => vec!["race", "race_with", "scopes"],
        Control::Start => vec!["start", "names", "scopes"],
        Control::Future => vec!["future", "names"],
        Control::Timeout(_) => vec!["timeout", "scopes"],
        control => vec![control.kind().as_str()],
    };
    if matches!(control.kind(), BlockKind::Retry | BlockKind::Repeat) {
        words.push("rounds");
    }
    words.push("control");
    words
}

/// The words for a step that does something with what has a name.
fn of_verb(verb: TaskVerb) -> &'static [&'static str] {
    match verb {
        TaskVerb::Await => &["await"],
        TaskVerb::Cancel => &["cancel_ticket", "scopes"],
        TaskVerb::Resolve => &["resolve"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_depend_on_the_words_that_a_program_uses() {
        let stub = "a\n  # if x y\nb\n# if z\nc\n# end\n# else\nd\n# end\n# if it is a comment\n# end\ne\n";
        let select = |words: &[&'static str]| Features(words.iter().copied().collect()).select(stub, "#");
        assert_eq!(select(&[]), "a\nd\ne\n");
        assert_eq!(select(&["y"]), "a\nb\ne\n");
        assert_eq!(select(&["x", "z"]), "a\nb\nc\ne\n");
        assert_eq!(select(&["z"]), "a\nd\ne\n");
    }
}
