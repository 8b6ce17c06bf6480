//! The lines of a few programs, in each language.

use std::time::Duration;

use super::{super::all, language, plan, program};
use crate::{
    home::Action,
    program::{Scene, Step, parse},
    runtime::Plan,
};

#[test]
fn blocks_keep_a_line_for_each_step() {
    let text = "parallel(light.connect, sequence(toilet.flush, toilet.clean @ 1s), sequence())";
    assert_eq!(
        program("python", text),
        "    await run_parallel(\n        light.connect(),\n        run_sequence(\n            \
         toilet.send_message(\"flush\"),\n            toilet.send_message(\"clean\", latency=1),\n        ),\n        \
         run_sequence(),\n    )\n"
    );
    assert_eq!(
        program("javascript", text),
        "  const program = parallel(\n    () => light.connect(),\n    sequence(\n      () => \
         toilet.sendMessage(\"flush\"),\n      () => toilet.sendMessage(\"clean\", undefined, 1000),\n    ),\n    \
         sequence(),\n  );\n"
    );
    assert_eq!(
        program("rust", text),
        "    let program = parallel! {\n        light.connect(),\n        sequence! {\n            \
         toilet.send_message(\"flush\", None),\n            \
         toilet.send_message_taking(Duration::from_millis(1000), \"clean\", None),\n        },\n        \
         sequence! {},\n    };\n"
    );
    assert_eq!(
        program("blocking", text),
        "    # parallel, but nothing overlaps\n    light.connect()\n    # sequence\n    \
         toilet.send_message(\"flush\")\n    toilet.send_message(\"clean\", latency=1)\n    # sequence\n"
    );
}

#[test]
fn a_line_with_a_whole_block_stands_for_all_that_is_in_it() {
    let code = language("javascript").code(&plan("sequence(parallel(sequence(light.switch_on)))"));
    let openers: Vec<_> = code.openers().map(|(line, numbers)| (code.line(line).trim(), numbers)).collect();
    let whole = "parallel(sequence(() => light.sendMessage(\"switch_on\"))),";
    assert_eq!(openers, [("const program = sequence(", 0..1), (whole, 1..4)]);
}

#[test]
fn jitter_is_written_at_the_message_as_it_was_drawn() {
    let text = program("python", "device lamp = light(latency: 100ms, jitter: 20ms)\nlamp.switch_on");
    assert!(text.contains("latency=0."), "{text}");
}

#[test]
fn a_device_that_the_home_does_not_have_is_declared_as_missing() {
    let scene = Scene { devices: Vec::new(), ..parse("sequence(light.connect, light.switch_on)").unwrap() };
    let code = language("python").code(&Plan::new(&scene, 1));
    assert_eq!(code.text().matches("light = Device(\"light\", state=\"missing\")").count(), 1);
}

#[test]
fn the_deepest_nesting_and_the_longest_program_are_written() {
    let deep = (0..64).fold(Step::Delay(Duration::ZERO), |step, _| Step::sequence([step]));
    let long = Step::parallel(vec![Step::message("light", Action::SwitchOn); 99_999]);
    for step in [deep, long] {
        let plan = Plan::new(&Scene::at_default_home(step), 1);
        for language in all() {
            let code = language.code(&plan);
            assert_eq!(code.openers().map(|(_, steps)| steps.len()).sum::<usize>(), plan.len(), "{}", language.id);
        }
    }
}
