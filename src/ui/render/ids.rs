//! Ids of elements that show a step or a line of code, and the way back from an id.

use std::str::FromStr;

use crate::runtime::StepId;

const TREE_ITEM: &str = "step-";
const BAR: &str = "bar-";
const LINE: &str = "line-";

/// The id of a step's item in the tree.
pub fn tree_item_id(step: StepId) -> String {
    format!("{TREE_ITEM}{}", step.0)
}

pub fn step_of_tree_item(id: &str) -> Option<StepId> {
    number_after(TREE_ITEM, id).map(StepId)
}

/// The id of a step's bar in the timeline.
pub fn bar_id(step: StepId) -> String {
    format!("{BAR}{}", step.0)
}

pub fn step_of_bar(id: &str) -> Option<StepId> {
    number_after(BAR, id).map(StepId)
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
        assert_eq!(step_of_tree_item(&tree_item_id(StepId(7))), Some(StepId(7)));
        assert_eq!(step_of_bar(&bar_id(StepId(0))), Some(StepId(0)));
        assert_eq!(line_of(&line_id(12)), Some(12));
    }

    #[test]
    fn an_id_of_another_kind_leads_nowhere() {
        assert_eq!(step_of_bar(&tree_item_id(StepId(7))), None);
        assert_eq!(step_of_tree_item("step-"), None);
        assert_eq!(line_of("line-x"), None);
    }
}
