//! Devices that are added or removed: each gets a visible message, `connect` or `disconnect`, in a run of its own
//! beside the program's.

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::prelude::*;

use super::Document;
use crate::{
    browser::{Ended, FrameLoop, PacedClock, RunHandle, start},
    home::{Action, Device, StartState},
    program::{Edit, Message, Scene, Step},
    runtime::{History, Plan},
    ui::text::announcements,
};

/// The maximum latency of the message, however slow the device is.
const MAX_CONNECT_LATENCY: Duration = Duration::from_secs(1);

/// A handle: copies share the same connection.
#[derive(Clone, Copy)]
pub struct Connection {
    /// The device that is being connected or disconnected.
    pub progress: ReadSignal<Option<ConnectProgress>>,
    set_progress: WriteSignal<Option<ConnectProgress>>,
    run: StoredValue<Option<ConnectRun>, LocalStorage>,
    document: Document,
}

#[derive(Clone)]
pub struct ConnectProgress {
    /// The device's name. It is the only device in the history.
    pub device: Arc<str>,
    pub history: History,
    pub cursor: Duration,
}

/// The run of the one message. Dropping it cancels it.
struct ConnectRun {
    _handle: RunHandle,
    _frames: FrameLoop,
}

impl Connection {
    pub fn new(document: Document) -> Self {
        let (progress, set_progress) = signal(None);
        Self { progress, set_progress, run: StoredValue::new_local(None), document }
    }

    /// Adds a device to the home and connects it.
    pub fn register(self, device: Device) -> bool {
        let is_added = self.document.edit(Edit::AddDevice(device.clone()));
        if is_added {
            let before = Device { start: StartState::Disconnected, ..device };
            let announcement = announcements::connected(&before.name);
            self.start(before, Action::Connect, move || self.document.announce(announcement));
        }
        is_added
    }

    /// Disconnects a device, then removes it from the home.
    pub fn unregister(self, name: &str) {
        let find = |scene: &Scene| scene.devices.iter().find(|device| *device.name == *name).cloned();
        let device = self.document.with_editor(|editor| find(editor.scene()));
        if let Some(device) = device.filter(|device| device.start != StartState::Disconnected) {
            let name = device.name.clone();
            let remove = move || _ = self.document.edit(Edit::RemoveDevice(name));
            self.start(device, Action::Disconnect, remove);
        } else {
            self.document.edit(Edit::RemoveDevice(name.into()));
        }
    }

    /// Runs one message to a device. A message that is still on its way is cancelled.
    fn start(self, device: Device, action: Action, then: impl FnOnce() + 'static) {
        let latency = Some(device.latency.min(MAX_CONNECT_LATENCY));
        let step = Step::Message(Message { device: device.name.clone(), action, latency });
        let name = device.name.clone();
        let plan = Arc::new(Plan::new(&Scene { devices: vec![device], locks: Vec::new(), step }, 0));
        let (clock, log) = (Rc::new(PacedClock::new(1.0)), Rc::new(RefCell::default()));
        let history = History::new(plan.clone());
        self.set_progress.set(Some(ConnectProgress { device: name, history, cursor: Duration::ZERO }));
        let on_end = move |ended| {
            if self.progress.is_disposed() {
                return;
            }
            // First the edit: the room of a removed device must not be drawn once more.
            then();
            // A cancelled run has been replaced by another one.
            if ended == Ended::Finished {
                self.set_progress.set(None);
                self.run.set_value(None);
            }
        };
        let handle = start(plan, clock.clone(), Rc::clone(&log), on_end);
        let frames = FrameLoop::new(move || {
            self.set_progress.maybe_update(|progress| {
                let Some(progress) = progress else { return false };
                progress.history.read(&log.borrow());
                progress.cursor = clock.position();
                true
            });
        });
        self.run.set_value(Some(ConnectRun { _handle: handle, _frames: frames }));
    }
}
