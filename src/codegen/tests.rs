//! The laws of written code. `tests/codegen.rs` runs it.

use proptest::prelude::*;

use super::{
    identifiers::{Case, identify},
    literal::{Escapes, decimal, string},
    *,
};
use crate::{
    program::{Scene, Step, arbitrary, parse},
    runtime::{Plan, StepId},
};
use std::time::Duration;

fn plan(text: &str) -> Plan {
    Plan::new(&parse(text).unwrap(), 1)
}

/// The part of the code that is the program, without what comes before and after the steps.
fn program(target: &dyn Target, text: &str) -> String {
    let code = target.code(&plan(text));
    let steps = |line: &usize| code.lines[*line].steps.is_some();
    let first = (0..code.stubs_at).find(steps).unwrap();
    let last = (0..code.stubs_at).rfind(steps).unwrap();
    (first..=last).map(|line| format!("{}\n", code.line(line))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn prop_each_step_begins_on_exactly_one_line_in_program_order(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        for target in ALL {
            let code = target.code(&plan);
            let begun: Vec<_> = code.openers().flat_map(|(_, numbers)| numbers).collect();
            prop_assert_eq!(begun, (0..plan.len() as u32).collect::<Vec<_>>());
            prop_assert!(code.openers().all(|(line, _)| line < code.stubs_at));
        }
    }

    #[test]
    fn prop_a_block_closes_after_all_that_is_inside_it(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        for target in ALL {
            let code = target.code(&plan);
            for (line, Line { steps, .. }) in code.lines.iter().enumerate() {
                let Some(Steps { numbers, part: Part::Closes }) = steps else { continue };
                let end = plan.end_of(StepId(numbers.start));
                let inside = |steps: &Steps| steps.numbers.start > numbers.start && steps.numbers.end <= end;
                prop_assert_eq!(numbers.len(), 1);
                prop_assert!(code.openers().any(|(opener, steps)| opener < line && steps.contains(&numbers.start)));
                prop_assert!(!code.lines[line..].iter().filter_map(|line| line.steps.as_ref()).any(inside));
            }
        }
    }

    #[test]
    fn prop_a_block_that_has_lines_inside_has_one_on_which_it_ends(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        for target in ALL.into_iter().filter(|target| target.about().id != "blocking") {
            let code = target.code(&plan);
            let has_lines = |steps: &std::ops::Range<u32>| {
                steps.len() == 1 && plan.children(StepId(steps.start)).next().is_some()
            };
            let open = code.openers().map(|(_, steps)| steps).filter(has_lines).map(|steps| steps.start);
            let steps = code.lines.iter().filter_map(|line| line.steps.as_ref());
            let closed = steps.filter(|steps| steps.part == Part::Closes).map(|steps| steps.numbers.start);
            let (mut open, mut closed): (Vec<_>, Vec<_>) = (open.collect(), closed.collect());
            open.sort_unstable();
            closed.sort_unstable();
            prop_assert_eq!(open, closed);
        }
    }

    #[test]
    fn prop_lines_and_their_tokens_are_the_text(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        for target in ALL {
            let code = target.code(&plan);
            let lines = 0..code.lines.len();
            let joined: String = lines.clone().map(|line| format!("{}\n", code.line(line))).collect();
            prop_assert_eq!(joined, code.text());
            for line in lines {
                let tokens: Vec<_> = code.tokens(line).collect();
                prop_assert!(tokens.iter().all(|token| !token.text.is_empty()));
                prop_assert_eq!(tokens.iter().map(|token| token.text).collect::<String>(), code.line(line));
            }
        }
    }

    #[test]
    fn prop_no_line_but_one_with_a_long_text_breaks_out_of_its_string(text in any::<String>()) {
        for escapes in [Escapes::Python, Escapes::JavaScript, Escapes::Rust] {
            let literal = string(&text, escapes);
            let hidden = literal.chars().any(|character| character.is_control() || character == '\u{2028}');
            prop_assert!(!hidden);
            let quote = literal.chars().next().unwrap();
            let inside = &literal[1..literal.len() - 1];
            let unescaped = inside.replace("\\\\", "").replace(&format!("\\{quote}"), "");
            prop_assert!(!unescaped.contains(quote) && !unescaped.ends_with('\\'), "{}", literal);
        }
    }

    #[test]
    fn prop_identifiers_are_plain_and_differ(names in proptest::collection::vec(any::<String>(), 1..8)) {
        for (case, reserved) in [(Case::Snake, "light class"), (Case::Camel, "light class")] {
            let mut taken = Vec::new();
            for name in names.iter().map(String::as_str).chain(["light", "class", "Light", "_"]) {
                let identifier = identify(name, "light", case, reserved, &mut taken);
                prop_assert!(identifier.starts_with(|first: char| first.is_ascii_lowercase()), "{}", identifier);
                prop_assert!(identifier.chars().all(|each| each.is_ascii_alphanumeric() || each == '_'));
                prop_assert!(!tokens::has_word(reserved, &identifier));
            }
            prop_assert_eq!(taken.len(), names.len() + 4);
            prop_assert!(taken.is_sorted_by(|one, other| one < other), "sorted, and each once: {:?}", taken);
        }
    }
}

#[test]
fn names_become_identifiers_as_people_write_them() {
    let named = |case, names: &[&str]| {
        let mut taken = Vec::new();
        let name = |name: &&str| identify(name, "lamp", case, "class", &mut taken);
        names.iter().map(name).collect::<Vec<_>>().join(" ")
    };
    let names = ["living_room", "livingRoom", "class", "class_", "灯", "é1", "TV", "__a__b"];
    assert_eq!(named(Case::Snake, &names), "living_room living_room_2 class_ class_2 lamp lamp_1 tv a_b");
    assert_eq!(named(Case::Camel, &names), "livingRoom livingRoom2 class_ class2 lamp lamp1 tv aB");
    assert!(named(Case::Snake, &[&"x".repeat(10_000)]).len() <= 32);
}

#[test]
fn strings_are_written_with_the_quotes_and_escapes_of_the_language() {
    let all = |text| [Escapes::Python, Escapes::JavaScript, Escapes::Rust].map(|escapes| string(text, escapes));
    assert_eq!(all("So What – 曲 😀"), [r#""So What – 曲 😀""#; 3]);
    assert_eq!(all("a'b\"c\"\\\n"), [r#"'a\'b"c"\\\n'"#, r#"'a\'b"c"\\\n'"#, r#""a'b\"c\"\\\n""#]);
    assert_eq!(all("\u{202e}\0"), [r#""\u202e\u0000""#, r#""\u202e\u0000""#, r#""\u{202e}\u{0}""#]);
    assert_eq!(all("\u{1f3fd}"), [r#""\U0001f3fd""#, r#""\u{1f3fd}""#, r#""\u{1f3fd}""#]);
}

#[test]
fn durations_are_exact_decimals() {
    let seconds = |nanos| decimal(Duration::from_nanos(nanos), 9);
    assert_eq!([0, 500_000_000, 2_000_000_000, 1].map(seconds), ["0", "0.5", "2", "0.000000001"]);
    assert_eq!(decimal(Duration::from_micros(250_500), 6), "250.5");
}

#[test]
fn blocks_keep_a_line_for_each_step() {
    let text = "parallel(light.connect, sequence(toilet.flush, toilet.clean @ 1s), sequence())";
    assert_eq!(
        program(&Python, text),
        "    await run_parallel(\n        light.connect(),\n        run_sequence(\n            \
         toilet.send_message(\"flush\"),\n            toilet.send_message(\"clean\", latency=1),\n        ),\n        \
         run_sequence(),\n    )\n"
    );
    assert_eq!(
        program(&JavaScript, text),
        "  const program = parallel(\n    () => light.connect(),\n    sequence(\n      () => \
         toilet.sendMessage(\"flush\"),\n      () => toilet.sendMessage(\"clean\", undefined, 1000),\n    ),\n    \
         sequence(),\n  );\n"
    );
    assert_eq!(
        program(&Rust, text),
        "    let program = parallel! {\n        light.connect(),\n        sequence! {\n            \
         toilet.send_message(\"flush\", None),\n            \
         toilet.send_message_taking(Duration::from_millis(1000), \"clean\", None),\n        },\n        \
         sequence! {},\n    };\n"
    );
    assert_eq!(
        program(&Blocking, text),
        "    # parallel, but nothing overlaps\n    light.connect()\n    # sequence\n    \
         toilet.send_message(\"flush\")\n    toilet.send_message(\"clean\", latency=1)\n    # sequence\n"
    );
}

#[test]
fn a_line_with_a_whole_block_stands_for_all_that_is_in_it() {
    let code = JavaScript.code(&plan("sequence(parallel(sequence(light.switch_on)))"));
    let openers: Vec<_> = code.openers().map(|(line, numbers)| (code.line(line).trim(), numbers)).collect();
    let whole = "parallel(sequence(() => light.sendMessage(\"switch_on\"))),";
    assert_eq!(openers, [("const program = sequence(", 0..1), (whole, 1..4)]);
}

#[test]
fn blocking_time_is_the_sum_of_all_latencies_and_delays() {
    let text = "parallel(light.switch_on, sequence(delay(250ms), toilet.flush @ 1s), speaker.switch_on)";
    assert_eq!(blocking_time(&plan(text)), Duration::from_millis(2250));
    let failing = "device lamp = light(state: disconnected)\nsequence(delay(1s), lamp.switch_on, delay(1s))";
    assert_eq!(blocking_time(&plan(failing)), Duration::from_secs(1));
}

#[test]
fn jitter_is_written_at_the_message_as_it_was_drawn() {
    let text = program(&Python, "device lamp = light(latency: 100ms, jitter: 20ms)\nlamp.switch_on");
    assert!(text.contains("latency=0."), "{text}");
}

#[test]
fn a_device_that_the_home_does_not_have_is_declared_as_missing() {
    let scene = Scene { devices: Vec::new(), ..parse("sequence(light.connect, light.switch_on)").unwrap() };
    let code = Python.code(&Plan::new(&scene, 1));
    assert_eq!(code.text().matches("light = Device(\"light\", state=\"missing\")").count(), 1);
}

#[test]
fn the_deepest_nesting_and_the_longest_program_are_written() {
    let deep = (0..64).fold(Step::Delay(Duration::ZERO), |step, _| Step::sequence([step]));
    let long = Step::parallel(vec![Step::message("light", crate::home::Action::SwitchOn); 99_999]);
    for step in [deep, long] {
        let plan = Plan::new(&Scene::at_default_home(step), 1);
        assert!(
            ALL.iter()
                .all(|target| target.code(&plan).openers().map(|(_, steps)| steps.len()).sum::<usize>() == plan.len())
        );
    }
}

#[test]
fn tokens_know_what_they_are() {
    let kinds = |target: &dyn Target, line: &'static str| {
        let syntax = target.code(&plan("sequence()")).syntax;
        let named = tokens::tokens(line, syntax).filter(|token| token.kind != TokenKind::Plain);
        named.map(|token| format!("{} {}", token.kind.as_str(), token.text)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        kinds(&Python, r##"await tell(f"it's {x}", 'a\'b', 1.5, Device, a!=b) # "no" 1"##),
        r##"keyword await, function tell, string f"it's {x}", string 'a\'b', number 1.5, type Device, comment # "no" 1"##
    );
    assert_eq!(
        kinds(&JavaScript, r#"if (step1 / 2 != "\\") throw new Error('"'); // 'no'"#),
        r#"keyword if, number 2, string "\\", keyword throw, keyword new, type Error, string '"', comment // 'no'"#
    );
    assert_eq!(
        kinds(&Rust, r#"async fn main() -> Home { vec!["a", 0x1f] } // "no""#),
        r#"keyword async, keyword fn, function main, type Home, function vec, string "a", number 0x1f, comment // "no""#
    );
}

#[test]
fn targets_are_found_by_what_addresses_call_them() {
    for target in ALL {
        assert_eq!(find(target.about().id).map(|found| found.about().name), Some(target.about().name));
        assert!(!target.differences().is_empty());
    }
    assert!(find("cobol").is_none());
}
