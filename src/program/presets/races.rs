//! The programs about threads that share something, in the order of their story. They open in the threads model.

use super::{
    FIRST,
    preset::{Preset, read},
};

pub(super) const ALL: [Preset; 6] =
    [TWO_PEOPLE, WITH_A_KEY, EACH_HAS_ONE_KEY, SAME_ORDER, THREAD_FOR_EVERYTHING, HANDS_OR_EARS];

pub(super) const TWO_PEOPLE: Preset = Preset {
    id: "two-people-one-knob",
    name: "Two people, one knob",
    question: "Two [threads|thread] turn the same knob, each by one: they read the number, and write it one higher. Is it \
               always 2 in the end?",
    lesson: "It is 2 only if nobody comes between the reading and the writing of the other: a [race condition]. Be the \
             scheduler, and come between.",
    next: WITH_A_KEY.id,
    scene: || read("parallel(increment(knob), increment(knob))"),
};

pub(super) const WITH_A_KEY: Preset = Preset {
    id: "with-a-key",
    name: "With a key",
    question: "Who turns the knob needs the key, and there is one: a [lock]. Can the scheduler still lose a turn?",
    lesson: "A [lock] lets one [thread] at a time through: nobody can come between reading and writing. Let the page \
             search the schedules.",
    next: EACH_HAS_ONE_KEY.id,
    scene: || read("parallel(lock(key, increment(knob)), lock(key, increment(knob)))"),
};

pub(super) const EACH_HAS_ONE_KEY: Preset = Preset {
    id: "each-has-one-key",
    name: "Each has one key",
    question: "The knob needs two keys, and both [threads|thread] take them in turn, but not in the same order. What is the \
               worst that a scheduler can do?",
    lesson: "It goes well unless each gets its first key before the other has both. Then they wait for ever: a [deadlock]. \
             Be the scheduler, and reach it.",
    next: SAME_ORDER.id,
    scene: || {
        read(
            "parallel(
              lock(left, lock(right, increment(knob))),
              lock(right, lock(left, increment(knob))),
            )",
        )
    },
};

pub(super) const SAME_ORDER: Preset = Preset {
    id: "same-order",
    name: "Always in the same order",
    question: "Both [threads|thread] take the left key first. Is there still a schedule in which they wait for each other?",
    lesson: "Who waits for the left key holds nothing that another needs, so there is no [deadlock]. Let the page search the \
             schedules.",
    next: THREAD_FOR_EVERYTHING.id,
    scene: || {
        read(
            "parallel(
              lock(left, lock(right, increment(knob))),
              lock(left, lock(right, increment(knob))),
            )",
        )
    },
};

pub(super) const THREAD_FOR_EVERYTHING: Preset = Preset {
    id: "thread-for-everything",
    name: "A thread for everything",
    question: "Twelve waits, and a [thread] for each of them. Are they faster than twelve tasks on one thread?",
    lesson: "Waiting takes no core, so twelve tasks on one [thread] are as fast, and need one stack instead of thirteen. \
             Compare the models.",
    next: HANDS_OR_EARS.id,
    scene: || read(&format!("parallel({})", ["delay(1s)"; 12].join(", "))),
};

pub(super) const HANDS_OR_EARS: Preset = Preset {
    id: "hands-or-ears",
    name: "Hands or ears",
    question: "Two work with their hands, two only listen for an answer. Whom does a second [core] help?",
    lesson: "[Work|work] takes a [core] for as long as it lasts, waiting takes none. A second core halves the work and \
             leaves the waits as they are: set the cores, and run it.",
    next: FIRST,
    scene: || read("parallel(work(1s), work(1s), delay(1s), delay(1s))"),
};
