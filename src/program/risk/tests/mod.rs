//! Tests of risks and of the edits that remove them.

mod finding;
mod fixing;
mod laws;
mod locks;
mod races;
mod tasks;

use super::*;
use crate::{
    home::Hazard,
    program::{Path, Scene, Step, parse},
};

fn scene(text: &str) -> Scene {
    parse(text).unwrap()
}
