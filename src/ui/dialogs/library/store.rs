//! Stored programs as plain values. Each has a key of its own, so that two tabs never overwrite each other's.

use std::sync::Arc;

use crate::{
    browser::{Store, StoreError, epoch_ms, lowercase},
    program::{ParseError, Step, parse_draft},
    runtime::{Plan, predict},
    ui::text,
};

/// Prefix of the key of a saved program; its name follows.
const SAVED_PREFIX: &str = "homeloop.saved.";

/// Prefix of the key of a draft; the id of its tab follows.
const DRAFT_PREFIX: &str = "homeloop.draft.";

/// Largest number of drafts.
const MAX_DRAFTS: usize = 8;

/// Length of the longest text that is parsed for the list.
const MAX_PREVIEW_BYTES: usize = 1 << 16;

/// A stored program.
#[derive(Clone)]
pub struct Entry {
    pub key: String,
    pub name: String,
    /// A short summary of the program, or the reason why it cannot be read.
    pub about: String,
    pub is_readable: bool,
    /// Time of storing, in milliseconds since 1970; 0 if unknown or saved by name.
    pub since: u64,
}

pub fn saved_key(name: &str) -> String {
    format!("{SAVED_PREFIX}{name}")
}

pub fn draft_key(tab: &str) -> String {
    format!("{DRAFT_PREFIX}{tab}")
}

/// The name of a saved program from its key; `None` for a draft.
pub fn name_of(key: &str) -> Option<&str> {
    key.strip_prefix(SAVED_PREFIX)
}

/// The saved programs by name.
pub fn saved() -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for (key, text) in Store::Browser.all(SAVED_PREFIX)? {
        let entry = entry(&key, name_of(&key).unwrap_or_default().into(), &text);
        insert_sorted(&mut entries, entry, |a, b| lowercase(&a.name) < lowercase(&b.name));
    }
    Ok(entries)
}

/// The drafts, newest first, without those that hold the program on the page.
pub fn drafts(own: &str, on_page: &str) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for (key, value) in Store::Browser.all(DRAFT_PREFIX)? {
        let (since, text) = age_and_text(&value);
        if key != draft_key(own) && text != on_page {
            insert_sorted(&mut entries, Entry { since, ..entry(&key, draft_name(since), text) }, |a, b| {
                a.since > b.since
            });
        }
    }
    Ok(entries)
}

/// Inserts an entry in order. For a dozen entries that is enough, and a sort would add some kilobytes to the page.
fn insert_sorted(entries: &mut Vec<Entry>, new: Entry, is_before: fn(&Entry, &Entry) -> bool) {
    let place = entries.partition_point(|entry| is_before(entry, &new));
    entries.insert(place, new);
}

/// The text of a stored program, if it is still there.
pub fn text(key: &str) -> Result<Option<String>, StoreError> {
    let value = Store::Browser.get(key)?;
    Ok(value.map(|value| if name_of(key).is_some() { value } else { age_and_text(&value).1.into() }))
}

/// Returns true if a program of this name is saved.
pub fn is_taken(name: &str) -> bool {
    Store::Browser.get(&saved_key(name)).is_ok_and(|text| text.is_some())
}

/// Stores the unsaved program of a tab as its draft, and removes the oldest drafts.
pub fn keep_draft(tab: &str, text: &str) -> Result<(), StoreError> {
    Store::Browser.set(&draft_key(tab), &format!("{}\n{text}", now()))?;
    let mut drafts = Store::Browser.all(DRAFT_PREFIX)?;
    while let Some(oldest) = too_many(&drafts) {
        Store::Browser.remove(&drafts.swap_remove(oldest).0)?;
    }
    Ok(())
}

/// The oldest draft, if there are too many.
fn too_many(drafts: &[(String, String)]) -> Option<usize> {
    let oldest = (0..drafts.len()).min_by_key(|&index| age_and_text(&drafts[index].1).0);
    oldest.filter(|_| drafts.len() > MAX_DRAFTS)
}

/// The time and the text of a stored draft. One without a time counts as old, not as lost.
fn age_and_text(value: &str) -> (u64, &str) {
    let stamped = value.split_once('\n').and_then(|(since, text)| Some((since.parse().ok()?, text)));
    stamped.unwrap_or((0, value))
}

fn draft_name(since: u64) -> String {
    text::library::draft_name((since != 0).then(|| now().saturating_sub(since)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the year is after 1970")]
fn now() -> u64 {
    epoch_ms() as u64
}

fn entry(key: &str, name: String, text: &str) -> Entry {
    let (about, is_readable) = match about(text) {
        Ok(about) => (about, true),
        Err(error) => (text::library::unreadable(&error), false),
    };
    Entry { key: key.into(), name, about, is_readable, since: 0 }
}

/// A summary of a program: "4 steps, 1.00 s".
fn about(text: &str) -> Result<String, ParseError> {
    if text.len() > MAX_PREVIEW_BYTES {
        return Ok(text::library::text_size(text.len()));
    }
    let scene = parse_draft(text)?;
    let plan = Arc::new(Plan::new(&scene, 1));
    Ok(text::library::summary(leaves(&scene.step), predict(&plan).end()))
}

/// Number of messages and delays.
fn leaves(step: &Step) -> usize {
    match step {
        Step::Block(block) => block.children.iter().map(leaves).sum(),
        Step::Message(_) | Step::Delay(_) | Step::Fail(_) | Step::Work(_) | Step::OnTask(_) | Step::Increment(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_draft_is_one_too_many() {
        let draft = |age: u64| (format!("homeloop.draft.{age}"), format!("{age}\ndelay(1s)"));
        let mut drafts: Vec<_> = [7, 3, 9, 1, 8, 2, 6, 5, 4].map(draft).into();
        assert_eq!(too_many(&drafts), Some(3));
        drafts.remove(3);
        assert_eq!(too_many(&drafts), None);
    }

    #[test]
    fn a_draft_without_an_age_is_kept_whole() {
        assert_eq!(age_and_text("17\nparallel(\n)"), (17, "parallel(\n)"));
        assert_eq!(age_and_text("parallel(\n)"), (0, "parallel(\n)"));
        assert_eq!(age_and_text(""), (0, ""));
    }

    #[test]
    fn an_entry_summarizes_its_program_or_its_error() {
        assert_eq!(
            about("parallel(light.switch_on, sequence(toilet.flush, delay(1s)))").unwrap(),
            "3 steps, 1.50\u{a0}s"
        );
        let broken = entry("homeloop.saved.x", "x".into(), "light.fly");
        assert!(!broken.is_readable);
        assert!(broken.about.starts_with("cannot be read: line 1, column 7: found `fly`"), "{}", broken.about);
    }
}
