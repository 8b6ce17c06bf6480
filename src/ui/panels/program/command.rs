use leptos::prelude::*;

use super::builder::Builder;
use crate::{
    browser::clipboard,
    program::{BlockKind, Direction, Edit, Limits, Path, Siblings, Step, parse_steps, print_steps},
    ui::text,
};

/// A command for the chosen steps, from a button or a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Edit,
    Move(Direction),
    Wrap(BlockKind),
    Convert,
    Unwrap,
    Duplicate,
    Cut,
    Copy,
    Paste,
    Delete,
}

impl Builder {
    /// Returns true if a command applies to the chosen steps now.
    pub fn can(self, command: Command) -> bool {
        if self.document.readonly {
            return command == Command::Copy;
        }
        self.document.editor.with(|editor| {
            let (root, chosen) = (&editor.scene().step, editor.chosen());
            let one_block = chosen.count == 1 && matches!(root.at(&chosen.first), Some(Step::Block(_)));
            let is_root = chosen.first == Path::ROOT;
            match command {
                Command::Edit => chosen.count == 1,
                Command::Move(direction) => Edit::nudge(root, chosen.clone(), direction).is_some(),
                Command::Convert => one_block,
                Command::Unwrap => one_block && (!is_root || root.children().len() == 1),
                Command::Duplicate => !is_root,
                Command::Wrap(_) | Command::Cut | Command::Copy | Command::Paste | Command::Delete => true,
            }
        })
    }

    pub fn run_command(self, command: Command) {
        if !untrack(|| self.can(command)) {
            return self.document.announce(text::program::NOT_APPLICABLE.into());
        }
        let steps = self.chosen();
        match command {
            Command::Edit if self.editing.get_untracked() => self.close_fields(),
            Command::Edit => self.open_fields(None),
            Command::Move(direction) => {
                let edit = self.document.with_editor(|it| Edit::nudge(&it.scene().step, steps, direction));
                _ = edit.is_some_and(|edit| self.edit(edit));
            }
            Command::Wrap(kind) => _ = self.edit(Edit::Wrap { steps, kind }),
            Command::Convert => self.convert(steps.first),
            Command::Unwrap => _ = self.edit(Edit::Unwrap(steps.first)),
            Command::Duplicate => _ = self.edit(Edit::Duplicate(steps)),
            Command::Cut => {
                let text = self.keep_copy();
                self.cut();
                // Keeps the announcement of the cut, unless the browser refuses the copy.
                self.document.copy(&text, self.document.announcement.get_untracked());
            }
            Command::Copy => self.copy_out(),
            Command::Paste => {
                let copied = self.interaction.with_value(|interaction| interaction.copied.clone());
                clipboard::read(move |text| match text.or(copied) {
                    Some(text) => self.paste(&text),
                    None => self.document.announce(text::program::CLIPBOARD_HIDDEN.into()),
                });
            }
            Command::Delete => _ = self.edit(Edit::Delete(steps)),
        }
    }

    /// Turns a block into another kind.
    fn convert(self, block: Path) {
        let kind = self.step(&block).and_then(|step| Some(step.as_block()?.kind.converted()));
        if let Some(kind) = kind {
            self.edit(Edit::Convert { block, kind });
        }
    }

    /// Removes the chosen steps, which are on the clipboard already.
    pub fn cut(self) {
        self.edit(Edit::Cut(self.chosen()));
    }

    /// Copies the chosen steps to the clipboard. If the browser refuses, they can still be pasted on this page.
    fn copy_out(self) {
        self.document.copy(&self.keep_copy(), text::program::copied(&self.describe_chosen()));
    }

    /// Returns the chosen steps as text, and announces that they were copied.
    pub fn copy(self) -> String {
        self.document.announce(text::program::copied(&self.describe_chosen()));
        self.keep_copy()
    }

    /// Returns the chosen steps as text, which this page keeps for its own button "Paste".
    fn keep_copy(self) -> String {
        let text = print_steps(&self.copies(&self.chosen()));
        self.interaction.update_value(|interaction| interaction.copied = Some(text.clone()));
        text
    }

    /// Inserts steps from text at the insertion point.
    pub fn paste(self, text: &str) {
        let devices = self.document.plan().devices.clone();
        match parse_steps(text, &devices, &Limits::default()) {
            Ok(steps) => self.insert(steps),
            Err(error) => self.document.announce(text::program::not_a_program(error)),
        }
    }

    /// "toilet flush", "3 steps"
    pub fn describe_chosen(self) -> String {
        let chosen = self.chosen();
        match chosen.count {
            1 => self.step(&chosen.first).map(|step| step.describe()).unwrap_or_default(),
            count => text::count(count, "step"),
        }
    }

    fn copies(self, steps: &Siblings) -> Vec<Step> {
        self.document.with_editor(|it| it.scene().step.siblings(steps).map(<[_]>::to_vec).unwrap_or_default())
    }
}
