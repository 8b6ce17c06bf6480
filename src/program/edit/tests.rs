use std::time::Duration;

use proptest::{collection::vec, prelude::*};

use super::{limits::exceeded, *};
use crate::{
    home::{ActionName, Device},
    program::{BlockKind, Key, Limit, Limits, Path, Place, Scene, Siblings, Step, Value, arbitrary, parse, print},
};

/// An edit of any kind somewhere in a scene, made of four numbers.
fn any_edit(scene: &Scene, [kind, a, b, c]: [usize; 4]) -> Edit {
    let paths = paths(&scene.step);
    let pick = |n: usize| paths[n % paths.len()].clone();
    let place = |n: usize, index: usize| {
        let block = pick(n);
        let most = scene.step.at(&block).unwrap().children().len() + usize::from(block == Path::ROOT);
        Place { block, index: index % (most + 1) }
    };
    let siblings = |n: usize, count: usize| {
        let first = pick(n);
        let (block, index) = first.parent().unwrap_or_default();
        let left = scene.step.at(&block).unwrap().children().len().saturating_sub(index).max(1);
        Siblings { first, count: 1 + count % left }
    };
    let key = |n: usize| Key::ALL[n % Key::ALL.len()];
    let device = || scene.devices[a % scene.devices.len()].clone();
    match kind % 15 {
        0 => Edit::Insert { at: place(a, b), steps: vec![scene.step.at(&pick(c)).unwrap().clone()] },
        1 => Edit::Delete(siblings(a, b)),
        2 | 3 => Edit::Move { steps: siblings(a, b), to: place(c, b) },
        4 => Edit::Wrap { steps: siblings(a, b), kind: BlockKind::ALL[c % BlockKind::ALL.len()] },
        5 => Edit::Unwrap(pick(a)),
        6 => Edit::Convert { block: pick(a), kind: BlockKind::ALL[b % BlockKind::ALL.len()] },
        7 => Edit::Replace { at: pick(a), step: scene.step.at(&pick(b)).unwrap().clone() },
        8 if scene.devices.len() > 1 => Edit::RemoveDevice(device().name),
        9 => Edit::SetDevice { name: device().name, device: Device { name: format!("d{b}").into(), ..device() } },
        11 => Edit::Load {
            scene: Scene { step: scene.step.at(&pick(a)).unwrap().clone(), ..scene.clone() },
            name: EditName::Custom("load".into()),
        },
        13 => Edit::SetLatency { name: device().name, latency: Duration::from_millis(b as u64 % 1000) },
        12 => Edit::Duplicate(siblings(a, b)),
        14 => Edit::SetArgument { block: pick(a), key: key(b), value: Value::Count(c as u32 % 1002) },
        10 => Edit::Chain { parallel: pick(a), first: b % 4, then: c % 4 },
        _ => Edit::AddDevice(Device { name: format!("d{b}").into(), ..device() }),
    }
}

fn paths(root: &Step) -> Vec<Path> {
    fn add(step: &Step, path: &Path, paths: &mut Vec<Path>) {
        paths.push(path.clone());
        for (index, child) in step.children().iter().enumerate() {
            add(child, &path.child(index), paths);
        }
    }
    let mut paths = Vec::new();
    add(root, &Path::ROOT, &mut paths);
    paths
}

fn leaves(step: &Step) -> Vec<&Step> {
    match step {
        Step::Block(block) => block.children.iter().flat_map(leaves).collect(),
        leaf => vec![leaf],
    }
}

fn editor(text: &str) -> Editor {
    Editor::new(parse(text).unwrap())
}

fn path(indices: &[usize]) -> Path {
    indices.to_vec().into()
}

fn one(indices: &[usize]) -> Siblings {
    Siblings::one(path(indices))
}

fn place(block: &[usize], index: usize) -> Place {
    Place { block: path(block), index }
}

/// The program on one line.
fn line(editor: &Editor) -> String {
    print(editor.scene()).split_whitespace().collect::<Vec<_>>().join("").replace(",)", ")")
}

proptest! {
    #[test]
    fn any_edits_keep_the_scene_valid_and_undoing_them_restores_it_exactly(
        scene in arbitrary::scene(),
        edits in vec(any::<[usize; 4]>(), 0..30),
    ) {
        let mut editor = Editor::new(scene.clone());
        let mut states = vec![(scene, editor.chosen().clone(), editor.text())];
        for numbers in edits {
            let before = editor.scene().clone();
            // Each is an edit by itself.
            editor.close_entry();
            // Now and then somebody types: a comment, and another program.
            let done = if numbers[0] % 15 == 14 {
                let typed = Scene { step: Step::parallel([before.step.clone()]), ..before.clone() };
                editor.set_text(EditName::Typing, &format!("# {}\n{}", numbers[1], print(&typed)), &typed)
            } else {
                editor.apply(any_edit(&before, numbers))
            };
            match done {
                Ok(()) => states.push((editor.scene().clone(), editor.chosen().clone(), editor.text())),
                Err(_) => prop_assert_eq!(editor.scene(), &before),
            }
            prop_assert_eq!(exceeded(editor.scene(), &Limits::default()), None);
            let chosen = editor.scene().step.siblings(editor.chosen());
            prop_assert!(chosen.is_some_and(|steps| !steps.is_empty()), "the chosen steps exist");
            let place = editor.place();
            let block = editor.scene().step.at(&place.block);
            prop_assert!(block.is_some_and(|block| place.index <= block.children().len().max(1)));
        }
        let undone = states.iter().rev().skip(1);
        for (scene, chosen, text) in undone {
            prop_assert!(editor.undo());
            prop_assert_eq!((editor.scene(), editor.chosen(), &editor.text()), (scene, chosen, text));
        }
        prop_assert!(!editor.undo());
        for (scene, _, text) in states.iter().skip(1) {
            prop_assert!(editor.redo());
            prop_assert_eq!((editor.scene(), &editor.text()), (scene, text));
        }
        prop_assert!(!editor.redo());
    }

    #[test]
    fn cutting_and_pasting_is_moving(scene in arbitrary::scene(), numbers in any::<[usize; 3]>()) {
        let Edit::Move { steps, to } = any_edit(&scene, [2, numbers[0], numbers[1], numbers[2]]) else { unreachable!() };
        let (mut moved, mut pasted) = (Editor::new(scene.clone()), Editor::new(scene.clone()));
        if moved.apply(Edit::Move { steps: steps.clone(), to: to.clone() }).is_ok() {
            let cut = scene.step.siblings(&steps).unwrap().to_vec();
            // The gap is where it was, as seen from what stays.
            let (block, range) = steps.range().unwrap();
            let index = if to.block == block && to.index > range.start { to.index.saturating_sub(range.len()).max(range.start) } else { to.index };
            pasted.apply(Edit::Delete(steps)).unwrap();
            let at = Place { block: to.block.without(&block, &range), index };
            pasted.apply(Edit::Insert { at, steps: cut }).unwrap();
            prop_assert_eq!(moved.scene(), pasted.scene());
            prop_assert_eq!(moved.chosen(), pasted.chosen());
        }
    }

    #[test]
    fn moving_and_wrapping_lose_no_step(scene in arbitrary::scene(), numbers in any::<[usize; 3]>()) {
        for kind in [2, 4, 6, 10] {
            let mut editor = Editor::new(scene.clone());
            if editor.apply(any_edit(&scene, [kind, numbers[0], numbers[1], numbers[2]])).is_ok() {
                let (mut before, mut after) = (leaves(&scene.step), leaves(&editor.scene().step));
                before.sort_by_key(|step| format!("{step:?}"));
                after.sort_by_key(|step| format!("{step:?}"));
                prop_assert_eq!(before, after);
            }
        }
    }

    #[test]
    fn typing_on_is_undone_to_its_start_and_done_again_to_its_end(scenes in vec(arbitrary::scene(), 2..6)) {
        prop_assume!(scenes.first() != scenes.last());
        let mut editor = Editor::new(scenes[0].clone());
        for scene in &scenes[1..] {
            editor.set_text(EditName::Typing, &print(scene), scene).unwrap();
        }
        prop_assert!(editor.undo());
        prop_assert_eq!(editor.scene(), &scenes[0]);
        prop_assert!(!editor.undo() && editor.redo());
        prop_assert_eq!(Some(editor.scene()), scenes.last());
    }

    #[test]
    fn typing_any_scene_makes_it_the_scene_and_undoing_brings_the_old_one_back(
        old in arbitrary::scene(),
        new in arbitrary::scene(),
    ) {
        let mut editor = Editor::new(old.clone());
        editor.set_text(EditName::Typing, &print(&new), &new).unwrap();
        prop_assert_eq!(editor.scene(), &new);
        editor.undo();
        prop_assert_eq!(editor.scene(), &old);
    }
}

#[test]
fn good_night_is_built_in_five_edits() {
    let mut editor = editor("parallel()");
    let add = |editor: &mut Editor, text: &str| {
        let steps = vec![parse(text).unwrap().step];
        editor.apply(Edit::Insert { at: editor.place(), steps }).unwrap();
    };
    for text in ["light.switch_off", "speaker.switch_off", "sequence()", "toilet.flush", "toilet.clean"] {
        add(&mut editor, text);
    }
    assert_eq!(line(&editor), "parallel(light.switch_off,speaker.switch_off,sequence(toilet.flush,toilet.clean))");
    assert_eq!(editor.undo_name(), Some(&EditName::Add(StepsName::Message(ActionName::Clean))));
}

#[test]
fn arrows_move_steps_up_down_out_and_in() {
    let mut editor = editor("sequence(light.connect, parallel(toilet.flush), toilet.clean)");
    let mut nudge = |steps: Siblings, direction| {
        let edit = Edit::nudge(&editor.scene().step, steps, direction)?;
        editor.apply(edit).unwrap();
        Some((line(&editor), editor.chosen().first.to_string()))
    };
    let expected = |text: &str, at: &str| Some((text.to_string(), at.to_string()));
    let up = nudge(one(&[2]), Direction::Up);
    assert_eq!(up, expected("sequence(light.connect,toilet.clean,parallel(toilet.flush))", "1"));
    let inside = nudge(one(&[1]), Direction::In);
    assert_eq!(inside, expected("sequence(light.connect,parallel(toilet.clean,toilet.flush))", "1.0"));
    let down = nudge(one(&[1, 0]), Direction::Down);
    assert_eq!(down, expected("sequence(light.connect,parallel(toilet.flush,toilet.clean))", "1.1"));
    let out = nudge(one(&[1, 1]), Direction::Out);
    assert_eq!(out, expected("sequence(light.connect,parallel(toilet.flush),toilet.clean)", "2"));
    assert_eq!(nudge(one(&[0]), Direction::Up), None);
    assert_eq!(nudge(one(&[2]), Direction::Down), None);
    assert_eq!(nudge(one(&[0]), Direction::Out), None);
    assert_eq!(nudge(one(&[1, 0]), Direction::In), None);
    assert_eq!(nudge(one(&[]), Direction::Up), None);
}

#[test]
fn several_steps_move_together() {
    let mut editor = editor("sequence(delay(1s), delay(2s), delay(3s), parallel(delay(4s)))");
    let steps = Siblings { first: path(&[0]), count: 2 };
    editor.apply(Edit::Move { steps, to: place(&[3], 1) }).unwrap();
    assert_eq!(line(&editor), "sequence(delay(3s),parallel(delay(4s),delay(1s),delay(2s)))");
    assert_eq!(*editor.chosen(), Siblings { first: path(&[1, 1]), count: 2 });
    assert_eq!(editor.undo_name(), Some(&EditName::Move(StepsName::Several(2))));
}

#[test]
fn after_a_step_is_deleted_the_next_is_chosen_then_the_one_before_then_the_block() {
    let mut editor = editor("sequence(delay(1s), delay(2s), delay(3s))");
    for (gone, next) in [(&[1][..], "1"), (&[1], "0"), (&[0], "")] {
        editor.apply(Edit::Delete(one(gone))).unwrap();
        assert_eq!(editor.chosen().first.to_string(), next);
    }
    assert_eq!(line(&editor), "sequence()");
}

#[test]
fn a_program_that_is_one_message_takes_more() {
    let mut editor = editor("toilet.flush");
    let steps = vec![parse("toilet.clean").unwrap().step];
    editor.apply(Edit::Insert { at: editor.place(), steps }).unwrap();
    assert_eq!(line(&editor), "sequence(toilet.flush,toilet.clean)");
    editor.apply(Edit::Delete(one(&[]))).unwrap();
    assert_eq!(line(&editor), "sequence()");
}

#[test]
fn what_goes_after_a_root_that_is_a_block_makes_a_sequence_of_the_two() {
    let mut after = editor("parallel(light.connect, toilet.flush)");
    let at = Place::last(&after.scene().step);
    let steps = vec![parse("delay(1s)").unwrap().step, parse("delay(2s)").unwrap().step];
    after.apply(Edit::Insert { at, steps }).unwrap();
    assert_eq!(line(&after), "sequence(parallel(light.connect,toilet.flush),delay(1s),delay(2s))");
    assert_eq!(*after.chosen(), Siblings { first: path(&[1]), count: 2 });
    after.undo();
    assert_eq!(line(&after), "parallel(light.connect,toilet.flush)");

    let to = Place::last(&after.scene().step);
    after.apply(Edit::Move { steps: one(&[0]), to }).unwrap();
    assert_eq!(line(&after), "sequence(parallel(toilet.flush),light.connect)");
    assert_eq!(*after.chosen(), one(&[1]));
    after.undo();
    let edit = Edit::nudge(&after.scene().step, one(&[1]), Direction::Out).unwrap();
    after.apply(edit).unwrap();
    assert_eq!(line(&after), "sequence(parallel(light.connect),toilet.flush)");
}

#[test]
fn blocks_are_wrapped_turned_and_unwrapped() {
    let mut editor = editor("sequence(delay(1s), delay(2s))");
    editor.apply(Edit::Wrap { steps: Siblings { first: path(&[0]), count: 2 }, kind: BlockKind::Parallel }).unwrap();
    assert_eq!(line(&editor), "sequence(parallel(delay(1s),delay(2s)))");
    editor.apply(Edit::Convert { block: path(&[0]), kind: BlockKind::Sequence }).unwrap();
    assert_eq!(editor.undo_name(), Some(&EditName::Convert(BlockKind::Sequence)));
    editor.apply(Edit::Unwrap(path(&[]))).unwrap();
    editor.apply(Edit::Convert { block: path(&[]), kind: BlockKind::Parallel }).unwrap();
    assert_eq!(line(&editor), "parallel(delay(1s),delay(2s))");
    assert_eq!(editor.apply(Edit::Unwrap(path(&[]))), Err(EditError::OneRoot));
}

#[test]
fn branches_of_a_parallel_are_put_in_sequence() {
    let mut editor = editor("parallel(toilet.clean, light.switch_off, sequence(toilet.flush, delay(1s)))");
    editor.apply(Edit::Chain { parallel: path(&[]), first: 2, then: 0 }).unwrap();
    assert_eq!(line(&editor), "parallel(sequence(toilet.flush,delay(1s),toilet.clean),light.switch_off)");
}

#[test]
fn a_block_does_not_go_into_itself() {
    let mut editor = editor("sequence(parallel(sequence()))");
    let into_itself = Edit::Move { steps: one(&[0]), to: place(&[0, 0], 0) };
    assert_eq!(editor.apply(into_itself), Err(EditError::IntoItself));
}

#[test]
fn an_edit_beyond_a_limit_is_refused_and_changes_nothing() {
    let mut editor = editor("sequence()");
    let many = vec![parse("light.connect").unwrap().step; 100_000];
    let error = editor.apply(Edit::Insert { at: place(&[], 0), steps: many }).unwrap_err();
    assert_eq!(error, EditError::Limit(Limit::Steps(100_000)));
    let long = parse(&format!("speaker.play_song(\"{}\")", "a".repeat(1 << 20).split_at(100).0)).unwrap().step;
    let error = editor.apply(Edit::Insert { at: place(&[], 0), steps: vec![long; 20_000] }).unwrap_err();
    assert_eq!(error, EditError::Limit(Limit::TextBytes(1 << 20)));
    let deep = (0..64).fold(Step::sequence([]), |step, _| Step::sequence([step]));
    let error = editor.apply(Edit::Insert { at: place(&[], 0), steps: vec![deep] }).unwrap_err();
    assert_eq!(error, EditError::Limit(Limit::Nesting(64)));
    assert_eq!((line(&editor).as_str(), editor.undo_name()), ("sequence()", None));
}

#[test]
fn messages_follow_a_device_to_its_new_name_and_stay_when_it_goes() {
    let mut editor = editor("sequence(light.switch_on, toilet.flush)");
    let lamp = Device { name: "lamp".into(), ..editor.scene().devices[0].clone() };
    editor.apply(Edit::SetDevice { name: "light".into(), device: lamp.clone() }).unwrap();
    assert!(line(&editor).contains("sequence(lamp.switch_on,toilet.flush)"));
    editor.apply(Edit::RemoveDevice("lamp".into())).unwrap();
    assert!(line(&editor).contains("sequence(lamp.switch_on,toilet.flush)"));
    assert_eq!(editor.scene().devices.len(), 2);
    let taken = Edit::SetDevice { name: "toilet".into(), device: lamp.clone() };
    assert_eq!(editor.apply(taken), Err(EditError::Device(NameError::Taken)));
    let reserved = Device { name: "delay".into(), ..lamp.clone() };
    assert_eq!(editor.apply(Edit::AddDevice(reserved)), Err(EditError::Device(NameError::NotAName)));
    let unseen = Device { name: "lam\u{200b}p".into(), ..lamp.clone() };
    assert_eq!(editor.apply(Edit::AddDevice(unseen)), Err(EditError::Device(NameError::Invisible('\u{200b}'))));
    let composed = Device { name: "\u{e9}".into(), ..lamp.clone() };
    let decomposed = Device { name: "e\u{301}".into(), ..lamp.clone() };
    editor.apply(Edit::AddDevice(decomposed)).unwrap();
    assert_eq!(editor.scene().devices.last(), Some(&composed));
    assert_eq!(editor.apply(Edit::AddDevice(composed)), Err(EditError::Device(NameError::Taken)));
    editor.apply(Edit::AddDevice(lamp)).unwrap();
    assert_eq!(editor.undo_name(), Some(&EditName::AddDevice("lamp".into())));
}

#[test]
fn typing_on_is_undone_at_once_and_comments_come_back() {
    let mut editor = editor("delay(1s)");
    for text in ["delay(1s) # a", "delay(10s) # a", "delay(10s) # ab"] {
        editor.set_text(EditName::Typing, text, &parse(text).unwrap()).unwrap();
    }
    assert_eq!(&*editor.text(), "delay(10s) # ab");
    editor.apply(Edit::Wrap { steps: one(&[]), kind: BlockKind::Parallel }).unwrap();
    assert!(!editor.text().contains('#'));
    editor.undo();
    assert_eq!(&*editor.text(), "delay(10s) # ab");
    editor.undo();
    assert_eq!((&*editor.text(), editor.undo_name()), ("delay(1s)\n", None));
}

#[test]
fn a_thousand_edits_are_undone() {
    let mut editor = editor("sequence(delay(1s), delay(2s))");
    for _ in 0..1000 {
        editor.apply(Edit::Move { steps: one(&[0]), to: place(&[], 2) }).unwrap();
    }
    assert_eq!((0..1000).filter(|_| editor.undo()).count(), 1000);
    assert_eq!(editor.undo_name(), None);
}

#[test]
fn duplicating_and_cutting_are_undone_under_their_own_names() {
    let mut editor = Editor::new(parse("sequence(toilet.flush, toilet.clean)").unwrap());
    editor.apply(Edit::Duplicate(one(&[0]))).unwrap();
    assert_eq!(editor.scene().step, parse("sequence(toilet.flush, toilet.flush, toilet.clean)").unwrap().step);
    assert_eq!(
        (editor.undo_name(), editor.chosen()),
        (Some(&EditName::Duplicate(StepsName::Message(ActionName::Flush))), &one(&[1]))
    );
    editor.apply(Edit::Cut(one(&[2]))).unwrap();
    assert_eq!(editor.undo_name(), Some(&EditName::Cut(StepsName::Message(ActionName::Clean))));
    assert!(editor.apply(Edit::Duplicate(one(&[]))).is_err());
}

#[test]
fn a_latency_that_is_slid_about_is_undone_at_once() {
    let mut editor = editor("light.switch_on");
    let slide = |ms| Edit::SetLatency { name: "light".into(), latency: Duration::from_millis(ms) };
    let latency = |editor: &Editor| editor.scene().devices[0].latency.as_millis();
    for ms in [450, 400, 700] {
        editor.apply(slide(ms)).unwrap();
    }
    editor.close_entry();
    editor.apply(slide(100)).unwrap();
    editor.undo();
    assert_eq!((latency(&editor), editor.undo_name()), (700, Some(&EditName::ChangeLatency("light".into()))));
    editor.undo();
    assert_eq!((latency(&editor), editor.undo_name()), (500, None));
    editor.redo();
    assert_eq!(latency(&editor), 700);
}
