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
