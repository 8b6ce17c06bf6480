//! The programs about locks, in the order of their story.

use super::{
    preset::{Preset, read},
    tasks::TICKET_FOR_LATER,
};

pub(super) const TWO_KEYS: Preset = Preset {
    id: "two-keys",
    name: "One bathroom, two keys",
    question: "Four want into the bathroom, and its [lock] has two keys. When is the last of them done?",
    lesson: "A [lock] with two [permits|permit]: two get in at once, the others wait in the order in which they came. \
             One key would take 1.9 s, four of them 0.6 s.",
    next: AFTER_YOU.id,
    scene: || {
        read(
            "lock bathroom(permits: 2)
            parallel(
              lock(bathroom, light.switch_on @ 400ms),
              lock(bathroom, toilet.flush @ 600ms),
              lock(bathroom, delay(500ms)),
              lock(bathroom, speaker.switch_on @ 400ms),
            )",
        )
    },
};

pub(super) const AFTER_YOU: Preset = Preset {
    id: "after-you",
    name: "After you",
    question: "Each branch takes one [lock], and then wants that of the other. How long does that take?",
    lesson: "Each holds one [lock] and waits for the other's, for ever: a [deadlock]. Nothing has failed, the run is \
             [stuck]. Take the locks in the same order, and it cannot happen.",
    next: TWO_HANDS.id,
    scene: || {
        read(
            "parallel(
              lock(bathroom, toilet.open, lock(music, speaker.switch_on)),
              lock(music, speaker.switch_on, lock(bathroom, toilet.flush)),
            )",
        )
    },
};

pub(super) const TWO_HANDS: Preset = Preset {
    id: "two-hands",
    name: "Two hands on one volume knob",
    question: "The volume is 5. Two [messages|message] turn it up by one: each reads it when it is sent, and writes it when \
               it arrives. What is it then?",
    lesson: "Both read 5 before either had written, so both write 6: a [lost update], on one [thread] as well. In a \
             [lock], the second reads what the first has written.",
    next: TICKET_FOR_LATER.id,
    scene: || {
        read(
            "device speaker = speaker(state: playing)
            parallel(
              speaker.louder,
              sequence(delay(200ms), speaker.louder),
            )",
        )
    },
};
