//! The fields of a lock, beside its name: they change it in all blocks that hold it.

use std::sync::Arc;

use super::field::text_field;
use crate::{
    program::{Block, Edit, Limits, Lock, read_count},
    ui::{
        render::vdom::{VElement, element},
        text::step_fields::{PERMITS, RENAME, not_a_count},
    },
};

const PERMITS_FIELD: &str = "permits";
const RENAME_FIELD: &str = "rename";
/// The id of the list of names that are offered.
pub const NAMES: &str = "lock-names";

/// The fields of the lock that a block holds, if it holds one, and the names of all locks to choose from.
pub fn lock_fields(block: &Block, locks: &[Lock]) -> Vec<VElement> {
    let Some(lock) = held(block, locks) else { return Vec::new() };
    let names = locks.iter().map(|lock| element("option").attr("value", lock.name.to_string()));
    vec![
        text_field(PERMITS_FIELD, PERMITS, lock.permits.to_string(), "1".into()),
        text_field(RENAME_FIELD, RENAME, lock.name.to_string(), String::new()),
        element("datalist").attr("id", NAMES).children(names),
    ]
}

/// Returns the edit that a changed field of a block's lock asks for; `None` for another field, and if nothing changes.
///
/// # Errors
/// Returns the reason why the value is not accepted.
pub fn changed_lock(block: &Block, locks: &[Lock], field: &str, typed: &str) -> Result<Option<Edit>, String> {
    let Some(old) = held(block, locks) else { return Ok(None) };
    let typed = typed.trim();
    let lock = match field {
        PERMITS_FIELD if typed.is_empty() => Lock { permits: 1, ..old.clone() },
        PERMITS_FIELD => {
            let permits = read_count(typed).ok_or_else(|| not_a_count(Limits::default().count))?;
            Lock { permits, ..old.clone() }
        }
        RENAME_FIELD => Lock { name: Arc::from(typed), ..old.clone() },
        _ => return Ok(None),
    };
    Ok((lock != *old).then(|| Edit::SetLock { name: old.name.clone(), lock }))
}

fn held<'a>(block: &Block, locks: &'a [Lock]) -> Option<&'a Lock> {
    let name = block.lock()?;
    locks.iter().find(|lock| *lock.name == *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::{Editor, parse, print},
        runtime::Plan,
    };

    /// The program after a change of a field of its root.
    fn after(text: &str, field: &str, typed: &str) -> Result<String, String> {
        let scene = parse(text).unwrap();
        let locks = Plan::new(&scene, 1).locks;
        let edit = changed_lock(scene.step.as_block().unwrap(), &locks, field, typed)?;
        let mut editor = Editor::new(scene);
        if let Some(edit) = edit {
            editor.apply(edit).map_err(|error| format!("{error:?}"))?;
        }
        Ok(print(editor.scene()).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_lock_has_its_permits_and_its_name_wherever_it_is_held() {
        let text = "lock(a, lock(b), lock(a))";
        assert_eq!(after(text, "permits", "2").unwrap(), "lock a(permits: 2) lock(a, lock(b), lock(a), )");
        assert_eq!(after("lock a(permits: 2) lock(a)", "permits", " 1 ").unwrap(), "lock a lock(a)");
        assert_eq!(after(text, "rename", "key").unwrap(), "lock(key, lock(b), lock(key), )");
        assert_eq!(after("lock a(permits: 3) lock(a)", "rename", "k").unwrap(), "lock k(permits: 3) lock(k)");
        assert_eq!(after(text, "rename", "a").unwrap(), "lock(a, lock(b), lock(a), )");
    }

    #[test]
    fn permits_or_a_name_that_cannot_be_are_refused() {
        for (field, typed) in
            [("permits", "0"), ("permits", "1001"), ("permits", "x"), ("rename", "b"), ("rename", "2")]
        {
            assert!(after("lock(a, lock(b))", field, typed).is_err(), "{field}: {typed}");
        }
    }
}
