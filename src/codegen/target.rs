use super::{Blocking, Code, Difference, JavaScript, Python, Rust};
use crate::runtime::Plan;

/// What is to be known of a language before anything is written in it.
#[derive(Debug)]
pub struct About {
    /// What addresses call it: "python".
    pub id: &'static str,
    /// What people call it: "Python".
    pub name: &'static str,
    /// How its files end, without the dot: "py".
    pub extension: &'static str,
    /// The MIME type of its files.
    pub mime: &'static str,
}

/// A way to write programs down as code.
pub trait Target: Sync {
    fn about(&self) -> &'static About;

    /// Writes a program down: what it does, then the helpers and stand-ins for devices that it needs to run.
    fn code(&self, plan: &Plan) -> Code;

    /// What is different here from Python with asyncio, construct by construct.
    fn differences(&self) -> &'static [Difference];
}

/// All targets, in the order in which they are offered.
pub static ALL: [&dyn Target; 4] = [&Python, &Rust, &JavaScript, &Blocking];

/// The target with this id.
pub fn find(id: &str) -> Option<&'static dyn Target> {
    ALL.into_iter().find(|target| target.about().id == id)
}
