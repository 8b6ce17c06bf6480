//! State of the code panel: its visible part and its focus.

use std::ops::Range;

use leptos::{html::Div, prelude::*};

use super::listing::CodeListing;
use crate::{
    codegen::{self, Language},
    ui::{
        render::{
            metrics::CODE_LINE_PX,
            virtual_list::{snap, visible_rows, with_overscan},
        },
        state::{Document, Preferences, Run, use_document, use_preferences, use_run},
    },
};

/// Rows rendered beyond each edge of the view.
const OVERSCAN_ROWS: usize = 12;

/// Rows that the view moves by at once.
const STRIDE: usize = 8;

/// State of the panel. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct CodeView {
    pub document: Document,
    pub run: Run,
    pub preferences: Preferences,
    pub scroller: NodeRef<Div>,
    pub listing: Memo<CodeListing>,
    /// True if the helpers are shown, which are the same for every program.
    pub is_open: RwSignal<bool>,
    /// The row that has the focus, or had it last.
    pub focus: RwSignal<usize>,
    /// The visible rows, and up to a stride more.
    pub view: RwSignal<Range<usize>>,
    /// True if the focused row should get the focus once it is rendered.
    pub wants_focus: StoredValue<bool>,
}

/// A row of the panel: a line of code, or the fold between the program and the helpers.
#[derive(Clone, Copy, PartialEq)]
pub enum Row {
    Line(usize),
    Fold,
}

impl CodeView {
    pub fn new() -> Self {
        let (document, preferences) = (use_document(), use_preferences());
        let listing = move |_: Option<&CodeListing>| {
            let program = document.program.read();
            CodeListing::new(target(document, preferences), program.source.clone(), &program.plan)
        };
        Self {
            document,
            run: use_run(),
            preferences,
            scroller: NodeRef::new(),
            listing: Memo::new(listing),
            is_open: RwSignal::new(false),
            focus: RwSignal::new(0),
            view: RwSignal::new(0..40),
            wants_focus: StoredValue::new(false),
        }
    }

    pub fn target(self) -> &'static Language {
        target(self.document, self.preferences)
    }

    pub fn target_untracked(self) -> &'static Language {
        untrack(|| self.target())
    }

    /// Number of rows.
    pub fn rows(self) -> usize {
        self.listing.with(|listing| {
            let stubs = listing.code.lines.len() - listing.code.folds_at;
            listing.code.folds_at + 1 + if self.is_open.get() { stubs } else { 0 }
        })
    }

    pub fn row(self, number: usize) -> Row {
        let fold = self.listing.with(|listing| listing.code.folds_at);
        match number {
            number if number < fold => Row::Line(number),
            number if number == fold => Row::Fold,
            number => Row::Line(number - 1),
        }
    }

    /// The rows to render: the visible ones and some more.
    pub fn rows_to_render(self) -> Range<usize> {
        with_overscan(self.view.get(), OVERSCAN_ROWS, self.rows())
    }

    /// Updates `view` from the scroll position.
    pub fn sync_viewport(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let rows = visible_rows(scroller.scroll_top(), scroller.client_height(), CODE_LINE_PX);
        let first = snap(rows.start, STRIDE);
        let view = first..first + rows.len() + STRIDE;
        if *self.view.read_untracked() != view {
            self.view.set(view);
        }
    }

    /// Focuses a row, which is scrolled into view.
    pub fn go_to(self, row: usize) {
        self.wants_focus.set_value(true);
        self.focus.set(row.min(untrack(|| self.rows()) - 1));
    }

    /// Scrolls a row into view. The rows of the view must be rendered: nothing else can be scrolled to.
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

fn target(document: Document, preferences: Preferences) -> &'static Language {
    document.language(preferences.language.get()).unwrap_or(codegen::LANGUAGES[0])
}
