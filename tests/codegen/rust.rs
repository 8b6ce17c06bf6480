//! Builds one crate of many programs, so that it is linked once and its dependencies are compiled once.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::tools::{folder, repository, succeeds};

/// Checks programs with rustfmt and clippy, and builds one binary of them in a folder. Its argument is the name of a program.
pub fn build(folder: &str, programs: &[(String, String)]) -> PathBuf {
    let root = self::folder(folder);
    let source = self::folder(&[folder, "/src"].concat());
    let mut main = String::new();
    let mut arms = String::new();
    for (name, text) in programs {
        fs::write(source.join(format!("{name}.rs")), text).expect("a file");
        _ = write!(
            main,
            "mod {name} {{\n    include!(\"{name}.rs\");\n\n    pub fn run_main() -> Result<(), String> {{\n        \
             main()\n    }}\n}}\n\n",
        );
        _ = writeln!(arms, "        \"{name}\" => {name}::run_main(),");
    }
    _ = write!(
        main,
        "fn main() -> Result<(), String> {{\n    match &*std::env::args().nth(1).unwrap_or_default() {{\n{arms}        \
         name => Err(format!(\"no program {{name}}\")),\n    }}\n}}\n",
    );
    fs::write(source.join("main.rs"), main).expect("a file");
    fs::write(root.join("Cargo.toml"), manifest()).expect("a file");
    fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock")).expect("a file");
    // The defaults of rustfmt, not the settings of this repository.
    fs::write(root.join("rustfmt.toml"), "").expect("a file");
    for edition in ["2021", "2024"] {
        let files = programs.iter().map(|(name, _)| source.join(format!("{name}.rs")));
        succeeds(Command::new("rustfmt").args(["--check", "--edition", edition]).args(files));
    }
    cargo(&root, &["clippy", "--quiet", "--offline", "--", "-D", "warnings"]);
    cargo(&root, &["build", "--quiet", "--offline"]);
    root.join("target/debug/programs")
}

fn cargo(root: &Path, arguments: &[&str]) {
    // Flags for this test do not apply to the programs.
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(root).env("CARGO_TARGET_DIR", root.join("target")).env_remove("RUSTFLAGS");
    succeeds(&mut command);
}

/// The manifest, with the versions of this repository's lock file: cargo has those already.
fn manifest() -> String {
    let lock = fs::read_to_string(repository().join("Cargo.lock")).expect("a lock file");
    let version = |name: &str| {
        let entry = lock.split(&format!("name = \"{name}\"\nversion = \"")).nth(1).expect("a dependency of this crate");
        entry.split('"').next().unwrap_or_default().to_string()
    };
    format!(
        "[package]\nname = \"programs\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\nfutures = \"={}\"\n\
         tokio = {{ version = \"={}\", features = [\"macros\", \"rt\", \"sync\", \"time\"] }}\n\n[profile.dev]\ndebug = false\n\
         incremental = false\n\n[workspace]\n",
        version("futures"),
        version("tokio"),
    )
}
