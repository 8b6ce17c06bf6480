//! Rust with threads of the standard library: each branch and each task has one of its own.

use super::{
    super::{
        differences,
        identifiers::Case,
        language::{Concurrency, Language},
        layout::rustfmt,
        program::Program,
        stub::Features,
        writer::Writer,
    },
    rust,
};
use crate::runtime::{Awaited, Plan};

pub static LANGUAGE: Language = Language {
    id: "rust-threads",
    name: "Rust",
    extension: "rs",
    mime: "text/rust",
    concurrency: Concurrency::Threads,
    differences: differences::RUST_THREADS,
    case: Case::Snake,
    reserved: rust::RESERVED,
    tokens: rust::TOKENS,
    strings: rust::STRINGS,
    own_plan,
    new_names: rust::NEW_NAMES,
    steps: &rust::Syntax,
    write,
    blocks: include_str!("../stubs/rust.threads.blocks.rs.txt"),
    stubs: concat!(
        include_str!("../stubs/rust.threads.rs.txt"),
        include_str!("../stubs/rust.macros.rs.txt"),
        include_str!("../stubs/rust.threads.rounds.rs.txt")
    ),
};

/// A block that holds its thread does not keep others from starting.
fn own_plan(plan: &Plan) -> Option<Plan> {
    Some(plan.awaiting(Awaited::All)).filter(|own| own.runs_unlike(plan))
}

fn write(program: &Program, writer: &mut Writer) {
    let features = Features::of(program.plan, &program.devices);
    writer.plain("use std::time::Duration;\n\nfn main() -> Result<(), String> {");
    rustfmt::declare(program, writer);
    rustfmt::steps(program, writer, "let program = ");
    let run = if features.has("strays") || features.has("names") { "run(program)" } else { "program()" };
    writer.plain(&["    ", run, "\n}\n\n"].concat());
}
