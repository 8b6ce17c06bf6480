//! Text of the dialog "Share", and titles in the markup that it makes.

pub const TITLE: &str = "Share";
pub const DRAFT_IN_THE_WAY: &str = "The text cannot be read yet. Correct it or discard it, then share the program.";
pub const TOO_LONG_FOR_A_LINK: &str = "The program is too long for a link. Export it from My programs instead.";

/// The legend of the choice between the forms of a copy.
pub const AS: &str = "As";
pub const LINK: &str = "Link";
pub const PLAYER: &str = "Player (HTML)";
pub const IFRAME: &str = "iframe";
pub const MARKDOWN: &str = "Markdown";
pub const PICTURE: &str = "Markdown with a picture";

pub const THEME: &str = "Theme";
pub const THEME_AUTO: &str = "The reader's theme";
pub const THEME_LIGHT: &str = "Light";
pub const THEME_DARK: &str = "Dark";
pub const SPEED: &str = "Speed";
pub const AUTOPLAY: &str = "Run when visible";
pub const PANELS: &str = "Panels";
pub const WIDTH: &str = "Width";
pub const HEIGHT: &str = "Height";
pub const CONTROLS: &str = "Controls";
pub const READ_ONLY: &str = "Read-only";
pub const PREDICT: &str = "Hide the outcome until the first run";
pub const ON_CLICK: &str = "Load when pressed";

pub const PREVIEW: &str = "Preview";
pub const PREVIEW_IS_BLOCKED: &str = "The server of this page allows no frames in it, so there is no preview here.";
pub const RESULT: &str = "Text to copy";
pub const COPIED: &str = "Copied.";
pub const NOT_COPIED: &str = "The browser has refused. Press Ctrl+C or ⌘C.";

/// The purpose of a form. A run by a schedule is shared with it.
pub fn purpose(form: &str, has_schedule: bool) -> &'static str {
    match form {
        "element" => "For your own pages: a script and the player, which follows the width of the page.",
        "iframe" => "For pages that take no scripts, such as a wiki or a course. It has a fixed height.",
        "markdown" => "For a README, a chat, or a wiki that takes no iframe: a link that opens the program.",
        "picture" => "The same, with the picture of Homeloop as the link.",
        _ if has_schedule => "Opens the program on this page, with this schedule: the same run.",
        _ => "Opens the program on this page.",
    }
}

/// The label of the button that copies the program in a form.
pub fn copy(form: &str) -> &'static str {
    match form {
        "element" | "iframe" => "Copy HTML",
        "markdown" | "picture" => "Copy Markdown",
        _ => "Copy link",
    }
}

/// The title of a frame or a link on another page.
pub fn in_homeloop(program: &str) -> String {
    format!("{program} in Homeloop")
}
