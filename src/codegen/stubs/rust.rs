// The home: helpers that tell what happens, and stand-ins for real devices.
// It is the same for every program, and could be a module of its own.
use futures::future::join_all;
use futures::future::{Future, FutureExt, LocalBoxFuture};
use std::cell::{Cell, RefCell};
use std::{env, sync::LazyLock, time::Instant};

type Message = (&'static str, Option<&'static str>);
type Outcome = Result<(), String>;
type Step<'a> = LocalBoxFuture<'a, Outcome>;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);
const ORDER_MATTERS: [[&str; 2]; 4] = [
    ["switch_off", "switch_on"],
    ["play_song", "switch_off"],
    ["close", "open"],
    ["clean", "flush"],
];

tokio::task_local! {
    // The step that runs: its path, its words, its message, and how many steps inside it have begun.
    static HERE: (String, String, String, Cell<usize>);
}

fn tell(kind: &str, why: &str) {
    let t = START.elapsed().as_secs_f64();
    HERE.with(|(path, words, message, _)| {
        if env::args().any(|flag| flag == "--json") {
            let t_ms = t * 1000.0;
            let event = format!("\"t_ms\": {t_ms}, \"kind\": \"{kind}\", \"step\": \"{path}\"");
            println!("{{{event}{message}}}");
        } else {
            println!("{t:.2} s  {words} {kind}{why}");
        }
    });
}

fn step<'a>(words: &str, message: String, work: impl Future<Output = Outcome> + 'a) -> Step<'a> {
    let words = words.to_string();
    let told = async {
        tell("started", "");
        let outcome = work.await;
        let kind = outcome.as_ref().map_or("failed", |()| "finished");
        tell(kind, "");
        outcome
    };
    let here = async {
        let path = HERE.try_with(|(path, _, _, begun)| {
            let path = format!("{path}.{}", begun.replace(begun.get() + 1));
            path.trim_start_matches('.').to_string()
        });
        let here = (path.unwrap_or_default(), words, message, Cell::new(0));
        HERE.scope(here, told).await
    };
    here.boxed_local()
}

#[allow(unused)]
macro_rules! sequence {
    ($($step:expr),* $(,)?) => { run_sequence(Vec::from([$($step),*])) };
}

#[allow(unused)]
macro_rules! parallel {
    ($($step:expr),* $(,)?) => { run_parallel(Vec::from([$($step),*])) };
}
#[allow(unused)]
pub(crate) use {parallel, sequence};

#[allow(unused)]
fn run_sequence(steps: Vec<Step<'_>>) -> Step<'_> {
    let work = async {
        for step in steps {
            step.await?;
        }
        Ok(())
    };
    step("sequence", String::new(), work)
}

#[allow(unused)]
fn run_parallel(steps: Vec<Step<'_>>) -> Step<'_> {
    // If one fails, the others go on; then the block fails as well.
    let work = join_all(steps).map(|outcomes| outcomes.into_iter().collect());
    step("parallel", String::new(), work)
}

#[allow(unused)]
fn delay(time: Duration) -> Step<'static> {
    // Inside, for tokio counts the time from when sleep is called.
    step("delay", String::new(), async move {
        tokio::time::sleep(time).await;
        Ok(())
    })
}

struct Device {
    name: &'static str,
    missing: bool,
    latency: Duration,
    connected: Cell<bool>,
    on: Cell<bool>,
    under_way: RefCell<Vec<Message>>,
}

#[allow(unused)]
impl Device {
    fn new(name: &'static str, state: &str, latency: Duration) -> Self {
        Self {
            name,
            missing: state == "missing",
            latency,
            connected: Cell::new(state != "disconnected"),
            on: Cell::new(state == "on" || state == "playing"),
            under_way: RefCell::default(),
        }
    }

    fn connect(&self) -> Step<'_> {
        self.send_message("connect", None)
    }

    fn disconnect(&self) -> Step<'_> {
        self.send_message("disconnect", None)
    }

    fn send_message(&self, action: &'static str, data: Option<&'static str>) -> Step<'_> {
        self.send_message_taking(self.latency, action, data)
    }

    fn send_message_taking(
        &self,
        latency: Duration,
        action: &'static str,
        data: Option<&'static str>,
    ) -> Step<'_> {
        let words = format!("{} {}", self.name, action.replace('_', " "));
        let mut message = format!(
            ", \"device\": {}, \"action\": \"{action}\"",
            quoted(self.name)
        );
        if let Some(data) = data {
            message += &format!(", \"data\": {}", quoted(data));
        }
        step(&words.clone(), message, async move {
            if self.missing {
                return Err(format!("{words}: the home has no device of that name"));
            }
            if !self.connected.get() && action != "connect" {
                return Err(format!("{words}: the device is not connected"));
            }
            if let Some(hazard) = self.hazard(action, data) {
                tell("hazard", &format!(": {hazard}"));
            }
            self.under_way.borrow_mut().push((action, data));
            tokio::time::sleep(latency).await;
            let mut under_way = self.under_way.borrow_mut();
            let this = under_way.iter().position(|&other| other == (action, data));
            this.map(|this| under_way.remove(this));
            match action {
                "connect" => self.connected.set(true),
                "disconnect" => {
                    self.connected.set(false);
                    self.on.set(false);
                }
                "switch_on" => self.on.set(self.connected.get()),
                "switch_off" => self.on.set(false),
                _ => {}
            }
            Ok(())
        })
    }

    fn hazard(&self, action: &str, data: Option<&str>) -> Option<String> {
        if action == "play_song" && !self.on.get() {
            return Some("the speaker is off".into());
        }
        let matters = |&&(other, its_data): &&Message| {
            let mut both = [action, other];
            both.sort();
            match action == other {
                true => data != its_data,
                false => both.contains(&"disconnect") || ORDER_MATTERS.contains(&both),
            }
        };
        let under_way = self.under_way.borrow();
        let (other, _) = under_way.iter().find(matters)?;
        Some(format!("{} is still under way", other.replace('_', " ")))
    }
}

fn quoted(text: &str) -> String {
    let escape = |character: char| match character {
        '\\' | '\"' => format!("\\{character}"),
        ..' ' => format!("\\u{:04x}", u32::from(character)),
        _ => character.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}
