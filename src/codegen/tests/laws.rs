//! Properties of the code of any program.

use proptest::prelude::*;

use super::super::{Line, Part, Steps, all, find};
use crate::{
    program::{arbitrary, parse},
    runtime::{Plan, StepId},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn prop_each_step_begins_on_exactly_one_line_in_program_order(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        for language in all() {
            let code = language.code(&plan);
            let begun: Vec<_> = code.openers().flat_map(|(_, numbers)| numbers).collect();
            prop_assert_eq!(begun, (0..plan.len() as u32).collect::<Vec<_>>());
            prop_assert!(code.openers().all(|(line, _)| line < code.stubs_at));
        }
    }

    #[test]
    fn prop_a_block_closes_after_all_that_is_inside_it(scene in arbitrary::scene()) {
        let plan = Plan::new(&scene, 1);
        for language in all() {
            let code = language.code(&plan);
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
        for language in all().filter(|language| language.id != "blocking") {
            let code = language.code(&plan);
            // A line can open a block and hold its first steps, as prettier has it.
            let has_lines = |steps: &std::ops::Range<u32>| plan.end_of(StepId(steps.start)) > steps.end;
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
        for language in all() {
            let code = language.code(&plan);
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
}

#[test]
fn a_line_that_opens_a_block_can_hold_its_first_steps() {
    let text = "device cob60 = speaker sequence(sequence(), cob60.switch_off @ 77.667563ms)";
    let plan = Plan::new(&parse(text).unwrap(), 1);
    let code = find("javascript").expect("a language").code(&plan);
    let opener = code.openers().next().expect("the root has a line");
    assert_eq!(opener.1, 0..2);
}
