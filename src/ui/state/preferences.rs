//! A person's choices about the way in which the page shows things. Knows no program and no run.

use leptos::prelude::*;

use super::{Form, TimelineView};
use crate::{
    browser::{Address, Theme, is_sound_on, remember_sound},
    codegen,
};

/// A handle: copies share the same preferences.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// The speed of runs, as a factor of real time. Written through [`Run::set_speed`](super::Run::set_speed).
    pub speed: ReadSignal<f64>,
    /// True if a replay starts again after its end.
    pub looping: ReadSignal<bool>,
    /// True if messages play notes.
    pub sound: ReadSignal<bool>,
    pub theme: ReadSignal<Theme>,
    /// The panel that a narrow page shows.
    pub panel: ReadSignal<&'static str>,
    pub form: ReadSignal<Form>,
    pub timeline_view: ReadSignal<TimelineView>,
    /// The language of the generated code: the id of a [`Language`](codegen::Language).
    pub language: ReadSignal<&'static str>,
    write: Writers,
}

#[derive(Clone, Copy)]
struct Writers {
    speed: WriteSignal<f64>,
    looping: WriteSignal<bool>,
    sound: WriteSignal<bool>,
    theme: WriteSignal<Theme>,
    panel: WriteSignal<&'static str>,
    form: WriteSignal<Form>,
    timeline_view: WriteSignal<TimelineView>,
    language: WriteSignal<&'static str>,
}

impl Preferences {
    /// Reads the address, and what the browser remembers. An embedded page remembers neither theme nor sound.
    pub fn new(address: &Address) -> Self {
        let is_embedded = address.embed.unwrap_or_default();
        let default_theme = || if is_embedded { Theme::Auto } else { Theme::remembered() };
        let (speed, set_speed) = signal(address.speed.unwrap_or(1.0));
        let (looping, set_looping) = signal(false);
        let (sound, set_sound) = signal(!is_embedded && is_sound_on());
        let (theme, set_theme) = signal(address.theme.unwrap_or_else(default_theme));
        let (panel, set_panel) = signal("program");
        let (form, set_form) = signal(Form::Blocks);
        let (timeline_view, set_timeline_view) = signal(TimelineView::default());
        let (language, set_language) = signal(address.language.unwrap_or(codegen::LANGUAGES[0].id));
        let write = Writers {
            speed: set_speed,
            looping: set_looping,
            sound: set_sound,
            theme: set_theme,
            panel: set_panel,
            form: set_form,
            timeline_view: set_timeline_view,
            language: set_language,
        };
        Self { speed, looping, sound, theme, panel, form, timeline_view, language, write }
    }

    /// Changes the speed of later runs only; the run passes it on to the present one.
    pub(super) fn set_speed(self, speed: f64) {
        self.write.speed.set(speed);
    }

    pub(super) fn toggle_looping(self) {
        self.write.looping.update(|is_on| *is_on = !*is_on);
    }

    pub fn toggle_sound(self) {
        let is_on = !self.sound.get_untracked();
        self.write.sound.set(is_on);
        remember_sound(is_on);
    }

    /// Shows a theme for this visit.
    pub fn set_theme(self, theme: Theme) {
        self.write.theme.set(theme);
    }

    /// Shows the next theme, and remembers it.
    pub fn choose_next_theme(self) {
        let index = Theme::ALL.iter().position(|&theme| theme == self.theme.get_untracked()).unwrap_or_default();
        let next = Theme::ALL[(index + 1) % Theme::ALL.len()];
        next.remember();
        self.set_theme(next);
    }

    pub fn set_panel(self, panel: &'static str) {
        self.write.panel.set(panel);
    }

    pub fn set_form(self, form: Form) {
        self.write.form.set(form);
    }

    pub fn show_in_timeline(self, view: TimelineView) {
        self.write.timeline_view.set(view);
    }

    pub fn set_language(self, language: &'static str) {
        self.write.language.set(language);
    }
}
