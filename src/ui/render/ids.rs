//! Ids of elements that show a step or a line of code, and the way back from an id.

use std::str::FromStr;

use crate::runtime::{Execution, StepId};

const CARD: &str = "card-";
const TREE_ITEM: &str = "step-";
const BAR: &str = "bar-";
const TICKET: &str = "ticket-";
const LINE: &str = "line-";

/// The id of the field that searches the palette.
pub const FIND_STEP_ID: &str = "find-step";

/// The id of a step's card: all that the tree shows of the step, with the steps inside it.
pub fn card_id(step: StepId) -> String {
    format!("{CARD}{}", step.0)
}

pub fn step_of_card(id: &str) -> Option<StepId> {
    number_after(CARD, id).map(StepId)
}

/// The id of a step's tree item: the part of its card that has its name, and the keyboard's focus.
pub fn tree_item_id(step: StepId) -> String {
    format!("{TREE_ITEM}{}", step.0)
}

pub fn step_of_tree_item(id: &str) -> Option<StepId> {
    number_after(TREE_ITEM, id).map(StepId)
}

/// The id of an execution's bar in the timeline: `bar-3` for the first of step 3, `bar-3-2` for the second.
pub fn bar_id(execution: Execution) -> String {
    match execution {
        Execution { step, occurrence: 1 } => format!("{BAR}{}", step.0),
        Execution { step, occurrence } => format!("{BAR}{}-{occurrence}", step.0),
    }
}

pub fn execution_of_bar(id: &str) -> Option<Execution> {
    let numbers = id.strip_prefix(BAR)?;
    match numbers.split_once('-') {
        None => numbers.parse().ok().map(StepId).map(Execution::first),
        Some((step, occurrence)) => {
            let execution = Execution { step: StepId(step.parse().ok()?), occurrence: occurrence.parse().ok()? };
            (execution.occurrence > 1).then_some(execution)
        }
    }
}

/// The id of the ticket of a future at a place of the event loop: `ticket-thread-bar-3`.
pub fn ticket_id(place: &str, execution: Execution) -> String {
    format!("{TICKET}{place}-{}", bar_id(execution))
}

pub fn step_of_ticket(id: &str) -> Option<StepId> {
    let (_, bar) = id.strip_prefix(TICKET)?.split_once('-')?;
    execution_of_bar(bar).map(|execution| execution.step)
}

/// The id of a line of code.
pub fn line_id(line: usize) -> String {
    format!("{LINE}{line}")
}

pub fn line_of(id: &str) -> Option<usize> {
    number_after(LINE, id)
}

fn number_after<T: FromStr>(prefix: &str, id: &str) -> Option<T> {
    id.strip_prefix(prefix)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_what_it_was_made_from() {
        assert_eq!(step_of_card(&card_id(StepId(7))), Some(StepId(7)));
        assert_eq!(step_of_tree_item(&tree_item_id(StepId(7))), Some(StepId(7)));
        for (step, occurrence) in [(0, 1), (3, 1), (3, 2), (3, 12), (32, 1)] {
            let execution = Execution { step: StepId(step), occurrence };
            assert_eq!(execution_of_bar(&bar_id(execution)), Some(execution));
            assert_eq!(step_of_ticket(&ticket_id("thread", execution)), Some(execution.step));
        }
        assert_eq!(line_of(&line_id(12)), Some(12));
    }

    #[test]
    fn only_the_bars_of_further_executions_name_their_occurrence() {
        let id = |occurrence| bar_id(Execution { step: StepId(3), occurrence });
        assert_eq!([id(1), id(2)], ["bar-3", "bar-3-2"]);
    }

    #[test]
    fn an_id_of_another_kind_leads_nowhere() {
        assert_eq!(execution_of_bar(&tree_item_id(StepId(7))), None);
        for id in ["bar-", "bar-3-", "bar-3-0", "bar-3-1", "bar-3-x", "bar-3-2-2"] {
            assert_eq!(execution_of_bar(id), None, "{id}");
        }
        assert_eq!(step_of_tree_item("step-"), None);
        assert_eq!(line_of("line-x"), None);
    }
}
