//! A note for each message, one pitch for each device: a parallel sounds like a chord, a sequence like a melody.

use leptos::prelude::*;

use super::{
    render::reactive::effect,
    state::{LogCursor, Phase, use_document, use_preferences, use_run},
};
use crate::{
    browser::Audio,
    runtime::{Plan, Work},
};

/// The pitches of the devices, in Hz: a major pentatonic scale from C4 on, in which everything sounds well together.
const PITCHES: [f32; 10] = [261.6, 329.6, 392.0, 440.0, 523.3, 587.3, 659.3, 784.0, 880.0, 1046.5];

/// The maximum number of notes at once.
const MAX_NOTES: usize = 8;

/// Plays the messages that start while the run goes on, if sound is on.
pub fn listen() {
    let (document, run, preferences) = (use_document(), use_run(), use_preferences());
    let audio = StoredValue::new_local(None::<Audio>);
    let played = StoredValue::new(LogCursor::default());
    let went_on = StoredValue::new(false);
    effect(move || {
        let (moment, is_on) = (run.moment.get(), preferences.sound.get());
        // A browser has few of these, and a page that makes no sound needs none.
        if !is_on {
            audio.set_value(None);
        }
        // What comes last is heard too, though the run is over by then.
        let is_going = untrack(|| run.phase.get() == Phase::Running || run.replaying.get());
        let was_going = went_on.try_update_value(|went_on| std::mem::replace(went_on, is_going));
        let goes_on = is_going || was_going.unwrap_or_default();
        run.with_log(|log| {
            let news = played.try_update_value(|played| played.advance(log, moment).events()).unwrap_or_default();
            if news.is_empty() || !is_on || !goes_on {
                return;
            }
            let plan = document.plan();
            let started = news.iter().filter(|event| event.kind.is_start());
            let mut notes: Vec<_> = started.filter_map(|event| Some((event.t, pitch(&plan, event.step)?))).collect();
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

fn pitch(plan: &Plan, step: crate::runtime::StepId) -> Option<f32> {
    match plan.step(step).work {
        Work::Message { device, .. } => Some(PITCHES[device.0 as usize % PITCHES.len()]),
        _ => None,
    }
}
