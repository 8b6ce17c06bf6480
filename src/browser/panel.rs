/// A part of the page that an address can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    Home,
    Timeline,
    Program,
    Code,
    Log,
}

impl Panel {
    pub const ALL: [Self; 5] = [Self::Home, Self::Timeline, Self::Program, Self::Code, Self::Log];

    /// Returns the panel's name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Timeline => "timeline",
            Self::Program => "program",
            Self::Code => "code",
            Self::Log => "log",
        }
    }

    /// Parses a comma-separated list. Keeps the order, drops repetitions; `None` if any name is unknown.
    ///
    /// ```
    /// use homeloop::browser::Panel;
    ///
    /// assert_eq!(Panel::parse_list("code, home,code"), Some(vec![Panel::Code, Panel::Home]));
    /// assert_eq!(Panel::parse_list("code,attic"), None);
    /// ```
    pub fn parse_list(names: &str) -> Option<Vec<Self>> {
        let mut panels = Vec::new();
        for name in names.split(',') {
            let panel = Self::ALL.into_iter().find(|panel| panel.as_str() == name.trim())?;
            if !panels.contains(&panel) {
                panels.push(panel);
            }
        }
        Some(panels)
    }
}
