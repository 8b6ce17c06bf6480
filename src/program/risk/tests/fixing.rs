use super::*;
use crate::{
    home::{Action, DeviceKind},
    program::{Editor, print},
};

/// The kind of each fix of the only risk, and the program that it makes, on one line.
fn fixes(text: &str) -> Vec<String> {
    let scene = scene(text);
    let risks = risks(&scene);
    assert_eq!(risks.len(), 1, "{risks:?}");
    let applied = |fix: Fix| {
        let mut editor = Editor::new(scene.clone());
        editor.apply(fix.edit).unwrap();
        let program =
            print(&Scene { devices: Scene::at_default_home(Step::sequence([])).devices, ..editor.scene().clone() });
        let line = program.split_whitespace().collect::<String>().replace(",)", ")").replace(',', ", ");
        format!("{:?}: {line}", fix.kind)
    };
    risks[0].fixes(&scene).into_iter().map(applied).collect()
}

#[test]
fn two_steps_are_put_in_the_order_that_is_right() {
    assert_eq!(
        fixes("parallel(toilet.clean, light.switch_on, toilet.flush)"),
        ["ChainBranches: parallel(sequence(toilet.flush, toilet.clean), light.switch_on)"]
    );
    assert_eq!(
        fixes("parallel(toilet.flush, light.switch_on, toilet.clean)"),
        [
            "ChainBranches: parallel(sequence(toilet.flush, toilet.clean), light.switch_on)",
            "ConvertBlock: sequence(toilet.flush, light.switch_on, toilet.clean)",
        ]
    );
    assert_eq!(
        fixes("parallel(light.disconnect, light.connect)"),
        ["ChainBranches: parallel(sequence(light.connect, light.disconnect))"]
    );
    assert_eq!(
        fixes("parallel(light.disconnect, light.switch_on)"),
        ["ChainBranches: parallel(sequence(light.switch_on, light.disconnect))"]
    );
    assert_eq!(
        fixes("parallel(toilet.close, toilet.open)")[0],
        "ChainBranches: parallel(sequence(toilet.close, toilet.open))"
    );
}

#[test]
fn a_speaker_is_switched_on_before_the_song() {
    assert_eq!(
        fixes("parallel(sequence(delay(1s), speaker.play_song(\"A\")), speaker.switch_on)"),
        ["ChainBranches: parallel(sequence(speaker.switch_on, delay(1s), speaker.play_song(\"A\")))"]
    );
    assert_eq!(
        fixes("sequence(speaker.play_song(\"A\"), delay(1s), speaker.switch_on)"),
        ["MoveFirst(SwitchOn): sequence(speaker.switch_on, speaker.play_song(\"A\"), delay(1s))"]
    );
    assert_eq!(
        fixes("sequence(delay(1s), speaker.play_song(\"A\"))"),
        ["SendFirst(SwitchOn, \"speaker\"): sequence(delay(1s), speaker.switch_on, speaker.play_song(\"A\"))"]
    );
    assert_eq!(
        fixes("parallel(light.switch_on, speaker.play_song(\"A\"))"),
        [
            "SendFirst(SwitchOn, \"speaker\"): parallel(light.switch_on, sequence(speaker.switch_on, speaker.play_song(\"A\")))"
        ]
    );
    assert_eq!(
        fixes("speaker.play_song(\"A\")"),
        ["SendFirst(SwitchOn, \"speaker\"): sequence(speaker.switch_on, speaker.play_song(\"A\"))"]
    );
}

#[test]
fn a_device_is_connected_before_another_message_is_sent() {
    let gone = "device light = light(state: disconnected)";
    assert_eq!(
        fixes(&format!("{gone} parallel(light.connect, light.switch_on)")),
        [
            "ChainBranches: parallel(sequence(light.connect, light.switch_on))",
            "ConvertBlock: sequence(light.connect, light.switch_on)",
        ]
    );
    assert_eq!(
        fixes(&format!("{gone} sequence(light.switch_on, light.connect)")),
        ["MoveFirst(Connect): sequence(light.connect, light.switch_on)"]
    );
    assert_eq!(
        fixes(&format!("{gone} light.switch_on")),
        ["SendFirst(Connect, \"light\"): sequence(light.connect, light.switch_on)"]
    );
}

#[test]
fn a_missing_device_is_added_as_any_kind_that_has_all_its_actions() {
    let kinds = |text: &str| {
        let scene = Scene {
            devices: Vec::new(),
            ..scene(&format!("device lamp = light device x = toilet device y = speaker {text}"))
        };
        risks(&scene)[0].fixes(&scene).into_iter().map(|fix| fix.kind).collect::<Vec<_>>()
    };
    assert_eq!(
        kinds("sequence(lamp.switch_on, lamp.change_color(\"red\"))"),
        [FixKind::AddDevice(DeviceKind::Light, "lamp".into()), FixKind::DeleteStep]
    );
    assert_eq!(
        kinds("lamp.switch_on"),
        [
            FixKind::AddDevice(DeviceKind::Light, "lamp".into()),
            FixKind::AddDevice(DeviceKind::Speaker, "lamp".into()),
            FixKind::DeleteStep
        ]
    );
    assert_eq!(kinds("x.flush"), [FixKind::AddDevice(DeviceKind::Toilet, "x".into()), FixKind::DeleteStep]);
    let both = Step::sequence([Step::message("x", Action::Flush), Step::message("x", Action::SwitchOn)]);
    let scene = Scene::at_default_home(both);
    let none_fits: Vec<_> = risks(&scene)[0].fixes(&scene).into_iter().map(|fix| fix.kind).collect();
    assert_eq!(none_fits, [FixKind::DeleteStep]);
}
