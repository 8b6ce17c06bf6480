/// What a program is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Blocks,
    /// A program in another language, to be read and taken along.
    Code,
    /// The notation, to be typed.
    Text,
}

impl Form {
    pub const ALL: [Self; 3] = [Self::Blocks, Self::Code, Self::Text];

    /// What its tab says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Blocks => "Blocks",
            Self::Code => "Code",
            Self::Text => "Text",
        }
    }

    /// The id of its tab.
    pub fn tab_id(self) -> &'static str {
        match self {
            Self::Blocks => "tab-blocks",
            Self::Code => "tab-code",
            Self::Text => "tab-text",
        }
    }
}
