//! Text about the clipboard.

/// The announcement that a text was not copied.
pub const REFUSED: &str = "The browser has refused the clipboard. The text is selected instead.";

/// The dialog with a text that the browser has not let the page copy, as markup.
pub const CARD: &str = r#"<dialog class="library refused" aria-label="Text to copy"><form class="inside" method="dialog">
<p>The browser has refused the clipboard. Press Ctrl+C or ⌘C: the text is selected.</p>
<textarea readonly rows="8" aria-label="Text to copy"></textarea>
<button class="primary">Close</button>
</form></dialog>"#;
