use leptos::ev::KeyboardEvent;

use crate::{
    browser::{lowercase, shortcut_key},
    runtime::{Plan, StepId},
};

/// Letters typed in quick succession.
#[derive(Default)]
pub struct TypeAhead {
    letters: String,
    /// The same keys as a layout of another script has them in Latin letters.
    latin: String,
    last_ms: f64,
}

impl TypeAhead {
    /// Returns true if a letter typed now belongs to those before.
    pub fn continues(&self, event: &KeyboardEvent) -> bool {
        const MAX_PAUSE_MS: f64 = 600.0;
        event.time_stamp() - self.last_ms < MAX_PAUSE_MS
    }

    /// Adds a letter. Returns the letters as they were typed, and in Latin letters.
    pub fn add(&mut self, event: &KeyboardEvent) -> (String, String) {
        if !self.continues(event) {
            self.letters.clear();
            self.latin.clear();
        }
        self.last_ms = event.time_stamp();
        self.letters += &lowercase(&event.key());
        self.latin += &lowercase(&shortcut_key(event));
        (self.letters.clone(), self.latin.clone())
    }
}

/// The next step whose description or action begins with the letters. For a single letter the search starts after `from`.
pub fn find(plan: &Plan, letters: &str, from: StepId, lowercase: fn(&str) -> String) -> Option<StepId> {
    let length = plan.len() as u32;
    let first = from.0 + u32::from(letters.chars().count() == 1);
    let mut order = (0..length).map(|step| StepId((first + step) % length));
    order.find(|&step| {
        let words = lowercase(&plan.describe(step));
        words.starts_with(letters) || words.split_once(' ').is_some_and(|(_, action)| action.starts_with(letters))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::parse;

    #[test]
    fn letters_find_the_next_step_by_its_device_or_its_action() {
        let plan =
            Plan::new(&parse("sequence(light.switch_on, toilet.flush, toilet.clean, light.switch_off)").unwrap(), 1);
        let found = |letters, from| find(&plan, letters, StepId(from), str::to_lowercase).map(|id| id.0);
        assert_eq!(found("t", 0), Some(2));
        assert_eq!(found("t", 2), Some(3));
        assert_eq!(found("toilet c", 2), Some(3));
        assert_eq!(found("fl", 0), Some(2));
        assert_eq!(found("l", 4), Some(1));
        assert_eq!(found("x", 0), None);
    }
}
