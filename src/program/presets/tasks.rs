//! The programs about tasks, futures and promises, in the order of their story.

use super::{
    preset::{Preset, read},
    threads,
};

pub(super) const TICKET_FOR_LATER: Preset = Preset {
    id: "ticket-for-later",
    name: "A ticket for later",
    question: "Start hands out a ticket for the toilet at once: a [task]. The light does not wait for it. What does the \
               speaker wait for?",
    lesson: "A [task] runs by itself, on the same [thread], and its ticket is a [future]. Its [await] waits for what is left \
             of it: the speaker is switched off after the clean.",
    next: NEVER_AWAITED.id,
    scene: || {
        read(
            "device light = light(state: on) device speaker = speaker(state: playing) device toilet = toilet
            sequence(
              start(bath, toilet.flush, toilet.clean),
              light.switch_off @ 400ms,
              await(bath),
              speaker.switch_off,
            )",
        )
    },
};

pub(super) const NEVER_AWAITED: Preset = Preset {
    id: "never-awaited",
    name: "Never awaited",
    question: "The light is to be switched off by a [future], which is made first. Is the light off at the end?",
    lesson: "A [future] does nothing by itself: its steps run when it is [awaited|await]. Nobody awaits it, so it never ran, \
             a [hazard]. Await it, or start it as a [task].",
    next: SOMEBODY_PROMISED.id,
    scene: || {
        read(
            "device light = light(state: on) device speaker = speaker(state: playing) device toilet = toilet
            sequence(
              future(night, light.switch_off),
              speaker.switch_off,
              toilet.flush,
            )",
        )
    },
};

pub(super) const SOMEBODY_PROMISED: Preset = Preset {
    id: "somebody-promised",
    name: "Somebody promised",
    question: "The light goes off once somebody says that the bathroom is done: a [promise]. When is that, and who says so?",
    lesson: "A [promise] is a [future] without steps: whoever resolves it lets those go on that [await] it. Delete resolve, \
             and they wait for ever: the run is [stuck].",
    next: FIRE_AND_FORGET.id,
    scene: || {
        read(
            "device light = light(state: on) device speaker = speaker(state: playing) device toilet = toilet
            parallel(
              sequence(await(done), light.switch_off),
              sequence(toilet.flush, toilet.clean, resolve(done), speaker.switch_off @ 300ms),
            )",
        )
    },
};

pub(super) const FIRE_AND_FORGET: Preset = Preset {
    id: "fire-and-forget",
    name: "Fire and forget",
    question: "Two [tasks|task] are started and forgotten, then the light is switched off. What is done at the end?",
    lesson: "A [task] that nobody awaits is [cancelled|cancel] when the program ends: the song plays on. Await it before \
             the end, and it is done.",
    next: threads::FROZEN_HOUSE.id,
    scene: || {
        read(
            "device light = light(state: on) device speaker = speaker(state: playing) device toilet = toilet
            sequence(
              start(bath, toilet.flush @ 300ms),
              start(music, speaker.switch_off @ 900ms),
              light.switch_off,
            )",
        )
    },
};
