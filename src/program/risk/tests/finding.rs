use super::*;
use crate::{home::Action, program::presets};

/// The one risk of a program, as "step with step: cause", and "!" if it is certain.
fn only(text: &str) -> String {
    let scene = scene(text);
    let risks = risks(&scene);
    assert_eq!(risks.len(), 1, "{risks:?}");
    let with = risks[0].with.as_ref().map(|with| format!(" with {with}")).unwrap_or_default();
    format!("{}{with}: {:?}{}", risks[0].step, risks[0].cause, if risks[0].certain { "!" } else { "" })
}

/// All risks, as "step with step", and "!" where they are certain.
fn all(text: &str) -> String {
    let words = |risk: &Risk| {
        let with = risk.with.as_ref().map(|with| format!(" with {with}")).unwrap_or_default();
        format!("{}{with}{}", risk.step, if risk.certain { "!" } else { "" })
    };
    risks(&scene(text)).iter().map(words).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_programs_of_the_story_have_the_risks_of_their_lessons() {
    let risks_of = |id: &str| {
        let scene = presets::find(id).unwrap().scene();
        risks(&scene).iter().map(|risk| risk.cause).collect::<Vec<_>>()
    };
    for calm in ["good-night", "good-night-sequence", "wake-up", "register"] {
        assert!(risks_of(calm).is_empty(), "{calm}");
    }
    assert_eq!(risks_of("good-night-at-once"), [Cause::Hazard(Hazard::CleanDuringFlush)]);
    assert_eq!(risks_of("wake-up-at-once"), [Cause::Hazard(Hazard::SpeakerOff)]);
}

#[test]
fn clean_and_flush_have_the_same_risk_in_both_orders() {
    assert_eq!(only("parallel(toilet.flush, toilet.clean)"), "1 with 0: Hazard(CleanDuringFlush)!");
    assert_eq!(only("parallel(toilet.clean, toilet.flush)"), "1 with 0: Hazard(CleanDuringFlush)!");
}

#[test]
fn messages_with_different_arguments_conflict_and_with_the_same_do_not() {
    assert_eq!(all("parallel(light.change_color(\"red\"), light.change_color(\"red\"))"), "");
    let three = ["red", "blue", "red"].map(|color| format!("light.change_color(\"{color}\")"));
    assert_eq!(all(&format!("parallel({})", three.join(", "))), "1 with 0!, 2 with 1!");
    assert_eq!(
        only("parallel(light.change_color(\"red\"), sequence(delay(1s), light.change_color(\"blue\")))"),
        "1.1 with 0: Hazard(Overlap { with: ChangeColor })"
    );
}

#[test]
fn steps_conflict_only_across_the_branches_of_a_parallel() {
    assert_eq!(all("sequence(parallel(toilet.open, toilet.flush), parallel(toilet.close, toilet.clean))"), "");
    assert_eq!(
        all("parallel(toilet.open, sequence(light.switch_on, parallel(toilet.flush, toilet.close)))"),
        "1.1.1 with 0"
    );
    assert_eq!(all("device a = toilet device b = toilet parallel(a.flush, b.clean)"), "");
}

#[test]
fn a_lost_message_is_a_worse_risk_than_an_order_that_matters() {
    let text = "parallel(toilet.disconnect, toilet.flush, toilet.clean)";
    let risks = risks(&scene(text));
    assert_eq!(risks[1].cause, Cause::Hazard(Hazard::CleanDuringFlush));
    assert_eq!(all(text), "1 with 0!, 2 with 1!");
}

#[test]
fn a_step_that_comes_late_into_later_ones_has_a_risk_of_its_own() {
    assert_eq!(all("parallel(light.switch_on, light.switch_on, light.switch_off)"), "2 with 0!");
    let late = "parallel(light.switch_on, sequence(delay(1s), light.switch_on), light.switch_off)";
    assert_eq!(all(late), "1.1 with 2, 2 with 0!");
}

#[test]
fn a_conflict_of_messages_sent_at_the_same_instant_is_certain() {
    assert_eq!(all("parallel(sequence(toilet.flush), sequence(parallel(), toilet.clean))"), "1.1 with 0.0!");
    assert_eq!(all("parallel(toilet.flush, sequence(delay(0ms), toilet.clean))"), "1.1 with 0");
    assert_eq!(all("sequence(delay(1s), parallel(toilet.flush, toilet.clean))"), "1.1 with 1.0!");
    let perhaps_gone = "parallel(sequence(delay(1s), light.disconnect), light.connect)";
    assert_eq!(
        all(&format!("sequence({perhaps_gone}, parallel(light.disconnect, light.connect))")),
        "0.1 with 0.0.1, 1.0 with 1.1, 1.1 with 1.0"
    );
}

#[test]
fn a_song_needs_a_speaker_that_is_on_in_every_order_of_messages() {
    assert_eq!(all("sequence(speaker.switch_on, speaker.play_song(\"A\"))"), "");
    assert_eq!(all("sequence(parallel(speaker.switch_on, light.switch_on), speaker.play_song(\"A\"))"), "");
    let own = "sequence(speaker.switch_off, speaker.switch_on, speaker.play_song(\"A\"))";
    assert_eq!(all(&format!("parallel({own}, speaker.connect)")), "");
    let to_a_light = Step::message("light", Action::PlaySong("A".into()));
    assert!(risks(&Scene::at_default_home(to_a_light)).is_empty());
    assert_eq!(
        only("sequence(speaker.switch_on, speaker.switch_off, speaker.play_song(\"A\"))"),
        "2: Hazard(SpeakerOff)!"
    );
    assert_eq!(
        only("parallel(sequence(delay(1s), speaker.play_song(\"A\")), speaker.switch_on)"),
        "0.1 with 1: Hazard(SpeakerOff)"
    );
    let switched_off = "device radio = speaker(state: on) \
                        parallel(sequence(delay(1s), radio.play_song(\"A\")), radio.switch_off)";
    assert_eq!(all(switched_off), "0.1 with 1, 1 with 0.1");
    assert_eq!(risks(&scene(switched_off))[0].cause, Cause::Hazard(Hazard::SpeakerOff));
}

#[test]
fn only_the_first_message_that_fails_is_a_risk() {
    let lamp = "device lamp = light(state: disconnected)";
    assert_eq!(only(&format!("{lamp} sequence(lamp.switch_on, lamp.switch_off)")), "0: NotConnected!");
    assert_eq!(all(&format!("{lamp} sequence(lamp.connect, lamp.switch_off)")), "");
    assert_eq!(all(&format!("{lamp} sequence(parallel(lamp.connect, delay(1s)), lamp.switch_off)")), "");
    assert_eq!(
        only(&format!("{lamp} parallel(sequence(delay(1s), lamp.switch_on), lamp.connect)")),
        "0.1 with 1: NotConnected"
    );
}

#[test]
fn a_speaker_that_was_disconnected_is_off() {
    assert_eq!(
        all("device radio = speaker(state: on) sequence(radio.disconnect, radio.connect, radio.play_song(\"A\"))"),
        "2!"
    );
}

#[test]
fn a_name_that_the_home_does_not_have_is_a_risk_of_each_message_to_it() {
    let scene = Scene { devices: Vec::new(), ..scene("parallel(light.switch_on, light.switch_off)") };
    let found = risks(&scene);
    assert!(found.iter().all(|risk| risk.cause == Cause::NoSuchDevice && risk.certain));
    assert_eq!(found.len(), 2);
}

#[test]
fn the_risks_of_a_hundred_thousand_messages_are_found() {
    let messages = [Action::SwitchOn, Action::SwitchOff].map(|action| vec![Step::message("light", action); 50_000]);
    let scene = Scene::at_default_home(Step::parallel(messages.concat()));
    assert_eq!(risks(&scene).len(), 50_000);
}

#[test]
fn the_risks_of_ten_thousand_that_wait_are_found() {
    let promises = (0..10_000).map(|number| format!("sequence(await(p{number}), resolve(q{number}))"));
    let locks = (0..10_000).map(|number| format!("start(t{number}, lock(door)), await(t{number})"));
    let found = |steps: Vec<String>| risks(&scene(&format!("parallel({})", steps.join(",")))).len();
    // Nobody resolves any of the promises; the tasks have only one lock.
    assert_eq!([found(promises.collect()), found(locks.collect())], [10_000, 0]);
}

#[test]
fn more_messages_at_once_than_a_device_takes_are_a_risk_that_a_limit_removes() {
    let light = "device light = light(capacity: 2)";
    let four = |arguments: &str| format!("{light} parallel({arguments} {})", "light.switch_on,".repeat(4));
    assert_eq!(all(&four("")), "2, 3");
    assert_eq!(all(&four("limit: 2,")), "");
    assert_eq!(all(&format!("{light} sequence({})", "light.switch_on,".repeat(4))), "");
    let scene = scene(&four(""));
    let risk = &risks(&scene)[0];
    assert_eq!((risk.cause, &risk.fixes(&scene)[0].kind), (Cause::Busy, &FixKind::Limit(2)));
}

#[test]
fn a_branch_that_outlives_its_block_meets_what_follows() {
    let after = |losers: &str| format!("sequence(race(losers: {losers}, toilet.flush, delay(1s)), toilet.clean)");
    assert_eq!((all(&after("cancel")), all(&after("leave"))), (String::new(), "1 with 0.0".into()));
    let again = "repeat(2, race(losers: leave, sequence(toilet.flush, toilet.clean), delay(1s)))";
    assert!(!all(again).is_empty());
}

#[test]
fn a_later_message_of_a_branch_that_outlives_its_block_may_come_while_a_following_one_is_in_flight() {
    let light = "device light = light(capacity: 1)";
    let task = |steps: &str| format!("{light} sequence(start(task, {steps}), delay(1s), light.switch_on)");
    assert_eq!(all(&task("light.switch_on")), "2");
    assert_eq!(all(&task("delay(1s), light.switch_on")), "0.1, 2");
    let [red, blue] = ["red", "blue"].map(|color| format!("light.change_color(\"{color}\")"));
    assert_eq!(all(&format!("sequence(start(task, {red}, {red}), {blue})")), "0.1 with 1, 1 with 0.0");
}

#[test]
fn what_is_left_of_one_round_meets_the_next() {
    let [red, blue] = ["red", "blue"].map(|color| format!("light.change_color(\"{color}\")"));
    assert_eq!(all(&format!("repeat(2, {red}, start(task, {blue}, {blue}))")), "0 with 1.0, 1.1 with 0");
}

#[test]
fn the_first_message_of_a_repeat_meets_in_its_second_round_what_has_started_since() {
    let [red, blue] = ["red", "blue"].map(|color| format!("light.change_color(\"{color}\")"));
    let text = |again: &str| format!("parallel(limit: 3, {red}, {again} {red}, delay(1s)), delay(1s), {blue})");
    assert_eq!(all(&text("sequence(")), "3 with 0");
    assert_eq!(all(&text("repeat(2,")), "1.0 with 3, 3 with 0");
}

#[test]
fn a_branch_that_outlives_its_block_meets_whatever_state_the_steps_after_it_bring_about() {
    let after = |losers: &str| {
        format!(
            "sequence(race(losers: {losers}, sequence(light.switch_on, light.switch_off), delay(1s)), light.disconnect, \
             light.connect)"
        )
    };
    let is_found = |text: &str| risks(&scene(text)).iter().any(|risk| risk.cause == Cause::NotConnected);
    assert_eq!([is_found(&after("cancel")), is_found(&after("leave"))], [false, true]);
}

#[test]
fn a_failure_leaves_a_device_in_any_state_that_its_steps_may_have_reached() {
    let gone = "device lamp = light(state: disconnected)";
    assert_eq!(all(&format!("{gone} sequence(parallel(errors: collect, lamp.connect), lamp.switch_on)")), "1");
    assert_eq!(all(&format!("{gone} sequence(parallel(lamp.connect), lamp.switch_on)")), "");
    assert_eq!(all(&format!("{gone} ensure(lamp.connect, lamp.switch_on)")), "1");
    assert_eq!(all(&format!("{gone} fallback(lamp.connect, lamp.switch_on)")), "1");
    assert_eq!(all(&format!("{gone} timeout(1s, lamp.connect, lamp.switch_on)")), "");
}
