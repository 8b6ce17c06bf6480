//! The table of actions.

use std::{fmt, sync::Arc};

use super::{Argument, Color, argument::ArgumentValue, word_enum::word_enum};

/// Declares [`ActionName`] and [`Action`] from the table: a row for each action, with the type of its argument if it
/// takes one, and its word in the notation.
macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident $(($argument:ty))? = $word:literal,)*) => {
        word_enum! {
            /// The name of an action, as the notation writes it.
            pub enum ActionName {
                $($(#[$meta])* $name = $word,)*
            }
        }

        /// Something that a message makes a device do: an action with its argument.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$meta])* $name $(($argument))?,)*
        }

        impl ActionName {
            /// The argument the action takes, if it takes one.
            pub fn argument(self) -> Option<Argument> {
                match self {
                    $($(Self::$name => Some(<$argument as ArgumentValue>::KIND),)?)*
                    _ => None,
                }
            }
        }

        impl Action {
            pub fn name(&self) -> ActionName {
                match self {
                    $(Self::$name { .. } => ActionName::$name,)*
                }
            }

            /// The argument as text: a colour or the title of a song.
            pub fn data(&self) -> Option<&str> {
                match self {
                    $($(Self::$name(value) => Some(<$argument as ArgumentValue>::text(value)),)?)*
                    _ => None,
                }
            }

            /// An action with this argument; `None` if the text is no such argument. Actions without one ignore it.
            fn read(name: ActionName, data: &str) -> Option<Self> {
                Some(match name {
                    $(ActionName::$name => Self::$name $((<$argument as ArgumentValue>::read(data)?))?,)*
                })
            }
        }
    };
}

actions! {
    /// Registers the device with the home.
    Connect = "connect",
    /// Unregisters the device, which loses its power.
    Disconnect = "disconnect",
    SwitchOn = "switch_on",
    SwitchOff = "switch_off",
    ChangeColor(Color) = "change_color",
    PlaySong(Arc<str>) = "play_song",
    /// Turns the volume up by one. The volume is read when the message is sent, and written when it arrives.
    Louder = "louder",
    /// Turns it down by one, in the same way.
    Quieter = "quieter",
    Open = "open",
    Close = "close",
    Flush = "flush",
    Clean = "clean",
}

/// The reason why a name and an argument do not make an [`Action`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentError {
    /// The action takes no argument.
    Unwanted(ActionName),
    Missing(ActionName, Argument),
    /// The text is no argument of this kind.
    Invalid(Argument),
}

impl ActionName {
    /// The name as words in a sentence: "switch on".
    pub fn describe(self) -> String {
        self.as_str().replace('_', " ")
    }

    /// True if the action reads a value when it is sent, and writes the changed value when it arrives.
    pub fn is_update(self) -> bool {
        matches!(self, Self::Louder | Self::Quieter)
    }

    /// True if the action registers a device with the home or unregisters it.
    pub fn is_registration(self) -> bool {
        matches!(self, Self::Connect | Self::Disconnect)
    }
}

impl Action {
    /// Puts a name and its argument together.
    ///
    /// # Errors
    /// If the argument is missing, not wanted, or not of the kind that the action takes.
    pub fn new(name: ActionName, data: Option<&str>) -> Result<Self, ArgumentError> {
        match (name.argument(), data) {
            (None, Some(_)) => Err(ArgumentError::Unwanted(name)),
            (Some(argument), None) => Err(ArgumentError::Missing(name, argument)),
            (Some(argument), Some(data)) => Self::read(name, data).ok_or(ArgumentError::Invalid(argument)),
            (None, None) => Ok(Self::read(name, "").expect("an action without argument is always read")),
        }
    }
}

impl fmt::Display for ActionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_made_of_its_word_and_its_argument_and_gives_them_back() {
        for name in ActionName::ALL {
            let data = name.argument().map(|_| "red");
            let action = Action::new(ActionName::from_name(name.as_str()).unwrap(), data).unwrap();
            assert_eq!((action.name(), action.data()), (name, data));
        }
    }

    #[test]
    fn an_action_takes_an_argument_of_its_kind_and_no_other() {
        assert_eq!(Action::new(ActionName::Flush, Some("red")), Err(ArgumentError::Unwanted(ActionName::Flush)));
        let missing = ArgumentError::Missing(ActionName::PlaySong, Argument::Song);
        assert_eq!(Action::new(ActionName::PlaySong, None), Err(missing));
        let invalid = ArgumentError::Invalid(Argument::Color);
        assert_eq!(Action::new(ActionName::ChangeColor, Some("blurple")), Err(invalid));
        assert!(Action::new(ActionName::PlaySong, Some("blurple")).is_ok());
    }
}
