//! Runs compilers, interpreters and formatters.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// A folder for generated code, in `target/`.
pub fn folder(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from);
    let folder = target.join("code-test").join(name);
    fs::create_dir_all(&folder).expect("a folder in target/");
    folder
}

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a tool to its end.
///
/// # Panics
/// If the tool is not installed; the message names the tools to install.
pub fn output(command: &mut Command) -> Output {
    let output = command.stdin(Stdio::null()).output();
    output.unwrap_or_else(|error| {
        let tool = command.get_program().to_string_lossy().into_owned();
        panic!(
            "{tool}: {error}. This test needs CPython 3.11 (python3), black, Node 20 (node), cargo, clippy and rustfmt."
        )
    })
}

/// Runs a tool that must succeed, and returns its output.
pub fn succeeds(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = output(command);
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    let tail = |text: &str| text.chars().rev().take(6000).collect::<String>().chars().rev().collect::<String>();
    let call = format!("{command:?}").chars().take(300).collect::<String>();
    assert!(status.success(), "{call}: {status}\n{}\n{}", tail(&stdout), tail(&stderr));
    stdout.into_owned()
}

/// CPython itself: `python3` may be a script that looks for it, which takes longer than a run.
pub fn python() -> Command {
    static PATH: OnceLock<String> = OnceLock::new();
    let find =
        || succeeds(Command::new("python3").args(["-c", "import sys; print(sys.executable)"])).trim().to_string();
    Command::new(PATH.get_or_init(find))
}

/// Checks the format of all Python files in a folder with black, without any settings of the machine. `BLACK` is the path
/// of black. Files are named one by one: black skips files that git ignores when it is given a folder.
pub fn check_with_black(folder: &Path) {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut black = Command::new(std::env::var_os("BLACK").unwrap_or_else(|| "black".into()));
    black.args(["--config", "/dev/null", "--target-version", "py311", "--check", "--quiet", "--diff"]);
    succeeds(black.args(files.filter(|file| file.extension().is_some_and(|extension| extension == "py"))));
}

/// Calls `work` with each item, `at_once` of them at a time: programs mostly sleep.
pub fn for_all<'a, T: Sync>(items: &'a [T], at_once: usize, work: impl Fn(&'a T) + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}
