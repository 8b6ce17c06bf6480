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
    let (mut entries, saved) = (Vec::new(), Store::Browser.all(SAVED_PREFIX)?);
    for (key, value) in Store::Browser.all(DRAFT_PREFIX)? {
        let Draft { since, title, text } = Draft::read(&value);
        // A draft that was saved since is listed as saved.
        let is_kept = text == on_page || saved.iter().any(|(_, saved)| saved == text);
        if key != draft_key(own) && !is_kept {
            insert_sorted(&mut entries, Entry { since, ..entry(&key, draft_name(since, title), text) }, |a, b| {
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
    Ok(value.map(|value| if name_of(key).is_some() { value } else { Draft::read(&value).text.into() }))
}

/// Returns true if a program of this name is saved.
pub fn is_taken(name: &str) -> bool {
    Store::Browser.get(&saved_key(name)).is_ok_and(|text| text.is_some())
}

/// Stores the unsaved program of a tab as its draft, and removes the oldest drafts.
pub fn keep_draft(tab: &str, title: &str, text: &str) -> Result<(), StoreError> {
    Store::Browser.set(&draft_key(tab), &Draft { since: now(), title, text }.write())?;
    let mut drafts = Store::Browser.all(DRAFT_PREFIX)?;
    while let Some(oldest) = too_many(&drafts) {
        Store::Browser.remove(&drafts.swap_remove(oldest).0)?;
    }
    Ok(())
}

/// The oldest draft, if there are too many.
fn too_many(drafts: &[(String, String)]) -> Option<usize> {
    let oldest = (0..drafts.len()).min_by_key(|&index| Draft::read(&drafts[index].1).since);
    oldest.filter(|_| drafts.len() > MAX_DRAFTS)
}

/// The title of the program of a draft; empty if it has none.
pub fn title_of_draft(key: &str) -> Option<String> {
    let value = Store::Browser.get(key).ok()??;
    Some(Draft::read(&value).title.into())
}

/// A stored draft. Its value is a line with the time and the title, and then the text.
#[derive(Debug, PartialEq, Eq)]
struct Draft<'a> {
    /// Time of storing, in milliseconds since 1970; 0 if unknown.
    since: u64,
    /// The title of the program; empty if it has none.
    title: &'a str,
    text: &'a str,
}

impl<'a> Draft<'a> {
    /// Reads a value. One without a time counts as old, not as lost.
    fn read(value: &'a str) -> Self {
        let read = |(line, text): (&'a str, &'a str)| {
            let (since, title) = line.split_once(' ').unwrap_or((line, ""));
            Some(Self { since: since.parse().ok()?, title, text })
        };
        value.split_once('\n').and_then(read).unwrap_or(Self { since: 0, title: "", text: value })
    }

    fn write(&self) -> String {
        let title = self.title.replace('\n', " ");
        format!("{} {title}\n{}", self.since, self.text)
    }
}

fn draft_name(since: u64, title: &str) -> String {
    text::library::draft_name(title, (since != 0).then(|| now().saturating_sub(since)))
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
    fn a_draft_keeps_its_title_and_one_without_an_age_is_kept_whole() {
        let text = "parallel(\n)";
        for title in ["", "My morning", "17 songs"] {
            let draft = Draft { since: 17, title, text };
            assert_eq!(Draft::read(&draft.write()), draft);
        }
        assert_eq!(Draft::read("17\nparallel(\n)"), Draft { since: 17, title: "", text });
        assert_eq!(Draft::read("parallel(\n)"), Draft { since: 0, title: "", text });
        assert_eq!(Draft::read(""), Draft { since: 0, title: "", text: "" });
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
