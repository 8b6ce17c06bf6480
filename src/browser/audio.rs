//! Short notes through the Web Audio API, and the stored setting for sound.

use web_sys::{AudioContext, OscillatorType};

use super::Store;

const KEY: &str = "homeloop.sound";

/// An open audio output. Browsers keep it silent until the person has interacted with the page; dropping closes it.
pub struct Audio(AudioContext);

impl Audio {
    /// Opens an output; `None` if the browser has none.
    pub fn new() -> Option<Self> {
        AudioContext::new().ok().map(Self)
    }

    /// Plays one note that starts now and fades out over half a second. Notes may overlap.
    pub fn play(&self, frequency_hz: f32) {
        _ = self.try_play(frequency_hz);
    }

    fn try_play(&self, frequency_hz: f32) -> Result<(), wasm_bindgen::JsValue> {
        const VOLUME: f32 = 0.12;
        // An exponential ramp cannot end at zero.
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

/// Returns true if sound was on when the setting was last stored.
pub fn is_sound_on() -> bool {
    matches!(Store::Browser.get(KEY), Ok(Some(_)))
}

/// Stores the setting for later visits, if the browser allows it.
pub fn remember_sound(on: bool) {
    _ = if on { Store::Browser.set(KEY, "on") } else { Store::Browser.remove(KEY) };
}
