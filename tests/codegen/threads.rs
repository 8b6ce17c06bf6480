//! Programs that hold the thread of the event loop, or run steps beside it. Seconds stand for units.

use homeloop::program::parse;

use super::programs::Program;

const PROGRAMS: &[&str] = &[
    "parallel(sequence(light.switch_on @ 2s, light.switch_off @ 2s), sequence(delay(1s), work(4s), speaker.switch_on @ 1s))",
    "parallel(work(3s), delay(1s), work(2s), light.switch_on @ 7s)",
    "sequence(blocking(light.switch_on @ 2s, delay(1s)), work(1s), delay(1s))",
    "parallel(delay(2s), blocking(parallel(light.switch_on @ 2s, toilet.flush @ 3s), timeout(1s, delay(2s))), delay(9s))",
    "parallel(delay(2s), blocking(repeat(2, wait: 1s, light.switch_on @ 2s), fallback(fail(\"so\") @ 1s, delay(3s))))",
    "parallel(errors: collect, blocking(retry(2, wait: 1s, fail(\"so\") @ 2s)), delay(8s), fail(\"no\") @ 11s)",
    "blocking(sequence(light.switch_on @ 2s, fail(\"so\") @ 1s, light.switch_off @ 2s))",
    "parallel(sequence(speaker.switch_off @ 4s, light.switch_off @ 4s), sequence(offload(work(6s), toilet.flush @ 5s), toilet.clean @ 2s))",
    "parallel(sequence(offload(light.switch_on @ 3s, speaker.switch_on @ 2s), delay(2s)), sequence(delay(1s), work(8s)))",
    "parallel(errors: collect, offload(light.switch_on @ 3s, fail(\"so\") @ 1s, delay(1s)), delay(2s))",
    "timeout(2s, offload(light.switch_on @ 5s, speaker.switch_on @ 2s))",
    "race(delay(2s), offload(work(5s), light.switch_on @ 2s))",
    "parallel(offload(work(5s)), sequence(delay(1s), offload(work(3s))), delay(11s))",
    "sequence(start(task, light.switch_on @ 3s), blocking(delay(5s)), await(task))",
    "sequence(blocking(start(task, light.switch_on @ 3s), delay(2s)), await(task))",
    "sequence(start(task, delay(1s), work(4s)), delay(3s), light.switch_on @ 1s, await(task))",
    "parallel(increment(count), sequence(delay(1s), increment(count), increment(other)), repeat(2, increment(count)))",
    "sequence(parallel(limit: 1, increment(count), increment(count)), timeout(2s, increment(count), work(1s)))",
];

pub fn programs() -> impl Iterator<Item = Program> {
    let program =
        |(number, text): (usize, &&str)| Program::new(format!("threads_{number}"), parse(text).expect("a program"));
    PROGRAMS.iter().enumerate().map(program)
}
