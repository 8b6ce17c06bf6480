//! The risks of programs, and what takes them away.

mod finding;
mod fixing;
mod laws;

use super::*;
use crate::program::parse;

fn scene(text: &str) -> Scene {
    parse(text).unwrap()
}
