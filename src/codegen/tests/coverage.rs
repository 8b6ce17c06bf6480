//! Completeness: every language has code for every kind of step, every device, every action and every initial state.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    super::{Code, Concurrency, Difference, LANGUAGES, Language, all, find, tokens::has_word},
    language,
};
use crate::{
    home::{Action, ActionName, Device, DeviceKind},
    program::{BlockKind, Fail, OnTask, Scene, Step, TaskVerb, parse},
    runtime::Plan,
};

fn action(name: ActionName) -> Action {
    Action::new(name, name.argument().map(|_| "red")).unwrap()
}

/// A step of every kind. A further kind makes `name` fail to compile, and belongs in this list.
fn every_kind_of_step() -> Vec<Step> {
    let blocks = BlockKind::ALL.iter().map(|&kind| Step::block(kind, []));
    let fail = Step::Fail(Fail { reason: "red".into(), after: Device::DEFAULT_LATENCY });
    let verbs = [TaskVerb::Await, TaskVerb::Cancel, TaskVerb::Resolve];
    let on_task = verbs.map(|verb| {
        let name = if verb == TaskVerb::Resolve { "promise" } else { "ticket" };
        Step::OnTask(OnTask { verb, name: name.into() })
    });
    blocks
        .chain(on_task)
        .chain([
            Step::Delay(Device::DEFAULT_LATENCY),
            Step::Work(Device::DEFAULT_LATENCY),
            Step::Increment("count".into()),
            Step::message("light", Action::SwitchOn),
            fail,
        ])
        .collect()
}

/// The word that the code of a step must contain.
fn name(step: &Step) -> &'static str {
    match step {
        Step::Message(message) => message.action.name().as_str(),
        Step::Delay(_) => "delay",
        Step::Fail(_) => "fail",
        Step::Work(_) => "work",
        Step::OnTask(step) => step.verb.as_str(),
        Step::Increment(_) => "increment",
        Step::Block(block) => block.kind.as_str(),
    }
}

/// The lines of the main function that begin a step, or that make a device.
fn statements(code: &Code) -> impl Iterator<Item = &str> {
    let steps: BTreeSet<_> = code.openers().map(|(line, _)| line).collect();
    let main = (0..code.stubs_at).find(|&line| code.line(line).contains("main()")).unwrap();
    let is_statement = move |line: &usize| steps.contains(line) || code.line(*line).contains(" = ");
    (main + 1..code.stubs_at).filter(is_statement).map(|line| code.line(line).trim())
}

/// The function, macro or class that a line calls, and the text before it.
fn callee(line: &str) -> Option<(&str, &str)> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let line = line.strip_prefix("() => ").unwrap_or(line);
    let call = &line[..line.find(['(', '!'])?];
    Some(call.split_at(call.trim_end_matches(is_word).len()))
}

/// True if the rest of the file defines that name.
fn is_defined(code: &Code, name: &str) -> bool {
    const KEYWORDS: [&str; 8] =
        ["def ", "async def ", "class ", "fn ", "function ", "async function ", "macro_rules! ", "struct "];
    let goes_on = |rest: &str| rest.starts_with(['(', ' ', ':', '<']);
    (code.stubs_at..code.lines.len()).map(|line| code.line(line).trim()).any(|line| {
        let defines =
            |keyword| line.strip_prefix(keyword).and_then(|rest| rest.strip_prefix(name)).is_some_and(goes_on);
        let is_method = || line.ends_with('{') && line.strip_prefix(name).is_some_and(|rest| rest.starts_with('('));
        KEYWORDS.iter().any(defines) || is_method()
    })
}

#[test]
fn every_kind_of_step_has_code_in_every_language_alone_and_in_every_block() {
    for language in all() {
        for step in every_kind_of_step() {
            // Inside blocking, other blocks are sequences.
            let kinds = BlockKind::ALL.iter().filter(|kind| **kind != BlockKind::Blocking || step.as_block().is_none());
            let inside = kinds.map(|&kind| Step::block(kind, [step.clone()]));
            for root in inside.chain([step.clone()]) {
                let plan = Plan::new(&Scene::at_default_home(root), 1);
                let code = language.code(&plan);
                let opener = code.openers().last().map(|(line, _)| code.line(line).to_string()).unwrap();
                assert!(opener.contains(name(&step)), "{}: {step:?} is {opener:?}", language.id);
            }
        }
    }
}

#[test]
fn every_action_of_every_device_is_sent_by_name_in_every_language() {
    for language in all() {
        for kind in DeviceKind::ALL {
            for &name in kind.actions() {
                let device = Device::new("it", kind);
                let step = Step::message("it", action(name));
                let code = language.code(&Plan::new(&Scene { devices: vec![device], locks: Vec::new(), step }, 1));
                let (line, _) = code.openers().next().unwrap();
                let line = code.line(line);
                let has_data = name.argument().is_none() || line.contains("\"red\"");
                assert!(line.contains("it.") && line.contains(name.as_str()) && has_data, "{}: {line:?}", language.id);
            }
        }
    }
}

#[test]
fn every_device_is_declared_with_its_initial_state_in_every_language() {
    for language in all() {
        for kind in DeviceKind::ALL {
            for &state in kind.start_states() {
                let device = Device::new("it", kind).starting(state);
                let step = Step::message("it", Action::Connect);
                let code = language.code(&Plan::new(&Scene { devices: vec![device], locks: Vec::new(), step }, 1));
                let declaration = statements(&code).next().unwrap();
                let is_named = state == kind.start_states()[0] || declaration.contains(state.as_str());
                assert!(declaration.contains("it = ") && is_named, "{}: {declaration:?}", language.id);
            }
        }
    }
}

#[test]
fn everything_that_a_program_calls_is_defined_in_its_file_and_no_device_can_hide_it() {
    for language in all() {
        let devices = DeviceKind::ALL.map(|kind| Device::new(kind.as_str(), kind));
        let messages = DeviceKind::ALL
            .into_iter()
            .flat_map(|kind| kind.actions().iter().map(move |&name| Step::message(kind.as_str(), action(name))));
        let stranger = Step::message("stranger", Action::Connect);
        let step = Step::sequence(messages.chain(every_kind_of_step()).chain([stranger]).collect::<Vec<_>>());
        let code = language.code(&Plan::new(&Scene { devices: devices.to_vec(), locks: Vec::new(), step }, 1));
        let mut names = BTreeSet::new();
        for (before, name) in statements(&code).filter_map(callee) {
            let is_of_library = before.ends_with("asyncio.") || before.ends_with("threading.");
            assert!(is_of_library || is_defined(&code, name), "{}: {name}", language.id);
            // Variables begin with a small letter, so none hides a class.
            let can_be_hidden = !before.ends_with(['.', ':']) && name.starts_with(|first: char| first.is_lowercase());
            let is_reserved = [language.reserved, language.new_names].iter().any(|words| has_word(words, name));
            assert!(!can_be_hidden || is_reserved, "{}: {name}", language.id);
            names.insert(name.to_string());
        }
        assert!(names.len() >= 4, "{}: {names:?}", language.id);
    }
}

#[test]
fn every_language_file_is_in_the_table_once_and_has_stubs() {
    let files = |folder: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/codegen").join(folder);
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let stems = names.filter_map(|name| name.split('.').next().map(str::to_string));
        stems.filter(|stem| stem != "mod").collect::<BTreeSet<_>>()
    };
    let ids: BTreeSet<_> = all().map(|language| language.id.replace('-', "_")).collect();
    let offered: BTreeSet<_> = LANGUAGES.iter().map(|language| language.id.to_string()).collect();
    assert_eq!((ids.len(), offered.len()), (all().count(), LANGUAGES.len()));
    assert_eq!(files("languages"), ids);
    assert_eq!(files("stubs"), offered);
}

#[test]
fn every_language_is_found_by_its_id_and_differs_in_something() {
    let steps = every_kind_of_step();
    let subjects: BTreeSet<_> = steps.iter().filter(|step| !matches!(step, Step::Message(_))).map(name).collect();
    for language in all() {
        let is_offered = find(language.id).is_some_and(|found| std::ptr::eq::<Language>(found, language));
        assert_eq!(is_offered, language.concurrency != Concurrency::Threads, "{}", language.id);
        assert!(!language.differences.is_empty());
        for difference in language.differences {
            let is_subject = ["message", "failure", "main"].contains(&difference.subject);
            assert!(is_subject || subjects.contains(difference.subject), "{}: {difference:?}", language.id);
        }
    }
    assert!(find("cobol").is_none());
    assert_eq!(language("python").name, "Python");
}

#[test]
fn a_construct_that_a_difference_names_is_in_the_code_of_that_language_or_of_python() {
    let scene = parse(WITH_ALL_ARGUMENTS).unwrap();
    let step = Step::sequence([Step::sequence(every_kind_of_step()), scene.step]);
    let plan = Plan::new(&Scene { step, ..scene }, 1);
    let mut checked = 0;
    for language in all() {
        let others = all().filter(|other| other.id == language.id || other.id.starts_with("python"));
        let code: String = others.map(|language| language.code(&plan).text().to_string()).collect();
        for Difference { text, .. } in language.differences {
            let words = text.split(|each: char| !each.is_alphanumeric() && !"_.:".contains(each));
            let words = words.map(|word| word.trim_matches(['.', ':']));
            for word in words.filter(|word| is_construct(word)) {
                assert!(code.contains(word), "{}: {word}", language.id);
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked} constructs");
}

const WITH_ALL_ARGUMENTS: &str = "lock gate(permits: 2) sequence(parallel(errors: cancel), parallel(errors: leave), parallel(errors: collect), \
    parallel(limit: 2), race(first: success, losers: leave), lock(gate), offload(work(1s)))";

/// True for a name that is no English word: `join_all`, `Promise.all`, `setTimeout`.
fn is_construct(word: &str) -> bool {
    let is_camel = || {
        let letters: Vec<_> = word.chars().collect();
        letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
    };
    word.contains(['_', '.', ':']) || is_camel()
}

/// The construct that is `parallel` in each language with async, as the README and the page name it.
const CONSTRUCTS: [(&str, &str); 3] = [
    ("python", "asyncio.gather(*steps, return_exceptions=True)"),
    ("rust", "join_all(steps)"),
    ("javascript", "Promise.allSettled(steps.map(begin))"),
];

#[test]
fn what_parallel_is_can_be_read_before_the_fold_in_every_language_with_async() {
    let asynchronous = LANGUAGES.iter().filter(|language| language.concurrency == Concurrency::Async);
    assert_eq!(asynchronous.count(), CONSTRUCTS.len());
    for (id, construct) in CONSTRUCTS {
        let code = language(id).code(&Plan::new(&Scene::at_default_home(Step::parallel([])), 1));
        let before_fold: Vec<_> = (0..code.folds_at).map(|line| code.line(line)).collect();
        assert!(before_fold.iter().any(|line| line.contains(construct)), "{id}: {before_fold:#?}");
        assert!(before_fold.len() < 40 && code.lines.len() - code.folds_at > 60, "{id}: most of the file is folded");
    }
}

#[test]
fn the_readme_names_the_construct_that_parallel_is_in_each_language() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for (id, construct) in CONSTRUCTS {
        let name = construct.split_once('(').unwrap().0;
        assert!(readme.contains(&format!("`{name}")), "{id}: {name}");
    }
    assert!(readme.contains("return_exceptions=True"));
}
