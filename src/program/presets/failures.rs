//! The programs about failures, deadlines, retries and cleanups, in the order of their story.

use super::{
    locks::TWO_KEYS,
    preset::{Preset, read},
};

pub(super) const UNPLUGGED: Preset = Preset {
    id: "unplugged",
    name: "One is unplugged",
    question: "The speaker is unplugged, and its [message] fails at 0.2 s. What still runs at 0.3 s, and does the \
               [parallel] fail?",
    lesson: "The speaker is unplugged. The other branches of the [parallel] finish, then it fails, and the fallback waits. \
             Press Compare and errors to see all four ways.",
    next: NOBODY_ANSWERS.id,
    scene: || {
        read(
            "device light = light(state: on)
            device speaker = speaker(state: disconnected)
            device toilet = toilet
            fallback(
              parallel(
                light.switch_off,
                sequence(delay(200ms), speaker.switch_off),
                sequence(toilet.flush, toilet.clean),
              ),
              delay(1s),
            )",
        )
    },
};

pub(super) const NOBODY_ANSWERS: Preset = Preset {
    id: "nobody-answers",
    name: "Nobody answers",
    question: "The speaker would take ten seconds, and the timeout is one. When does the program go on, and what becomes \
               of the [message]?",
    lesson: "A timeout gives up at its deadline and [cancels|cancel] what has not ended: the [message] is called back. \
             Over a real network it may arrive anyway.",
    next: THIRD_TIME_LUCKY.id,
    scene: || {
        read(
            "device light = light
            device speaker = speaker(latency: 10s)
            device toilet = toilet
            sequence(
              fallback(timeout(1s, speaker.switch_on), delay(200ms)),
              light.switch_on,
            )",
        )
    },
};

pub(super) const THIRD_TIME_LUCKY: Preset = Preset {
    id: "third-time-lucky",
    name: "Third time lucky",
    question: "The speaker does not take the first two [messages|message]. Each pause is twice as long as the one before: \
               when is it on?",
    lesson: "A retry tries again after a failure, three times at most. Growing pauses leave a busy [device] time to \
             recover, and they count: 3 × 0.3 + 0.2 + 0.4 s.",
    next: RETRY_AND_TIMEOUT.id,
    scene: || {
        read(
            "device light = light
            device speaker = speaker(latency: 300ms, fails: 2)
            device toilet = toilet
            retry(3, wait: 200ms, grow: 2, speaker.switch_on)",
        )
    },
};

pub(super) const RETRY_AND_TIMEOUT: Preset = Preset {
    id: "retry-and-timeout",
    name: "Retry inside timeout, timeout inside retry",
    question: "Both [devices|device] fail twice and take 0.4 s each time. One timeout is around its retry, the other \
               inside. Which of them succeeds?",
    lesson: "Around a retry, a timeout bounds all attempts together: the third is [cancelled|cancel] at 1 s. Inside, it \
             bounds each of them: the third succeeds at 1.2 s.",
    next: FIRST_TO_ANSWER.id,
    scene: || {
        read(
            "device light = light(latency: 400ms, fails: 2)
            device speaker = speaker(latency: 400ms, fails: 2)
            device toilet = toilet
            parallel(
              errors: collect,
              timeout(1s, retry(3, light.switch_on)),
              retry(3, timeout(1s, speaker.switch_on)),
            )",
        )
    },
};

pub(super) const FIRST_TO_ANSWER: Preset = Preset {
    id: "first-to-answer",
    name: "First to answer",
    question: "Two [devices|device] race. When is it decided, and what becomes of the one that loses?",
    lesson: "A race takes as long as its fastest branch. The loser is [cancelled|cancel]: its [message] is called back. \
             Press Compare and losers to see it go on as a [stray].",
    next: TOO_MANY_AT_ONCE.id,
    scene: || {
        read(
            "device light = light(latency: 300ms)
            device speaker = speaker(latency: 500ms)
            device toilet = toilet
            sequence(
              race(
                light.switch_on,
                sequence(speaker.switch_on, speaker.play_song(\"Miles Davis - So What\")),
              ),
              toilet.flush,
            )",
        )
    },
};

pub(super) const TOO_MANY_AT_ONCE: Preset = Preset {
    id: "too-many-at-once",
    name: "Too many at once",
    question: "The light takes two [messages|message] at once. What becomes of the third and the fourth?",
    lesson: "A busy [device] refuses what is too much for it, at once. With a limit of 2 on the [parallel] the others \
             wait for room: it takes longer, and nothing fails.",
    next: CLOSE_THE_LID.id,
    scene: || {
        read(
            "device light = light(capacity: 2)
            device speaker = speaker
            device toilet = toilet
            parallel(
              light.switch_on,
              light.switch_on,
              light.switch_on,
              light.switch_on,
            )",
        )
    },
};

pub(super) const CLOSE_THE_LID: Preset = Preset {
    id: "close-the-lid",
    name: "Close the lid whatever happens",
    question: "The flush takes too long and is [cancelled|cancel] on its way. Is the lid closed in the end, and when does \
               the timeout fail?",
    lesson: "The cleanup of an ensure runs however its first [step] ends. Whoever [cancels|cancel] waits for it: the timeout \
             fails at 1.5 s, with the lid closed.",
    next: TWO_KEYS.id,
    scene: || {
        read(
            "timeout(
              1s,
              ensure(
                sequence(toilet.open, toilet.flush @ 2s),
                toilet.close,
              ),
            )",
        )
    },
};
