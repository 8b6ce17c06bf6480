//! The program: a tree of steps for a home, as a plain value; its notation, its edits and its risks.
//!
//! Knows the [`home`](crate::home), and neither time nor the browser. `kinds.rs` has the table of kinds of steps.

#[cfg(test)]
pub(crate) mod arbitrary;
mod arguments;
mod control;
mod edit;
mod kinds;
mod limits;
mod lock;
mod notation;
mod parameter;
mod path;
mod place;
mod policy;
pub mod presets;
mod risk;
mod scene;
mod siblings;
mod step;
#[cfg(test)]
mod table_tests;
pub mod task;
mod task_names;
mod thread;
mod value;

pub use arguments::Arguments;
pub use control::{Control, Pauses};
pub use edit::{Direction, Edit, EditError, EditName, Editor, NameError, StepsName};
pub use kinds::{BlockKind, ChildOrder, LeafKind, StepWord};
pub use limits::{Limit, Limits, read_count};
pub use lock::Lock;
pub use notation::{
    ParseError, TokenKind, describe_invisible, first_invisible, format, has_comments, is_device_name, is_name, is_word,
    parse, parse_bytes, parse_draft, parse_steps, parse_within, print, print_duration, print_steps, print_value,
    read_duration, tokens, with_point,
};
pub use parameter::{Key, Parameter, Presence, ValueKind};
pub use path::Path;
pub use place::Place;
pub use policy::{Errors, First, Losers};
pub use risk::{Cause, Fix, FixKind, Risk, races, risks};
pub use scene::Scene;
pub use siblings::Siblings;
pub use step::{Block, Fail, Message, Step};
pub use task::{INITIAL_NUMBER, OnTask, TaskVerb};
pub use thread::ThreadUse;
pub use value::{Number, Value};
