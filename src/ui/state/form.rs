use crate::ui::text::page;

/// The forms in which the program can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Blocks,
    /// Generated code in another language, read-only.
    Code,
    /// The notation, as editable text.
    Text,
}

impl Form {
    pub const ALL: [Self; 3] = [Self::Blocks, Self::Code, Self::Text];

    /// The label of its tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Blocks => page::FORM_BLOCKS,
            Self::Code => page::FORM_CODE,
            Self::Text => page::FORM_TEXT,
        }
    }

    /// The element id of its tab.
    pub fn tab_id(self) -> &'static str {
        match self {
            Self::Blocks => "tab-blocks",
            Self::Code => "tab-code",
            Self::Text => "tab-text",
        }
    }
}
