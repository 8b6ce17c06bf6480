//! Messages with the page around this one, if it is in a frame. What is said is meant for anybody; what is heard is
//! believed from that page alone.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{MessageEvent, Window};

use super::{SPEEDS, Theme, window};

/// What a host page asks for.
#[derive(Debug, PartialEq)]
pub enum Request {
    Ping,
    /// To load a program: notation, or `None` where something else came.
    Load(Option<String>),
    Run,
    Pause,
    Resume,
    Step,
    Cancel,
    Seek(Duration),
    Set {
        speed: Option<f64>,
        theme: Option<Theme>,
    },
}

impl Request {
    /// Reads a message. What is none of ours, or has members of other types, is `None`.
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
                Self::Set { speed, theme }
            }
            _ => return None,
        })
    }
}

/// The page around this one.
#[derive(Clone)]
pub struct Host(Window);

impl Host {
    /// `None` for a page that is on its own.
    pub fn around() -> Option<Self> {
        let parent = window().parent().ok()??;
        (!Object::is(&parent, &window())).then_some(Self(parent))
    }

    /// Calls a function with whatever the host asks for, as long as the page is there. What it asks for at once is done
    /// in one go: a flood of requests has the page drawn a few times, not once for each.
    pub fn listen(&self, mut hear: impl FnMut(Request) + 'static) {
        let host = self.0.clone();
        let waiting = Rc::new(RefCell::new(Vec::new()));
        let asked = waiting.clone();
        let work_off = Closure::<dyn FnMut()>::new(move || asked.take().into_iter().for_each(&mut hear));
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let is_host = event.source().is_some_and(|source| Object::is(&source, &host));
            let Some(request) = Request::read(&event.data()).filter(|_| is_host) else { return };
            let mut waiting = waiting.borrow_mut();
            if waiting.is_empty() {
                _ = window().set_timeout_with_callback(work_off.as_ref().unchecked_ref());
            }
            waiting.push(request);
        });
        _ = window().add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        // It is wanted until the page goes.
        listener.forget();
    }

    /// Says something: of this type, with these members.
    pub fn say(&self, kind: &str, members: impl IntoIterator<Item = (&'static str, JsValue)>) {
        let message = Object::new();
        let all = [("homeloop", JsValue::from(1)), ("type", kind.into())].into_iter().chain(members);
        for (name, value) in all {
            _ = Reflect::set(&message, &name.into(), &value);
        }
        _ = self.0.post_message(&message, "*");
    }

    /// Says how high the page wants to be, in CSS pixels: as a message of ours, and as hosts know it that embed others'
    /// pages the way of Embedly (<https://docs.embed.ly/docs/provider-height-resizing>).
    pub fn say_height(&self, height: f64) {
        self.say("resize", [("height", height.into())]);
        let known = Object::new();
        let src = window().location().href().unwrap_or_default();
        let members: [(&str, JsValue); 3] =
            [("src", src.into()), ("context", "iframe.resize".into()), ("height", height.into())];
        for (name, value) in members {
            _ = Reflect::set(&known, &name.into(), &value);
        }
        if let Ok(text) = JSON::stringify(&known) {
            _ = self.0.post_message(&text, "*");
        }
    }
}

/// JSON of our own as a value.
pub fn from_json(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or_default()
}

/// A time as a number of milliseconds, exact to the microsecond.
pub fn to_ms(time: Duration) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "a double counts the microseconds of 285 years")]
    let micros = time.as_micros() as f64;
    (micros / 1000.0).into()
}
