//! What part of the code is seen, and what has the keyboard.

use leptos::{html::Div, prelude::*};

use super::listing::CodeListing;
use crate::{
    codegen::{self, Language},
    ui::{
        render::metrics::CODE_LINE_PX,
        state::{Document, Preferences, Run, use_document, use_preferences, use_run},
    },
};

/// Lines that are drawn beyond the edges of what is seen.
const OVERSCAN_ROWS: usize = 12;

/// How many rows a panel that opens draws in one frame: all at once, they would hold up the page.
pub const ROWS_PER_FRAME: usize = 10;

/// The panel's own state. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct CodeView {
    pub document: Document,
    pub run: Run,
    pub preferences: Preferences,
    pub scroller: NodeRef<Div>,
    pub listing: Memo<CodeListing>,
    /// Whether the part is open that is the same for every program.
    pub is_open: RwSignal<bool>,
    /// The row that has the keyboard, or had it last.
    pub focus: RwSignal<usize>,
    /// The first row that is seen, and how many are.
    pub view: RwSignal<(usize, usize)>,
    /// How many rows may be drawn yet, since the panel was opened: at first none, and the code is not even written.
    pub rendered_rows: RwSignal<usize>,
    /// Whether that row should get the keyboard once it is drawn.
    pub wants_focus: StoredValue<bool>,
}

/// What a row of the panel is: a line of code, or the fold between the program and what is the same for every program.
#[derive(Clone, Copy, PartialEq)]
pub enum Row {
    Line(usize),
    Fold,
}

impl CodeView {
    pub fn new() -> Self {
        let (document, preferences) = (use_document(), use_preferences());
        let listing =
            move |_: Option<&CodeListing>| CodeListing::new(target(preferences), document.program.read().plan.clone());
        Self {
            document,
            run: use_run(),
            preferences,
            scroller: NodeRef::new(),
            listing: Memo::new(listing),
            is_open: RwSignal::new(false),
            focus: RwSignal::new(0),
            view: RwSignal::new((0, 40)),
            rendered_rows: RwSignal::new(0),
            wants_focus: StoredValue::new(false),
        }
    }

    pub fn target(self) -> &'static Language {
        target(self.preferences)
    }

    pub fn target_untracked(self) -> &'static Language {
        untrack(|| self.target())
    }

    /// How many rows there are.
    pub fn rows(self) -> usize {
        self.listing.with(|listing| {
            let stubs = listing.code.lines.len() - listing.code.stubs_at;
            listing.code.stubs_at + 1 + if self.is_open.get() { stubs } else { 0 }
        })
    }

    pub fn row(self, number: usize) -> Row {
        let fold = self.listing.with(|listing| listing.code.stubs_at);
        match number {
            number if number < fold => Row::Line(number),
            number if number == fold => Row::Fold,
            number => Row::Line(number - 1),
        }
    }

    /// The rows to draw.
    pub fn visible_rows(self) -> std::ops::Range<usize> {
        let (first, count) = self.view.get();
        let rows = self.rows();
        let first = first.saturating_sub(OVERSCAN_ROWS).min(rows);
        first..(first + (count + 2 * OVERSCAN_ROWS).min(self.rendered_rows.get())).min(rows)
    }

    /// Takes notice of what is seen now.
    pub fn sync_viewport(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        // Small steps do not matter: more than is seen is drawn.
        let first = scroller.scroll_top() / CODE_LINE_PX / 8 * 8;
        let view = (first.max(0) as usize, (scroller.client_height() / CODE_LINE_PX) as usize + 8);
        if *self.view.read_untracked() != view {
            self.view.set(view);
        }
    }

    /// Gives the keyboard to a row, which is scrolled to.
    pub fn go_to(self, row: usize) {
        self.wants_focus.set_value(true);
        self.focus.set(row.min(untrack(|| self.rows()) - 1));
    }

    /// Scrolls as far as it takes to see a row. The lines must be drawn: what is not there cannot be scrolled to.
    pub fn reveal(self, row: usize) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (top, height) = (row as i32 * CODE_LINE_PX, scroller.client_height());
        let seen = scroller.scroll_top();
        if top < seen {
            scroller.set_scroll_top(top);
        } else if top + 2 * CODE_LINE_PX > seen + height {
            scroller.set_scroll_top(top + 2 * CODE_LINE_PX - height);
        }
        self.sync_viewport();
    }
}

fn target(preferences: Preferences) -> &'static Language {
    codegen::find(preferences.language.get()).unwrap_or(codegen::LANGUAGES[0])
}
