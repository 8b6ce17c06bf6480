//! Devices that come and go while no program runs: each is told so by a message of its own, which everyone sees.

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::prelude::*;

use super::Session;
use crate::{
    browser::{Ended, FrameLoop, PacedClock, RunHandle, start},
    home::{Action, Device, StartState},
    program::{Edit, Message, Scene, Step},
    runtime::{History, Plan},
};

/// However slow a device is, nobody waits longer for it to come or go.
const LONGEST: Duration = Duration::from_secs(1);

/// A run of one message, `connect` or `disconnect`, beside the program's.
#[derive(Clone)]
pub struct Visit {
    /// The device's name. In the history it is the only device.
    pub device: Arc<str>,
    pub history: History,
    pub cursor: Duration,
}

/// What keeps a visit going. Dropping it breaks it off.
pub(super) struct Underway {
    _handle: RunHandle,
    _frames: FrameLoop,
}

impl Session {
    /// Adds a device to the home; it registers with a visible `connect`.
    pub fn register(self, device: Device) -> bool {
        let added = self.edit(Edit::AddDevice(device.clone()));
        if added {
            let before = Device { start: StartState::Disconnected, ..device };
            let words = format!("{} is connected.", before.name);
            self.visit(before, Action::Connect, move || self.say(words));
        }
        added
    }

    /// Takes a device from the home, once a visible `disconnect` has reached it.
    pub fn unregister(self, name: &str) {
        let device = self
            .editor
            .with_untracked(|editor| editor.scene().devices.iter().find(|device| *device.name == *name).cloned());
        if let Some(device) = device.filter(|device| device.start != StartState::Disconnected) {
            let name = device.name.clone();
            self.visit(device, Action::Disconnect, move || _ = self.edit(Edit::RemoveDevice(name)));
        } else {
            self.edit(Edit::RemoveDevice(name.into()));
        }
    }

    fn visit(self, device: Device, action: Action, then: impl FnOnce() + 'static) {
        let latency = Some(device.latency.min(LONGEST));
        let step = Step::Message(Message { device: device.name.clone(), action, latency });
        let name = device.name.clone();
        let plan = Arc::new(Plan::new(&Scene { devices: vec![device], step }, 0));
        let (clock, log) = (Rc::new(PacedClock::new(1.0)), Rc::new(RefCell::default()));
        let history = History::new(plan.clone());
        self.visit.set(Some(Visit { device: name, history, cursor: Duration::ZERO }));
        let on_end = move |ended| {
            if self.visit.is_disposed() {
                return;
            }
            // First what comes of it: a room that goes with its device must not be asked for its picture once more.
            then();
            // Of one that was broken off another has taken the place.
            if ended == Ended::Finished {
                self.visit.set(None);
                self.underway.set_value(None);
            }
        };
        let handle = start(plan, clock.clone(), Rc::clone(&log), on_end);
        let frames = FrameLoop::new(move || {
            self.visit.maybe_update(|visit| {
                let Some(visit) = visit else { return false };
                visit.history.read(&log.borrow());
                visit.cursor = clock.position();
                true
            });
        });
        self.underway.set_value(Some(Underway { _handle: handle, _frames: frames }));
    }
}
