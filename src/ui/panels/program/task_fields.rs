//! The fields of names of tasks, futures and promises.

use std::sync::Arc;

use super::{
    field::{name_field, text_field},
    lock_fields::NAMES,
};
use crate::{
    program::{Edit, OnTask, Path, Step},
    ui::{
        render::vdom::{VElement, element},
        text::step_fields::{RENAME, TASK_NAME},
    },
};

const NAME_FIELD: &str = "name";
const RENAME_FIELD: &str = "rename-task";

/// The fields of the name that a step makes something of, or has to do with: its own, that of all, and the names to choose
/// from. A block has its own among its arguments.
pub fn task_fields(step: &Step, names: &[Arc<str>]) -> Vec<VElement> {
    let Some(name) = name_of(step) else { return Vec::new() };
    let own = match step {
        Step::OnTask(step) => Some(name_field(NAME_FIELD, TASK_NAME, step.name.to_string(), NAMES)),
        _ => None,
    };
    let options = names.iter().map(|name| element("option").attr("value", name.to_string()));
    let rename = text_field(RENAME_FIELD, RENAME, name, String::new());
    own.into_iter().chain([rename, element("datalist").attr("id", NAMES).children(options)]).collect()
}

/// Returns the edit that a changed field asks for; `None` for another field, and if nothing changes. The editor refuses what
/// is no name.
pub fn changed_task(step: &Step, at: Path, field: &str, typed: &str) -> Option<Edit> {
    let (old, typed) = (Arc::<str>::from(name_of(step)?), typed.trim());
    if *old == *typed {
        return None;
    }
    match (field, step) {
        (RENAME_FIELD, _) => Some(Edit::RenameTask { from: old, to: typed.into() }),
        (NAME_FIELD, Step::OnTask(step)) => {
            Some(Edit::Replace { at, step: Step::OnTask(OnTask { name: typed.into(), ..step.clone() }) })
        }
        _ => None,
    }
}

fn name_of(step: &Step) -> Option<String> {
    match step {
        Step::OnTask(step) => Some(step.name.to_string()),
        step => step.as_block()?.task().map(str::to_string),
    }
}
