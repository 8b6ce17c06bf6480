//! What if a device were faster? Its latency can be slid about, and the prediction follows.

use std::{sync::Arc, time::Duration};

use leptos::{
    ev::Event,
    prelude::*,
    web_sys::{Element, HtmlInputElement},
};

use super::chart::Chart;
use crate::{
    home::Device,
    program::Edit,
    runtime::Work,
    ui::{
        sketch::{Shape, shape},
        words::{latency, seconds, whole_ms},
    },
};

/// As far as a slider goes, if the device is not slower already.
const MOST_MS: u64 = 2000;
const STEP_MS: u64 = 50;

/// What sliding has changed so far.
#[derive(Clone)]
pub struct Slid {
    device: Arc<str>,
    /// Latency and makespan before, and whether the run waited for the device then.
    latency: Duration,
    total: Duration,
    was_awaited: bool,
}

/// The slider of a device.
pub fn slider(device: &Device) -> Shape {
    let ms = whole_ms(device.latency);
    shape("label")
        .with("class", "slider")
        .piece(
            shape("input")
                .with("type", "range")
                .with("min", "0")
                .with("max", MOST_MS.max(ms).to_string())
                .with("step", STEP_MS.to_string())
                .with("value", ms.to_string())
                .with("data-device", device.name.to_string())
                .with("aria-label", format!("Latency of {}", device.name))
                .with("aria-valuetext", latency(device.latency)),
        )
        .piece(shape("span").text(latency(device.latency)))
}

/// Takes over the latency that a slider is at.
pub fn on_input(event: &Event, chart: Chart) {
    let field: HtmlInputElement = event_target(event);
    let Some(name) = field.get_attribute("data-device").map(Arc::<str>::from) else { return };
    let Ok(ms) = field.value().parse() else { return };
    let program = chart.session.program.get_untracked();
    let Some(id) = program.plan.devices.iter().position(|device| device.name == name) else { return };
    // Sliding on is measured against where it began; whatever else was done meanwhile begins anew.
    let began = chart.hand.with_value(|hand| hand.slid.as_ref().is_some_and(|slid| slid.device == name));
    if !began || !is_last_edit(chart, &name) {
        let is_its_own =
            |step: &_| matches!(program.plan.step(*step).work, Work::Message { device, .. } if device.0 as usize == id);
        let slid = Some(Slid {
            device: name.clone(),
            latency: program.plan.devices[id].latency,
            total: program.prediction.end(),
            was_awaited: program
                .plan
                .ids()
                .filter(is_its_own)
                .any(|step| program.forecast.of(step).slack == Some(Duration::ZERO)),
        });
        chart.hand.update_value(|hand| hand.slid = slid);
    }
    chart.session.edit(Edit::SetLatency { name, latency: Duration::from_millis(ms) });
}

/// Whether the last thing that was done to the program was to slide this device's latency.
fn is_last_edit(chart: Chart, device: &Arc<str>) -> bool {
    let slide = Edit::SetLatency { name: device.clone(), latency: Duration::ZERO };
    chart.session.editor.with_untracked(|editor| editor.undo_name() == Some(&slide.name(editor.scene())))
}

/// A slider was let go: sliding on is another edit.
pub fn on_change(event: &Event, chart: Chart) {
    if event_target::<Element>(event).has_attribute("data-device") {
        chart.session.editor.update_untracked(crate::program::Editor::close_entry);
    }
}

/// What sliding has come to, in words.
pub fn words(chart: Chart) -> Option<String> {
    let program = chart.session.program.read();
    let slid = chart.hand.with_value(|hand| hand.slid.clone())?;
    let device = program.plan.devices.iter().find(|device| device.name == slid.device)?;
    if device.latency == slid.latency || !is_last_edit(chart, &slid.device) {
        return None;
    }
    let change = format!("{}: {} instead of {}.", slid.device, latency(device.latency), latency(slid.latency));
    Some(format!("{change} {}", outcome(&slid, program.prediction.end())))
}

fn outcome(slid: &Slid, total: Duration) -> String {
    if total != slid.total {
        return format!("The total is {} instead of {}.", seconds(total), seconds(slid.total));
    }
    let why = if slid.was_awaited {
        "something else takes as long."
    } else {
        "it is not on the critical path, so the run never waited for it."
    };
    format!("The total stays {}: {why}", seconds(total))
}
