//! The rules of ARCHITECTURE.md that the compiler does not know.
#![cfg(not(target_arch = "wasm32"))]

#[path = "architecture/imports.rs"]
mod imports;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms of `src`, each with the rooms it may know, from the ground up.
const ROOMS: [(&str, &[&str]); 6] = [
    ("home", &[]),
    ("program", &["home"]),
    ("runtime", &["home", "program"]),
    ("codegen", &["home", "program", "runtime"]),
    ("browser", &["home", "program", "runtime", "codegen"]),
    ("ui", &["home", "program", "runtime", "codegen", "browser"]),
];

/// Names that the rooms which run anywhere must not mention.
const BROWSER_ONLY: [&str; 6] = ["leptos", "web_sys", "js_sys", "gloo", "wasm_bindgen", "Instant"];

/// The circles that may be, by the files they may consist of.
const KNOWN_CIRCLES: [&[&str]; 1] = [
    // A step executes the steps inside it through the dispatch over all kinds of steps: a recursion.
    &[
        "runtime/steps/mod.rs",
        "runtime/steps/branches.rs",
        "runtime/steps/ensure.rs",
        "runtime/steps/fallback.rs",
        "runtime/steps/lock.rs",
        "runtime/steps/parallel.rs",
        "runtime/steps/race.rs",
        "runtime/steps/rounds.rs",
        "runtime/steps/sequence.rs",
        "runtime/steps/task.rs",
        "runtime/steps/thread.rs",
        "runtime/steps/timeout.rs",
    ],
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn files(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            let text = fs::read_to_string(&path).expect("a text");
            found.push((path, text));
        }
    }
    found
}

fn sources(room: &str) -> Vec<(PathBuf, String)> {
    let found = files(&root().join("src").join(room), "rs");
    assert!(!found.is_empty(), "the room {room} is gone");
    found
}

/// The lines that are code, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().zip(1..).map(|(line, number)| (number, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Returns true if a line names a room, as `room::…` or `crate::room`.
fn names(line: &str, room: &str) -> bool {
    let begins_word =
        |at: usize| !line[..at].ends_with(|character: char| character.is_alphanumeric() || character == '_');
    let as_path = line.match_indices(&format!("{room}::")).any(|(at, _)| begins_word(at));
    as_path || line.contains(&format!("crate::{room};"))
}

#[test]
fn a_line_that_names_a_room_is_seen() {
    for line in [
        "use crate::ui::App;",
        "use crate::{home::Action, ui::App};",
        "    ui::{",
        "use crate::ui;",
        "use super::super::ui::App;",
    ] {
        assert!(names(line, "ui"), "{line}");
    }
    assert!(!names("use gui::Window;", "ui"));
}

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    for (room, below) in ROOMS {
        for (path, text) in sources(room) {
            for (other, _) in ROOMS.iter().filter(|(other, _)| *other != room && !below.contains(other)) {
                for (number, line) in code(&text) {
                    assert!(!names(line, other), "{}:{number} knows {other}: {line}", path.display());
                }
            }
        }
    }
}

#[test]
fn the_pure_rooms_know_no_browser() {
    for room in ["home", "program", "runtime", "codegen"] {
        for (path, text) in sources(room) {
            for (number, line) in code(&text) {
                for name in BROWSER_ONLY {
                    assert!(!line.contains(name), "{}:{number} uses {name}: {line}", path.display());
                }
            }
        }
    }
}

#[test]
fn the_browser_room_knows_no_leptos() {
    for (path, text) in sources("browser") {
        assert!(code(&text).all(|(_, line)| !line.contains("leptos")), "{} uses leptos", path.display());
    }
}

#[test]
fn the_text_of_the_page_knows_no_state_and_no_components() {
    for (path, text) in sources("ui/text") {
        for (number, line) in code(&text) {
            for name in ["leptos", "state::", "panels::", "dialogs::", "render::"] {
                assert!(!line.contains(name), "{}:{number} uses {name}: {line}", path.display());
            }
        }
    }
}

#[test]
fn no_two_files_import_each_other_in_a_circle() {
    let src = root().join("src");
    let sources: Vec<_> = files(&src, "rs")
        .into_iter()
        .map(|(path, text)| (path.strip_prefix(&src).expect("a file of src").to_path_buf(), text))
        .collect();
    let is_known =
        |group: &Vec<String>| KNOWN_CIRCLES.iter().any(|known| group.iter().all(|file| known.contains(&file.as_str())));
    let found: Vec<_> = imports::circles(&sources).into_iter().filter(|group| !is_known(group)).collect();
    let imports: Vec<_> = found.iter().map(|group| imports::edges_within(&sources, group)).collect();
    assert!(found.is_empty(), "{imports:#?}");
}

#[test]
fn no_style_is_written_into_markup() {
    let markup = [files(&root().join("src/ui"), "rs"), files(&root().join("src/ui"), "svg")].concat();
    let index = root().join("index.html");
    let index = (index.clone(), fs::read_to_string(index).expect("a text"));
    for (path, text) in markup.into_iter().chain([index]) {
        for (number, line) in code(&text) {
            assert!(!line.contains("style=\"") && !line.contains("<style"), "{}:{number}: {line}", path.display());
        }
    }
}

#[test]
fn files_are_short_enough_to_be_read() {
    for (path, text) in files(&root().join("src"), "rs") {
        let most = if path.ends_with("tests.rs") { 400 } else { 260 };
        assert!(text.lines().count() <= most, "{} has more than {most} lines", path.display());
    }
}

/// Where one rule looks at an attribute, browsers style whatever has it anew when it changes, anywhere on the page; and what
/// is said of bars and steps changes all the time.
#[test]
fn no_style_depends_on_what_is_said() {
    let offenders: Vec<_> = files(&root().join("style"), "css")
        .iter()
        .flat_map(|(path, text)| text.lines().map(move |line| format!("{}: {line}", path.display())))
        .filter(|line| ["[aria-label", "[aria-valuetext", "[title"].iter().any(|attribute| line.contains(attribute)))
        .collect();
    assert!(offenders.is_empty(), "{offenders:#?}");
}

/// True if a line of code gives a writer of state away: a public field or function with a signal that can be written.
fn exposes_writer(line: &str) -> bool {
    let is_public = line.trim_start().starts_with("pub") || line.contains("-> ");
    is_public && ["RwSignal", "WriteSignal", "StoredValue", "SignalSetter"].iter().any(|writer| line.contains(writer))
}

#[test]
fn exposed_writers_are_found() {
    for line in [
        "    pub cursor: RwSignal<Duration>,",
        "    pub(super) log: StoredValue<SharedLog, LocalStorage>,",
        "    pub fn cursor(self) -> WriteSignal<Duration> {",
        "    ) -> WriteSignal<Duration> {",
    ] {
        assert!(exposes_writer(line), "{line}");
    }
    for line in ["    cursor: WriteSignal<Duration>,", "    pub cursor: ReadSignal<Duration>,"] {
        assert!(!exposes_writer(line), "{line}");
    }
}

/// Each value has one owner. The compiler keeps private fields from everyone else.
#[test]
fn only_the_state_itself_writes_its_signals() {
    for (path, text) in sources("ui/state") {
        for (number, line) in code(&text) {
            assert!(!exposes_writer(line), "{}:{number} lets others write: {line}", path.display());
        }
    }
}

/// The owners of state, each with those that it must not know: data flows from the first to the last, and on to the views.
const DOWNSTREAM: [(&str, &[&str]); 3] = [
    ("preferences.rs", &["Document", "Run", "Connection"]),
    ("document", &["Run", "Connection"]),
    ("run", &["Connection"]),
];

#[test]
fn state_flows_one_way() {
    let is_word =
        |line: &str, word: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word);
    for (path, text) in sources("ui/state") {
        let inside = path.strip_prefix(root().join("src/ui/state")).expect("a file of the state");
        let downstream = DOWNSTREAM.iter().filter(|(owner, _)| inside.starts_with(owner)).flat_map(|(_, names)| *names);
        let forbidden: Vec<_> = downstream.chain(&["panels", "dialogs", "render"]).collect();
        for (number, line) in code(&text) {
            for name in &forbidden {
                assert!(!is_word(line, name), "{}:{number} knows {name}: {line}", path.display());
            }
        }
    }
}

#[test]
fn text_that_changes_is_set_on_elements() {
    // A text node may be replaced by a browser that translates the page.
    for (path, text) in sources("ui") {
        let child = code(&text).find(|(_, line)| line.contains("{text_signal("));
        assert_eq!(child, None, "{} sets a text node: use prop:textContent", path.display());
    }
}
