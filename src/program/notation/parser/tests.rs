use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::{
    home::default_home,
    program::{Step, format, notation::tests::draft, print, print_steps, tokens},
};

fn paste(text: &str) -> Result<Vec<Step>, String> {
    parse_steps(text, &default_home(), &Limits::default()).map_err(|error| error.to_string())
}

fn messages(steps: &[Step]) -> Vec<String> {
    steps.iter().map(|step| print_steps(std::slice::from_ref(step)).trim().to_string()).collect()
}

proptest! {
    #[test]
    fn prop_a_draft_that_is_printed_is_read_back(scene in draft()) {
        prop_assert_eq!(parse_draft(&print(&scene)), Ok(scene));
    }

    #[test]
    fn prop_copied_steps_can_be_pasted(scene in draft()) {
        let steps = match &scene.step {
            Step::Block(block) if !block.children.is_empty() => block.children.clone(),
            step => vec![step.clone()],
        };
        let text = print_steps(&steps);
        prop_assert_eq!(parse_steps(&text, &scene.devices, &Limits::default()), Ok(steps));
    }

    #[test]
    fn prop_pasting_a_scene_into_its_own_home_gives_its_step(scene in draft()) {
        let pasted = parse_steps(&print(&scene), &scene.devices, &Limits::default());
        prop_assert_eq!(pasted, Ok(vec![scene.step]));
    }

    #[test]
    fn prop_no_text_makes_pasting_panic(text in any::<String>()) {
        _ = paste(&text);
    }
}

#[test]
fn a_draft_may_address_missing_devices_with_any_action_that_exists() {
    assert!(parse_draft("oven.flush").is_ok());
    for (text, complaint) in [
        ("oven.bake", "expected an action of `oven`: `connect`, "),
        ("oven.play_song", "expected a song after `play_song`"),
        ("light.flush", "light has no action `flush`; toilet has"),
        ("race.flush", "found `race`, expected a device of this home"),
        ("oven", "found `oven`, expected a device of this home"),
    ] {
        let error = parse_draft(text).unwrap_err().to_string();
        assert!(error.contains(complaint), "{error}");
    }
    assert!(parse("oven.flush").is_err());
}

#[test]
fn a_home_without_devices_can_be_written_down() {
    let empty = Scene { devices: Vec::new(), locks: Vec::new(), step: Step::Delay(Duration::from_secs(1)) };
    assert_eq!(print(&empty), "device none\ndelay(1s)\n");
    assert_eq!(parse(&print(&empty)), Ok(empty));
    assert_eq!(
        parse("device none\nlight.switch_on").unwrap_err().to_string(),
        "line 2, column 1: found `light`, expected a block or a delay: this home has no devices"
    );
}

#[test]
fn none_can_be_the_name_of_a_device() {
    assert_eq!(&*parse("device none = light\nnone.switch_on").unwrap().devices[0].name, "none");
    for text in ["device a = light\ndevice none\ndelay(1s)", "device none\ndevice a = light\ndelay(1s)"] {
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn copied_steps_have_commas_between_them() {
    let steps = paste("light.switch_on, sequence(toilet.flush)").unwrap();
    assert_eq!(print_steps(&steps), "light.switch_on,\nsequence(\n  toilet.flush,\n)\n");
}

#[test]
fn pasted_steps_are_separated_by_commas_or_new_lines() {
    let both = ["light.switch_on", "oven.flush"];
    for text in [
        "light.switch_on, oven.flush",
        "\n light.switch_on,\n\n oven.flush,\n",
        "light.switch_on # first\r\n  oven.flush",
        "light.switch_on\n, oven.flush",
    ] {
        assert_eq!(messages(&paste(text).unwrap()), both, "{text}");
    }
    let error = paste("light.switch_on oven.flush").unwrap_err();
    assert_eq!(error, "line 1, column 17: found `oven`, expected `,`, a new line or the end");
    for text in ["", ",", "light.switch_on,,", "light.switch_on)", "light.switch_on\ndevice a = light"] {
        assert!(paste(text).is_err(), "{text}");
    }
}

#[test]
fn a_pasted_scene_comes_without_its_devices() {
    assert_eq!(messages(&paste("# Hers\ndevice lamp = light\nlamp.switch_on").unwrap()), ["lamp.switch_on"]);
    assert_eq!(messages(&paste("device none\nlamp.flush").unwrap()), ["lamp.flush"]);
    assert!(paste("device lamp = light\nlamp.flush").unwrap_err().contains("light has no action `flush`"));
    assert!(paste("device lamp = light\nlamp.switch_on, lamp.switch_off").unwrap_err().contains("one step"));
}

#[test]
fn a_pasted_message_fits_the_device_it_will_reach() {
    let error = paste("device light = toilet\nlight.flush").unwrap_err();
    assert!(error.contains("light has no action `flush`"), "{error}");
    assert_eq!(messages(&paste("device light = toilet\nlight.switch_on").unwrap()), ["light.switch_on"]);
}

#[test]
fn limits_hold_for_pasted_steps() {
    let limits =
        Limits { steps: 2, nesting: 1, text_bytes: 60, duration: Duration::from_secs(60), ..Limits::default() };
    let passes = |text: &str, limit: &str| {
        let error = parse_steps(text, &default_home(), &limits).unwrap_err().to_string();
        assert!(error.contains(limit), "{error}");
    };
    assert!(parse_steps("sequence(), sequence()", &default_home(), &limits).is_ok());
    passes("sequence(), sequence(), sequence()", "at most 2 steps");
    passes("sequence(sequence())", "nested at most 1 deep");
    passes("delay(61s)", "a duration of at most 1 minutes");
    passes(&" ".repeat(61), "at most 60 bytes");
}

#[test]
fn very_long_names_and_titles_are_read_and_shortened_in_errors() {
    let long = "é".repeat(10_000);
    let declared = format!("device {long} = speaker\n{long}.play_song(\"{long}\")\n");
    assert_eq!(print(&parse(&declared).unwrap()), declared);
    assert_eq!(format(&declared), Ok(declared.clone()));
    assert!(parse_draft(&format!("{long}.flush")).is_ok());
    for wrong in [
        format!("{long}.flush"),
        format!("light.{long}"),
        format!("{long}({long})"),
        format!("device {long} = {long}"),
        format!("{declared}{long}"),
        format!("device {long} = light\ndevice {long} = light"),
        format!("device {long} = light\n{long}.flush"),
        format!("light.switch_on(\"{long}\")"),
        format!("light.change_color(\"{long}\")"),
        format!("speaker.play_song(\"{long}"),
        format!("delay({}s)", "9".repeat(10_000)),
        format!("delay(1{long})"),
    ] {
        let message = parse(&wrong).unwrap_err().to_string();
        assert!(message.chars().count() < 300, "{message}");
        assert!(tokens(&wrong).count() > 1);
    }
}
