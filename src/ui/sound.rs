//! Sound: a note for each message, with one pitch per device. A parallel sounds like a chord, a sequence like a melody. A
//! message that fails or is cancelled sounds once more, low.

use leptos::prelude::*;

use super::{
    render::reactive::effect,
    state::{LogCursor, Phase, use_document, use_preferences, use_run},
};
use crate::{
    browser::Audio,
    runtime::{Event, EventKind, Plan, StepId, Work},
};

/// The pitches of the devices, in Hz: a major pentatonic scale from C4, in which all notes are consonant.
const PITCHES: [f32; 10] = [261.6, 329.6, 392.0, 440.0, 523.3, 587.3, 659.3, 784.0, 880.0, 1046.5];

/// The pitch of a failure, as a part of the device's: an octave and a tritone below it, which jars.
const FAILED: f32 = 0.3536;
/// The pitch of a cancelling: an octave below.
const CANCELLED: f32 = 0.5;

/// The maximum number of notes at once.
const MAX_NOTES: usize = 8;

/// Plays the messages that start while the run or a replay goes on, if sound is on.
pub fn listen() {
    let (document, run, preferences) = (use_document(), use_run(), use_preferences());
    let audio = StoredValue::new_local(None::<Audio>);
    let played = StoredValue::new(LogCursor::default());
    let playing_before = StoredValue::new(false);
    effect(move || {
        let (moment, is_on) = (run.moment.get(), preferences.sound.get());
        // A browser allows few audio contexts.
        if !is_on {
            audio.set_value(None);
        }
        // The last messages are played too, though the run is over by then.
        let is_playing = untrack(|| run.phase.get() == Phase::Running || run.replaying.get());
        let was_playing = playing_before.try_update_value(|before| std::mem::replace(before, is_playing));
        let is_audible = is_playing || was_playing.unwrap_or_default();
        run.with_log(|log| {
            let news = played.try_update_value(|played| played.advance(log, moment).events()).unwrap_or_default();
            if news.is_empty() || !is_on || !is_audible {
                return;
            }
            let plan = document.plan();
            let mut notes: Vec<_> = news.iter().filter_map(|event| Some((event.t, note(&plan, event)?))).collect();
            notes.sort_by(|(t, pitch), (other_t, other)| t.cmp(other_t).then(pitch.total_cmp(other)));
            notes.dedup();
            audio.update_value(|audio| {
                *audio = audio.take().or_else(Audio::new);
                if let Some(audio) = audio {
                    notes.iter().take(MAX_NOTES).for_each(|&(_, pitch)| audio.play(pitch));
                }
            });
        });
    });
}

fn note(plan: &Plan, event: &Event) -> Option<f32> {
    let pitch = pitch(plan, event.step)?;
    match event.kind {
        EventKind::Started { .. } => Some(pitch),
        EventKind::Failed(_) => Some(pitch * FAILED),
        EventKind::Cancelled => Some(pitch * CANCELLED),
        EventKind::Read(_)
        | EventKind::Written(_)
        | EventKind::Delivered
        | EventKind::Switched
        | EventKind::Acquired
        | EventKind::Released
        | EventKind::Settled(_)
        | EventKind::Finished
        | EventKind::Hazard(_)
        | EventKind::Stuck => None,
    }
}

fn pitch(plan: &Plan, step: StepId) -> Option<f32> {
    match plan.step(step).work {
        Work::Message { device, .. } => Some(PITCHES[device.0 as usize % PITCHES.len()]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{program::parse, runtime::predict};

    #[test]
    fn a_message_sounds_when_it_is_sent_and_once_more_low_if_it_does_not_get_there() {
        let notes = |text: &str| {
            let plan = Plan::new(&parse(text).unwrap(), 1);
            let log = predict(&plan);
            log.events().iter().filter_map(|event| note(&plan, event)).collect::<Vec<_>>()
        };
        let [light, speaker] = [PITCHES[0], PITCHES[1]];
        assert_eq!(notes("sequence(light.switch_on, delay(1s), speaker.switch_on)"), [light, speaker]);
        assert_eq!(notes("timeout(200ms, light.switch_on)"), [light, light * CANCELLED]);
        let fails = "device light = light(fails: 1)\nlight.switch_on";
        assert_eq!(notes(fails), [light, light * FAILED]);
    }
}
