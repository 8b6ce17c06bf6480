//! Messages between this page and its host: the page whose frame it is in. docs/embedding.md specifies them.
//!
//! Messages are posted to a host of any origin, since they contain nothing private. Only messages from the host's window
//! are accepted.

use std::{cell::RefCell, rc::Rc, time::Duration};

use gloo_events::EventListener;
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::{SPEEDS, Theme, next_task, window};
use crate::runtime::{Model, Schedule, Threads};

/// A command from the host.
#[derive(Debug, PartialEq)]
pub enum Request {
    Ping,
    /// Loads a program from notation; `None` if the message's `program` is not a string.
    Load(Option<String>),
    Run,
    Pause,
    Resume,
    Step,
    Cancel,
    /// Moves the cursor to a virtual time.
    Seek(Duration),
    /// Changes the settings that are `Some`. Unusable values were dropped.
    Set(Settings),
    /// Searches schedules within these bounds.
    Search {
        preemptions: Option<u32>,
        bound: Option<u32>,
    },
}

/// Settings that a host changes.
#[derive(Debug, Default, PartialEq)]
pub struct Settings {
    pub speed: Option<f64>,
    pub theme: Option<Theme>,
    /// One of [`Model::WORDS`].
    pub model: Option<String>,
    pub cores: Option<u32>,
    pub quantum: Option<Duration>,
    pub switch: Option<Duration>,
    pub schedule: Option<Schedule>,
    pub seed: Option<u64>,
}

impl Request {
    /// Parses a message; `None` if it is not of this protocol or a member has the wrong type.
    fn read(data: &JsValue) -> Option<Self> {
        let member = |name: &str| Reflect::get(data, &name.into()).unwrap_or_default();
        if !data.is_object() || member("homeloop").as_f64() != Some(1.0) {
            return None;
        }
        Some(match &*member("type").as_string()? {
            "ping" => Self::Ping,
            "load" => Self::Load(member("program").as_string()),
            "run" => Self::Run,
            "pause" => Self::Pause,
            "resume" => Self::Resume,
            "step" => Self::Step,
            "cancel" => Self::Cancel,
            "seek" => Self::Seek(Duration::try_from_secs_f64(member("t_ms").as_f64()? / 1000.0).ok()?),
            "set" => {
                let range = SPEEDS[0]..=SPEEDS[SPEEDS.len() - 1];
                let speed = member("speed").as_f64().filter(|speed| range.contains(speed));
                let theme = member("theme").as_string().and_then(|name| Theme::from_name(&name));
                let time = |name: &str| Duration::try_from_secs_f64(member(name).as_f64()? / 1000.0).ok();
                Self::Set(Settings {
                    speed,
                    theme,
                    model: member("model").as_string().filter(|word| Model::WORDS.contains(&&**word)),
                    cores: whole(&member("cores")).filter(|cores| (1..=Threads::MAX_CORES).contains(cores)),
                    quantum: time("quantum_ms").filter(|quantum| Threads::QUANTA.contains(quantum)),
                    switch: time("switch_ms").filter(|&switch| switch <= Threads::MAX_SWITCH),
                    schedule: member("schedule").as_string().and_then(|text| text.parse().ok()),
                    seed: whole(&member("seed")).map(u64::from),
                })
            }
            "search" => Self::Search { preemptions: whole(&member("preemptions")), bound: whole(&member("bound")) },
            _ => return None,
        })
    }
}

/// Reads a whole number that is not negative.
fn whole(value: &JsValue) -> Option<u32> {
    let number =
        value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number))?;
    Some(number as u32)
}

/// The window of the page that this page is embedded in.
#[derive(Clone)]
pub struct Host(Window);

impl Host {
    /// Returns the host; `None` if the page is not in a frame.
    pub fn parent() -> Option<Self> {
        let parent = window().parent().ok()??;
        (!Object::is(&parent, &window())).then_some(Self(parent))
    }

    /// Calls a function with each request of the host, as long as the page exists.
    ///
    /// Requests that arrive together are handled in one task, so that a burst of them renders the page once.
    pub fn listen(&self, mut handle: impl FnMut(Request) + 'static) {
        let host = self.0.clone();
        let queue = Rc::new(RefCell::new(Vec::new()));
        let requests = queue.clone();
        let handle_all = Rc::new(RefCell::new(move || requests.take().into_iter().for_each(&mut handle)));
        let listener = EventListener::new(&window(), "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            let is_host = event.source().is_some_and(|source| Object::is(&source, &host));
            let Some(request) = Request::read(&event.data()).filter(|_| is_host) else { return };
            let mut queue = queue.borrow_mut();
            if queue.is_empty() {
                let handle_all = handle_all.clone();
                next_task(move || (handle_all.borrow_mut())());
            }
            queue.push(request);
        });
        listener.forget();
    }

    /// Posts a message of a type, with members beside `homeloop` and `type`.
    pub fn post(&self, kind: &str, members: impl IntoIterator<Item = (&'static str, JsValue)>) {
        let message = Object::new();
        let members = [("homeloop", JsValue::from(1)), ("type", kind.into())].into_iter().chain(members);
        for (name, value) in members {
            _ = Reflect::set(&message, &name.into(), &value);
        }
        _ = self.0.post_message(&message, "*");
    }

    /// Posts the height that the page would like to have, in CSS pixels.
    ///
    /// Posted twice: as a message of this protocol, and in Embedly's format, which publishing platforms understand
    /// (<https://docs.embed.ly/docs/provider-height-resizing>).
    pub fn post_height(&self, height: f64) {
        self.post("resize", [("height", height.into())]);
        let embedly = Object::new();
        let src = window().location().href().unwrap_or_default();
        let members: [(&str, JsValue); 3] =
            [("src", src.into()), ("context", "iframe.resize".into()), ("height", height.into())];
        for (name, value) in members {
            _ = Reflect::set(&embedly, &name.into(), &value);
        }
        if let Ok(text) = JSON::stringify(&embedly) {
            _ = self.0.post_message(&text, "*");
        }
    }
}

/// Parses JSON that this program wrote; `undefined` if it is malformed.
pub fn parse_json(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or_default()
}

/// Converts a duration to a JavaScript number of milliseconds, exact to the microsecond.
pub fn to_ms(time: Duration) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "a double holds the microseconds of 285 years exactly")]
    let micros = time.as_micros() as f64;
    (micros / 1000.0).into()
}
