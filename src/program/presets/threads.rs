//! The programs about the thread, in the order of their story.

use super::{
    preset::{Preset, read},
    races::TWO_PEOPLE,
};

pub(super) const FROZEN_HOUSE: Preset = Preset {
    id: "frozen-house",
    name: "The frozen house",
    question: "Three branches of a [parallel], but two of them are [blocking]: they hold the [thread] while they wait. How \
               long does it take?",
    lesson: "[Blocking|blocking] steps hold the one [thread]: nobody else is [polled|poll], and the times add up. [Await|await] the \
             steps instead, and others go on.",
    next: A_WORKER.id,
    scene: || {
        read(
            "device light = light(state: on) device speaker = speaker(state: playing) device toilet = toilet
            parallel(
              light.switch_off @ 300ms,
              blocking(toilet.flush, toilet.clean),
              blocking(speaker.switch_off @ 400ms),
            )",
        )
    },
};

pub(super) const A_WORKER: Preset = Preset {
    id: "a-worker",
    name: "A worker for the sums",
    question: "Work never waits, so no [await] in it lets others in. It is [offloaded|offload] here. Who does it?",
    lesson: "A [worker|offload] does the work beside the [thread], which goes on. Unwrap it, and the light is switched \
             off late, a [hazard].",
    next: TWO_PEOPLE.id,
    scene: || {
        read(
            "device light = light(state: on) device speaker = speaker(state: playing) device toilet = toilet
            parallel(
              sequence(speaker.switch_off @ 400ms, light.switch_off @ 300ms),
              sequence(offload(work(600ms)), toilet.flush @ 500ms),
            )",
        )
    },
};
