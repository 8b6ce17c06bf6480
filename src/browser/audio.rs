//! Soft notes.

use web_sys::{AudioContext, OscillatorType};

use super::Store;

const KEY: &str = "homeloop.sound";

/// Plays notes. A browser lets a page sound only after a person has touched it.
pub struct Audio(AudioContext);

impl Audio {
    /// `None` where the browser has no sound.
    pub fn new() -> Option<Self> {
        AudioContext::new().ok().map(Self)
    }

    /// Plays one soft note: it sets in at once, and fades within half a second.
    pub fn play(&self, frequency_hz: f32) {
        _ = self.try_play(frequency_hz);
    }

    fn try_play(&self, frequency_hz: f32) -> Result<(), wasm_bindgen::JsValue> {
        const VOLUME: f32 = 0.12;
        const SILENCE: f32 = 0.0001;
        const LENGTH_S: f64 = 0.5;
        let Self(context) = self;
        let (note, volume, now) = (context.create_oscillator()?, context.create_gain()?, context.current_time());
        note.set_type(OscillatorType::Triangle);
        note.frequency().set_value(frequency_hz);
        volume.gain().set_value(VOLUME);
        volume.gain().exponential_ramp_to_value_at_time(SILENCE, now + LENGTH_S)?;
        note.connect_with_audio_node(&volume)?.connect_with_audio_node(&context.destination())?;
        note.start()?;
        note.stop_with_when(now + LENGTH_S)
    }
}

impl Drop for Audio {
    fn drop(&mut self) {
        _ = self.0.close();
    }
}

/// Whether a person has asked for sound before.
pub fn is_sound_on() -> bool {
    matches!(Store::Browser.get(KEY), Ok(Some(_)))
}

/// Remembers whether a person wants sound.
pub fn remember_sound(on: bool) {
    // What cannot be remembered must be asked for again.
    _ = if on { Store::Browser.set(KEY, "on") } else { Store::Browser.remove(KEY) };
}
