use std::sync::Arc;

use super::{
    EditError, NameError,
    change::{Change, Planned},
};
use crate::{
    home::normal_form,
    program::{Limits, Lock, Path, Scene, Siblings, Value, first_invisible, is_name},
};

/// Changes the name and the permits of a lock, declared or not. The blocks that hold it follow its name.
pub(super) fn set(scene: &Scene, name: &Arc<str>, lock: Lock) -> Planned {
    if let Some(limit) = Limits::default().exceeded_by(&Value::Count(lock.permits)) {
        return Err(EditError::Limit(limit));
    }
    let name_error = |error| Err(EditError::Lock(error));
    match first_invisible(&lock.name) {
        Some(invisible) => return name_error(NameError::Invisible(invisible)),
        None if !is_name(&lock.name) => return name_error(NameError::NotAName),
        None => {}
    }
    let lock = Lock { name: normal_form(lock.name), ..lock };
    let to = lock.name.clone();
    if to != *name && scene.has_lock(&to) {
        return name_error(NameError::Taken);
    }
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
