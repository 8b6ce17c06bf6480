//! Python with threading: each branch and each task has a thread of its own.

use super::{
    super::{
        differences,
        identifiers::Case,
        language::{Concurrency, Language},
        layout::black,
        program::Program,
        writer::Writer,
    },
    blocking, python,
};
use crate::runtime::{Awaited, Model, Plan, Threads};

pub static LANGUAGE: Language = Language {
    id: "python-threads",
    name: "Python",
    extension: "py",
    mime: "text/x-python",
    concurrency: Concurrency::Threads,
    differences: differences::PYTHON_THREADS,
    case: Case::Snake,
    reserved: python::RESERVED,
    tokens: python::TOKENS,
    strings: python::STRINGS,
    own_plan,
    new_names: python::NEW_NAMES,
    steps: &blocking::Syntax,
    write,
    blocks: include_str!("../stubs/python.threads.blocks.py"),
    stubs: include_str!("../stubs/python.threads.py"),
};

/// A block that holds its thread does not keep others from starting. The interpreter's lock lets one thread compute at a time.
fn own_plan(plan: &Plan) -> Option<Plan> {
    let one_core = Threads { cores: 1, ..plan.threads()?.clone() };
    Some(plan.awaiting(Awaited::All).in_model(&Model::Threads(one_core))).filter(|own| own.runs_unlike(plan))
}

fn write(program: &Program, writer: &mut Writer) {
    writer.plain("import threading\n\n\ndef main():");
    black::declare(program, writer);
    black::steps(program, writer, "");
    writer.plain("\n\n");
}
