use super::{Store, window};

const KEY: &str = "homeloop.theme";

/// Day, night, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }

    /// The theme chosen on an earlier visit.
    pub fn remembered() -> Self {
        Store::Browser.get(KEY).ok().flatten().as_deref().and_then(Self::from_name).unwrap_or_default()
    }

    pub fn remember(self) {
        // Where nothing can be stored, the theme lasts as long as the page.
        _ = Store::Browser.set(KEY, self.as_str());
    }

    /// Gives the page the theme.
    pub fn apply(self) {
        if let Some(root) = window().document().and_then(|document| document.document_element()) {
            _ = root.set_attribute("data-theme", self.as_str());
        }
    }
}
