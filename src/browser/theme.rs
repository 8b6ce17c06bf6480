//! The colour theme and the stored setting for it.

use super::{Store, window};

const KEY: &str = "homeloop.theme";

/// The colour theme: light, dark, or the one that the system prefers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Returns the theme's name in addresses, messages and `data-theme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Returns the theme of a name.
    ///
    /// ```
    /// use homeloop::browser::Theme;
    ///
    /// assert_eq!(Theme::from_name("dark"), Some(Theme::Dark));
    /// assert_eq!(Theme::from_name("Dark"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }

    /// Returns the theme that was stored on an earlier visit, or [`Theme::Auto`].
    pub fn remembered() -> Self {
        Store::Browser.get(KEY).ok().flatten().as_deref().and_then(Self::from_name).unwrap_or_default()
    }

    /// Stores the theme for later visits, if the browser allows it.
    pub fn remember(self) {
        _ = Store::Browser.set(KEY, self.as_str());
    }

    /// Sets `data-theme` on the root element, which the style sheets select by.
    pub fn apply(self) {
        if let Some(root) = window().document().and_then(|document| document.document_element()) {
            _ = root.set_attribute("data-theme", self.as_str());
        }
    }
}
