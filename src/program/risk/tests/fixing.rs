use super::*;
use crate::{
    home::Action,
    program::{Editor, print},
};

/// The label of each fix of the only risk, and the program that it makes, on one line.
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
        format!("{}: {line}", fix.label)
    };
    risks[0].fixes(&scene).into_iter().map(applied).collect()
}

#[test]
fn two_steps_are_put_in_the_order_that_is_right() {
    assert_eq!(
        fixes("parallel(toilet.clean, light.switch_on, toilet.flush)"),
        ["Run these two in sequence: parallel(sequence(toilet.flush, toilet.clean), light.switch_on)"]
    );
    assert_eq!(
        fixes("parallel(toilet.flush, light.switch_on, toilet.clean)"),
        [
            "Run these two in sequence: parallel(sequence(toilet.flush, toilet.clean), light.switch_on)",
            "Run all of this block in sequence: sequence(toilet.flush, light.switch_on, toilet.clean)",
        ]
    );
    assert_eq!(
        fixes("parallel(light.disconnect, light.connect)"),
        ["Run these two in sequence: parallel(sequence(light.connect, light.disconnect))"]
    );
    assert_eq!(
        fixes("parallel(light.disconnect, light.switch_on)"),
        ["Run these two in sequence: parallel(sequence(light.switch_on, light.disconnect))"]
    );
    assert_eq!(
        fixes("parallel(toilet.close, toilet.open)")[0],
        "Run these two in sequence: parallel(sequence(toilet.close, toilet.open))"
    );
}

#[test]
fn a_speaker_is_switched_on_before_the_song() {
    assert_eq!(
        fixes("parallel(sequence(delay(1s), speaker.play_song(\"A\")), speaker.switch_on)"),
        ["Run these two in sequence: parallel(sequence(speaker.switch_on, delay(1s), speaker.play_song(\"A\")))"]
    );
    assert_eq!(
        fixes("sequence(speaker.play_song(\"A\"), delay(1s), speaker.switch_on)"),
        ["Move switch on before it: sequence(speaker.switch_on, speaker.play_song(\"A\"), delay(1s))"]
    );
    assert_eq!(
        fixes("sequence(delay(1s), speaker.play_song(\"A\"))"),
        ["Switch the speaker on first: sequence(delay(1s), speaker.switch_on, speaker.play_song(\"A\"))"]
    );
    assert_eq!(
        fixes("parallel(light.switch_on, speaker.play_song(\"A\"))"),
        [
            "Switch the speaker on first: parallel(light.switch_on, sequence(speaker.switch_on, speaker.play_song(\"A\")))"
        ]
    );
    assert_eq!(
        fixes("speaker.play_song(\"A\")"),
        ["Switch the speaker on first: sequence(speaker.switch_on, speaker.play_song(\"A\"))"]
    );
}

#[test]
fn a_device_is_connected_before_it_is_told_anything() {
    let gone = "device light = light(state: disconnected)";
    assert_eq!(
        fixes(&format!("{gone} parallel(light.connect, light.switch_on)")),
        [
            "Run these two in sequence: parallel(sequence(light.connect, light.switch_on))",
            "Run all of this block in sequence: sequence(light.connect, light.switch_on)",
        ]
    );
    assert_eq!(
        fixes(&format!("{gone} sequence(light.switch_on, light.connect)")),
        ["Move connect before it: sequence(light.connect, light.switch_on)"]
    );
    assert_eq!(
        fixes(&format!("{gone} light.switch_on")),
        ["Connect the light first: sequence(light.connect, light.switch_on)"]
    );
}

#[test]
fn a_missing_device_is_added_as_what_fits_all_it_is_told() {
    let labels = |text: &str| {
        let scene = Scene {
            devices: Vec::new(),
            ..scene(&format!("device lamp = light device x = toilet device y = speaker {text}"))
        };
        risks(&scene)[0].fixes(&scene).into_iter().map(|fix| fix.label).collect::<Vec<_>>()
    };
    assert_eq!(
        labels("sequence(lamp.switch_on, lamp.change_color(\"red\"))"),
        ["Add a light called lamp", "Delete this step"]
    );
    assert_eq!(labels("lamp.switch_on"), ["Add a light called lamp", "Add a speaker called lamp", "Delete this step"]);
    assert_eq!(labels("x.flush"), ["Add a toilet called x", "Delete this step"]);
    let both = Step::sequence([Step::message("x", Action::Flush), Step::message("x", Action::SwitchOn)]);
    let scene = Scene::at_default_home(both);
    let none_fits: Vec<_> = risks(&scene)[0].fixes(&scene).into_iter().map(|fix| fix.label).collect();
    assert_eq!(none_fits, ["Delete this step"]);
}
