use std::time::Duration;

use wasm_bindgen::JsValue;

use super::{
    SPEEDS, Theme,
    fragment::{self, Written},
    window,
};
use crate::{
    codegen,
    program::presets::{self, Preset},
};

/// What the page's address asks for. A switch that it does not name is `None`.
#[derive(Default)]
pub struct Address {
    pub program: Option<Program>,
    /// Whether the page is a part of another one.
    pub embed: Option<bool>,
    /// The panels to show, in order.
    pub view: Option<Vec<Panel>>,
    /// Whether there are controls to drive a run with.
    pub controls: Option<bool>,
    /// Whether the program can only be looked at.
    pub readonly: Option<bool>,
    /// Whether the program runs by itself, as soon as it is seen.
    pub autoplay: Option<bool>,
    /// The time of the finished run to open with.
    pub t: Option<Duration>,
    pub theme: Option<Theme>,
    pub speed: Option<f64>,
    pub seed: Option<u64>,
    /// The language of the code: the id of a [`Target`](codegen::Target).
    pub language: Option<&'static str>,
    /// What the address has wrong: what was left out instead of done, in sentences.
    pub notices: Vec<String>,
}

/// The program an address names.
pub enum Program {
    Preset(Preset),
    /// Notation, not read yet.
    Written(Written),
}

/// A part of the page that an address can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    Home,
    Timeline,
    Program,
    Code,
    Log,
}

impl Panel {
    pub const ALL: [Self; 5] = [Self::Home, Self::Timeline, Self::Program, Self::Code, Self::Log];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Timeline => "timeline",
            Self::Program => "program",
            Self::Code => "code",
            Self::Log => "log",
        }
    }

    /// Each once, in the order in which they are named; `None` if a name is of no panel.
    fn from_names(names: &str) -> Option<Vec<Self>> {
        let mut panels = Vec::new();
        for name in names.split(',') {
            let panel = Self::ALL.into_iter().find(|panel| panel.as_str() == name.trim())?;
            if !panels.contains(&panel) {
                panels.push(panel);
            }
        }
        Some(panels)
    }
}

impl Address {
    /// Reads the address of the page. That a program has to be unpacked takes a moment.
    pub async fn current() -> Self {
        let location = window().location();
        let mut address = Self::default();
        address.read_query(&location.search().unwrap_or_default());
        match fragment::read(&location.hash().unwrap_or_default()).await {
            Ok(Some(written)) => address.program = Some(Program::Written(written)),
            Ok(None) => {}
            Err(notice) => address.notices.push(notice),
        }
        address
    }

    fn read_query(&mut self, query: &str) {
        let Ok(query) = web_sys::UrlSearchParams::new_with_str(query) else { return };
        let mut read = |key: &str, wanted: &str, take: &mut dyn FnMut(&mut Self, &str) -> bool| {
            if let Some(value) = query.get(key)
                && !take(self, &value)
            {
                self.notices.push(format!("The address says {key}={value}, which is not {wanted}. It was left out."));
            }
        };
        read("preset", "the name of a preset", &mut |address, value| {
            address.program = presets::find(value).map(Program::Preset);
            address.program.is_some()
        });
        read("theme", "light, dark or auto", &mut |address, value| {
            address.theme = Theme::from_name(value);
            address.theme.is_some()
        });
        read("speed", "a number from 0.1 to 100", &mut |address, value| {
            let range = SPEEDS[0]..=SPEEDS[SPEEDS.len() - 1];
            address.speed = number(value).filter(|speed| range.contains(speed));
            address.speed.is_some()
        });
        read("t", "a time in milliseconds", &mut |address, value| {
            address.t = number(value).and_then(|ms| Duration::try_from_secs_f64(ms / 1000.0).ok());
            address.t.is_some()
        });
        read("view", "a list of home, timeline, program, code and log", &mut |address, value| {
            address.view = Panel::from_names(value);
            address.view.is_some()
        });
        type Switch = fn(&mut Address) -> &mut Option<bool>;
        let switches: [(&str, Switch); 4] = [
            ("embed", |address| &mut address.embed),
            ("controls", |address| &mut address.controls),
            ("readonly", |address| &mut address.readonly),
            ("autoplay", |address| &mut address.autoplay),
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
        read("lang", "python, rust, javascript or blocking", &mut |address, value| {
            address.language = codegen::find(value).map(|target| target.about().id);
            address.language.is_some()
        });
        read("seed", "a whole number", &mut |address, value| {
            address.seed = value.parse().ok();
            address.seed.is_some()
        });
    }
}

/// A text as JavaScript reads a number.
fn number(text: &str) -> Option<f64> {
    let number = JsValue::from_str(text).unchecked_into_f64();
    (!text.trim().is_empty() && number.is_finite()).then_some(number)
}

/// The part of the page's address that says what is on the page.
pub fn here() -> String {
    let location = window().location();
    location.search().unwrap_or_default() + &location.hash().unwrap_or_default()
}

/// The page's address without what it asks for.
pub fn place() -> String {
    let location = window().location();
    location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default()
}

/// A link to this page with another program: a preset's id, or the fragment that [`fragment::write`] makes of notation.
/// It keeps what the query says besides, but for these keys.
pub fn link(preset: Option<&str>, fragment: &str, without: &[&str]) -> String {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    let Ok(query) = web_sys::UrlSearchParams::new_with_str(&query) else { return fragment.into() };
    without.iter().chain(&["preset"]).for_each(|key| query.delete(key));
    if let Some(preset) = preset {
        query.set("preset", preset);
    }
    let query = String::from(query.to_string());
    let path = location.pathname().unwrap_or_default();
    [path.as_str(), if query.is_empty() { "" } else { "?" }, &query, fragment].concat()
}

/// Has the address bar show a link to this page. The way back stays as it is.
pub fn show_link(link: &str) {
    // A frame that may not have an address of its own, or a browser that has had too many, keeps the old one.
    _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(link)));
}
