use std::{fmt, sync::Arc};

use super::Color;

/// The name of something a device can be told to do, as the notation writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActionName {
    Connect,
    Disconnect,
    SwitchOn,
    SwitchOff,
    ChangeColor,
    PlaySong,
    Open,
    Close,
    Flush,
    Clean,
}

/// What kind of text an action needs beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A CSS colour.
    Color,
    /// Any text: the title of a song.
    Song,
}

impl ActionName {
    /// Every action of every device.
    pub const ALL: [Self; 10] = [
        Self::Connect,
        Self::Disconnect,
        Self::SwitchOn,
        Self::SwitchOff,
        Self::ChangeColor,
        Self::PlaySong,
        Self::Open,
        Self::Close,
        Self::Flush,
        Self::Clean,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Disconnect => "disconnect",
            Self::SwitchOn => "switch_on",
            Self::SwitchOff => "switch_off",
            Self::ChangeColor => "change_color",
            Self::PlaySong => "play_song",
            Self::Open => "open",
            Self::Close => "close",
            Self::Flush => "flush",
            Self::Clean => "clean",
        }
    }

    /// The name as words in a sentence: "switch on".
    pub fn describe(self) -> String {
        self.as_str().replace('_', " ")
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// Whether it registers a device with the home, or unregisters it.
    pub fn is_about_plug(self) -> bool {
        matches!(self, Self::Connect | Self::Disconnect)
    }

    /// The argument the action takes, if it takes one.
    pub fn argument(self) -> Option<Argument> {
        match self {
            Self::ChangeColor => Some(Argument::Color),
            Self::PlaySong => Some(Argument::Song),
            _ => None,
        }
    }
}

/// What a device is told to do, with its argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Connect,
    Disconnect,
    SwitchOn,
    SwitchOff,
    ChangeColor(Color),
    PlaySong(Arc<str>),
    Open,
    Close,
    Flush,
    Clean,
}

/// Why a name and an argument do not make an [`Action`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentError {
    Unwanted(ActionName),
    Missing(ActionName, Argument),
    UnknownColor,
}

impl Action {
    /// Puts a name and its argument together.
    ///
    /// # Errors
    /// When the argument is missing, not wanted, or not a colour where one is needed.
    pub fn new(name: ActionName, data: Option<&str>) -> Result<Self, ArgumentError> {
        match (name.argument(), data) {
            (None, Some(_)) => return Err(ArgumentError::Unwanted(name)),
            (Some(argument), None) => return Err(ArgumentError::Missing(name, argument)),
            _ => {}
        }
        let data = data.unwrap_or_default();
        Ok(match name {
            ActionName::Connect => Self::Connect,
            ActionName::Disconnect => Self::Disconnect,
            ActionName::SwitchOn => Self::SwitchOn,
            ActionName::SwitchOff => Self::SwitchOff,
            ActionName::ChangeColor => Self::ChangeColor(Color::parse(data).ok_or(ArgumentError::UnknownColor)?),
            ActionName::PlaySong => Self::PlaySong(data.into()),
            ActionName::Open => Self::Open,
            ActionName::Close => Self::Close,
            ActionName::Flush => Self::Flush,
            ActionName::Clean => Self::Clean,
        })
    }

    pub fn name(&self) -> ActionName {
        match self {
            Self::Connect => ActionName::Connect,
            Self::Disconnect => ActionName::Disconnect,
            Self::SwitchOn => ActionName::SwitchOn,
            Self::SwitchOff => ActionName::SwitchOff,
            Self::ChangeColor(_) => ActionName::ChangeColor,
            Self::PlaySong(_) => ActionName::PlaySong,
            Self::Open => ActionName::Open,
            Self::Close => ActionName::Close,
            Self::Flush => ActionName::Flush,
            Self::Clean => ActionName::Clean,
        }
    }

    /// The argument as text: a colour or a song's title.
    pub fn data(&self) -> Option<&str> {
        match self {
            Self::ChangeColor(color) => Some(color.as_str()),
            Self::PlaySong(title) => Some(title),
            _ => None,
        }
    }
}

impl fmt::Display for ActionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
