use std::sync::Arc;

use super::{
    EditError, NameError,
    change::{Change, Planned},
};
use crate::{
    home::normal_form,
    program::{Limits, Lock, Path, Scene, Siblings, Value, first_invisible, is_name, task_names},
};

/// Changes the name and the permits of a lock, declared or not. The blocks that hold it follow its name.
pub(super) fn set_lock(scene: &Scene, name: &Arc<str>, lock: Lock) -> Planned {
    if let Some(limit) = Limits::default().exceeded_by(&Value::Count(lock.permits)) {
        return Err(EditError::Limit(limit));
    }
    let to = checked(&lock.name).map_err(EditError::Lock)?;
    if to != *name && scene.has_lock(&to) {
        return Err(EditError::Lock(NameError::Taken));
    }
    let lock = Lock { name: to.clone(), ..lock };
    let mut locks = scene.locks.clone();
    match locks.iter_mut().find(|lock| lock.name == *name) {
        Some(declared) => *declared = lock,
        // A lock that is not declared has one permit.
        None if lock.permits > 1 => locks.push(lock),
        None => {}
    }
    let rename = (to != *name).then(|| Change::RenameLock { from: name.clone(), to });
    Ok(([Change::Locks(locks)].into_iter().chain(rename).collect(), Siblings::one(Path::ROOT)))
}

/// Renames a task, future or promise in all steps.
pub(super) fn rename_task(scene: &Scene, from: &Arc<str>, to: &str) -> Planned {
    let to = checked(to).map_err(EditError::Task)?;
    if to == *from {
        return Ok((Vec::new(), Siblings::one(Path::ROOT)));
    }
    if task_names::names(&scene.step).contains(&&*to) {
        return Err(EditError::Task(NameError::Taken));
    }
    Ok((vec![Change::RenameTask { from: from.clone(), to }], Siblings::one(Path::ROOT)))
}

/// Returns the normal form of a name, if it is one.
fn checked(name: &str) -> Result<Arc<str>, NameError> {
    match first_invisible(name) {
        Some(invisible) => Err(NameError::Invisible(invisible)),
        None if !is_name(name) => Err(NameError::NotAName),
        None => Ok(normal_form(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{BlockKind, Edit, Editor, Place, TaskVerb, parse, print};

    fn editor(text: &str) -> Editor {
        Editor::new(parse(text).unwrap())
    }

    fn rename(from: &str, to: &str) -> Edit {
        Edit::RenameTask { from: from.into(), to: to.into() }
    }

    #[test]
    fn a_task_is_renamed_in_all_steps_and_back_by_undo() {
        let text = "sequence(start(a), future(b), parallel(await(a), cancel(a)), resolve(p))";
        let mut editor = editor(text);
        let before = print(editor.scene());
        editor.apply(rename("a", "e\u{301}te\u{301}")).unwrap();
        assert_eq!(print(editor.scene()), before.replace("(a", "(été"));
        assert!(editor.undo());
        assert_eq!(print(editor.scene()), before);
    }

    #[test]
    fn a_name_that_something_else_has_or_that_is_none_is_refused() {
        let refused = |to: &str| editor("sequence(start(a), await(p))").apply(rename("a", to)).unwrap_err();
        assert_eq!(refused("p"), EditError::Task(NameError::Taken));
        assert_eq!(refused("2"), EditError::Task(NameError::NotAName));
        assert_eq!(refused("a\u{200b}"), EditError::Task(NameError::Invisible('\u{200b}')));
    }

    #[test]
    fn an_edit_that_would_resolve_a_task_or_cancel_a_promise_changes_nothing() {
        for (text, to, verb) in [
            ("sequence(start(a), resolve(p))", Edit::Convert { block: vec![0].into(), kind: BlockKind::Future }, None),
            ("sequence(start(a), resolve(p))", insert("resolve(a)"), Some(TaskVerb::Resolve)),
            ("sequence(start(a), resolve(p))", insert("cancel(p)"), Some(TaskVerb::Cancel)),
        ] {
            let mut editor = editor(text);
            let before = editor.scene().clone();
            let made = editor.apply(to);
            assert_eq!(made.clone().err(), verb.map(EditError::Misuse));
            assert_eq!(*editor.scene() == before, made.is_err());
        }
    }

    fn insert(step: &str) -> Edit {
        Edit::Insert { at: Place { block: Path::ROOT, index: 2 }, steps: vec![parse(step).unwrap().step] }
    }
}
