//! The page's address as a value: the program in it and the switches of its query.

use std::time::Duration;

use wasm_bindgen::JsValue;

use super::{
    Panel, SPEEDS, Theme,
    fragment::{self, RawNotation},
    window,
};
use crate::{
    codegen,
    program::presets::{self, Preset},
    runtime::{Model, Schedule, Threads},
};

/// The settings in the page's address. A key that is absent or unusable is `None`.
#[derive(Default)]
pub struct Address {
    pub program: Option<ProgramSource>,
    /// `embed`: true if the page is part of another page.
    pub embed: Option<bool>,
    /// `view`: the panels to show, in order.
    pub view: Option<Vec<Panel>>,
    /// `controls`: true if the page shows controls for the run.
    pub controls: Option<bool>,
    /// `readonly`: true if the program cannot be edited.
    pub readonly: Option<bool>,
    /// `autoplay`: true if the program starts as soon as the page is visible.
    pub autoplay: Option<bool>,
    /// `predict`: true if the outcome of the program stays hidden until its first run.
    pub predict: Option<bool>,
    /// `title`: the title of a program that is no preset.
    pub title: Option<String>,
    /// `t`: the cursor's time in the finished run that the page opens with.
    pub t: Option<Duration>,
    pub theme: Option<Theme>,
    /// `speed`: virtual seconds per real second, in the range of [`SPEEDS`].
    pub speed: Option<f64>,
    /// `seed`: the seed of the jitter.
    pub seed: Option<u64>,
    /// `model`: one of [`Model::WORDS`].
    pub model: Option<String>,
    /// `cores`, `quantum`, `switch` and `schedule`: the settings of threads.
    pub threads: Threads,
    /// `lang`: the id of a [`Language`](codegen::Language).
    pub language: Option<&'static str>,
    /// Sentences for the reader, one about each part of the address that was ignored.
    pub notices: Vec<String>,
}

/// The longest title that an address can give.
const MAX_TITLE_CHARACTERS: usize = 100;

/// The program that an address names.
pub enum ProgramSource {
    Preset(Preset),
    /// Notation that has not been parsed yet.
    Notation(RawNotation),
}

impl Address {
    /// Reads the address of the page. Asynchronous, because browsers decompress in streams.
    pub async fn current() -> Self {
        let location = window().location();
        let mut address = Self::default();
        address.read_query(&location.search().unwrap_or_default());
        match fragment::read(&location.hash().unwrap_or_default()).await {
            Ok(Some(notation)) => address.program = Some(ProgramSource::Notation(notation)),
            Ok(None) => {}
            Err(notice) => address.notices.push(notice),
        }
        address
    }

    fn read_query(&mut self, query: &str) {
        let Ok(query) = web_sys::UrlSearchParams::new_with_str(query) else { return };
        // `store` parses a value into its field and returns false if the value is unusable.
        let mut read = |key: &str, expected: &str, store: &mut dyn FnMut(&mut Self, &str) -> bool| {
            if let Some(value) = query.get(key)
                && !store(self, &value)
            {
                self.notices.push(format!("The address says {key}={value}, which is not {expected}. It was left out."));
            }
        };
        let preset_ids = presets::ALL.map(|preset| preset.id);
        read("preset", &enumerate(&preset_ids, "or"), &mut |address, value| {
            address.program = presets::find(value).map(ProgramSource::Preset);
            address.program.is_some()
        });
        read("theme", "light, dark or auto", &mut |address, value| {
            address.theme = Theme::from_name(value);
            address.theme.is_some()
        });
        read("title", "a text of 1 to 100 characters", &mut |address, value| {
            let title = value.trim();
            address.title = (1..=MAX_TITLE_CHARACTERS).contains(&title.chars().count()).then(|| title.to_owned());
            address.title.is_some()
        });
        read("speed", "a number from 0.1 to 100", &mut |address, value| {
            let range = SPEEDS[0]..=SPEEDS[SPEEDS.len() - 1];
            address.speed = parse_number(value).filter(|speed| range.contains(speed));
            address.speed.is_some()
        });
        read("t", "a time in milliseconds", &mut |address, value| {
            address.t = parse_ms(value);
            address.t.is_some()
        });
        let panels = format!("a list of {}", enumerate(&Panel::ALL.map(Panel::as_str), "and"));
        read("view", &panels, &mut |address, value| {
            address.view = Panel::parse_list(value);
            address.view.is_some()
        });
        type Switch = fn(&mut Address) -> &mut Option<bool>;
        let switches: [(&str, Switch); 5] = [
            ("embed", |address| &mut address.embed),
            ("controls", |address| &mut address.controls),
            ("readonly", |address| &mut address.readonly),
            ("autoplay", |address| &mut address.autoplay),
            ("predict", |address| &mut address.predict),
        ];
        for (key, switch) in switches {
            read(key, "0, 1, true or false", &mut |address, value| {
                *switch(address) = match value {
                    "1" | "true" => Some(true),
                    "0" | "false" => Some(false),
                    _ => None,
                };
                switch(address).is_some()
            });
        }
        read("lang", &enumerate(&codegen::LANGUAGES.map(|language| language.id), "or"), &mut |address, value| {
            address.language = codegen::find(value).map(|language| language.id);
            address.language.is_some()
        });
        read("model", &enumerate(&Model::WORDS, "or"), &mut |address, value| {
            address.model = Some(value.to_owned()).filter(|value| Model::WORDS.contains(&&**value));
            address.model.is_some()
        });
        read("cores", "a whole number from 1 to 64", &mut |address, value| {
            let cores = value.parse().ok().filter(|cores| (1..=Threads::MAX_CORES).contains(cores));
            cores.inspect(|&cores| address.threads.cores = cores).is_some()
        });
        read("quantum", "a number of milliseconds from 1 to 60000", &mut |address, value| {
            let quantum = parse_ms(value).filter(|quantum| Threads::QUANTA.contains(quantum));
            quantum.inspect(|&quantum| address.threads.quantum = quantum).is_some()
        });
        read("switch", "a number of milliseconds from 0 to 1000", &mut |address, value| {
            let switch = parse_ms(value).filter(|&switch| switch <= Threads::MAX_SWITCH);
            switch.inspect(|&switch| address.threads.switch = switch).is_some()
        });
        read("schedule", "numbers of threads with dots between, or seed: and a number", &mut |address, value| {
            let schedule = value.parse::<Schedule>().ok();
            schedule.inspect(|schedule| address.threads.schedule = schedule.clone()).is_some()
        });
        read("seed", "a whole number", &mut |address, value| {
            address.seed = value.parse().ok();
            address.seed.is_some()
        });
    }
}

/// Parses a finite number by JavaScript's rules, which spares the page Rust's tables for that.
fn parse_number(text: &str) -> Option<f64> {
    let number = JsValue::from_str(text).unchecked_into_f64();
    (!text.trim().is_empty() && number.is_finite()).then_some(number)
}

fn parse_ms(text: &str) -> Option<Duration> {
    parse_number(text).and_then(|ms| Duration::try_from_secs_f64(ms / 1000.0).ok())
}

/// Joins words as a sentence does: "a, b or c".
fn enumerate(words: &[&str], conjunction: &str) -> String {
    match words {
        [others @ .., last] if !others.is_empty() => format!("{} {conjunction} {last}", others.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::enumerate;

    #[test]
    fn words_are_joined_as_in_a_sentence() {
        assert_eq!(enumerate(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(enumerate(&["a", "b"], "and"), "a and b");
        assert_eq!(enumerate(&["a"], "and"), "a");
    }
}
