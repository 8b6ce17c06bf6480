use super::*;

fn steps(text: &str) -> Vec<String> {
    races(&scene(text)).iter().map(|risk| risk.step.to_string()).collect()
}

#[test]
fn increments_of_one_number_in_branches_that_overlap_can_lose_a_change() {
    assert_eq!(steps("parallel(increment(knob), increment(knob))"), ["1"]);
    assert_eq!(steps("parallel(sequence(delay(1s), increment(knob)), delay(1s), increment(knob))"), ["2"]);
    assert_eq!(steps("sequence(start(task, increment(knob)), increment(knob))"), ["1"]);
}

#[test]
fn increments_in_order_in_one_lock_or_of_other_numbers_cannot() {
    for text in [
        "sequence(increment(knob), increment(knob))",
        "parallel(increment(knob), increment(other))",
        "parallel(lock(key, increment(knob)), lock(key, increment(knob)))",
        "parallel(speaker.louder, speaker.louder)",
    ] {
        assert_eq!(steps(text), [""; 0], "{text}");
    }
}
