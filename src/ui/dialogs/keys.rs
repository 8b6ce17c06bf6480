//! The dialog that lists all keys.

use leptos::{html::Dialog, prelude::*};

const HELP: &str = r#"<div class="inside">
<div class="head"><h2 id="keys-title">Keys</h2>
<form method="dialog"><button class="quiet icon" aria-label="Close" title="Close"><svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg></button></form></div>
<h3>Everywhere</h3>
<dl>
<dt><kbd>Space</kbd></dt><dd>Run, pause, resume</dd>
<dt><kbd>.</kbd> <kbd>,</kbd></dt><dd>Step to the next event, and back</dd>
<dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>Move the cursor through time</dd>
<dt><kbd>Ctrl</kbd>+<kbd>Z</kbd></dt><dd>Undo; with Shift, redo</dd>
<dt><kbd>?</kbd></dt><dd>These keys</dd>
</dl>
<h3>In the blocks</h3>
<dl>
<dt><kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd></dt><dd>Choose a step; with Shift, several</dd>
<dt><kbd>Alt</kbd>+arrows</dt><dd>Move it up, down, out, in</dd>
<dt><kbd>Enter</kbd></dt><dd>Change it</dd>
<dt><kbd>Ctrl</kbd>+<kbd>D</kbd></dt><dd>Duplicate; <kbd>C</kbd>, <kbd>X</kbd>, <kbd>V</kbd> as everywhere</dd>
<dt><kbd>Del</kbd></dt><dd>Delete it</dd>
</dl>
<h3>In the timeline</h3>
<dl>
<dt>Arrows</dt><dd>From span to span; <kbd>Enter</kbd> moves the cursor there</dd>
<dt><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd></dt><dd>Zoom, and show all; so does the wheel with Ctrl</dd>
</dl>
</div>"#;

/// The dialog that lists all keys. It has no content until it is shown.
#[component]
pub fn KeysDialog(dialog: NodeRef<Dialog>) -> impl IntoView {
    view! { <dialog class="library keys" node_ref=dialog aria-labelledby="keys-title"></dialog> }
}

/// Fills the dialog and opens it.
pub fn show(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.set_inner_html(HELP);
        _ = dialog.show_modal();
    }
}
