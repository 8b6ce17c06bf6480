//! Sliders for the latencies of devices. The prediction follows them.

use std::{sync::Arc, time::Duration};

use leptos::{
    ev::Event,
    prelude::*,
    web_sys::{Element, HtmlInputElement},
};

use super::{chart::Chart, interaction::LatencyProbe};
use crate::{
    home::Device,
    program::Edit,
    runtime::Work,
    ui::{
        render::vdom::{VElement, element},
        text::{latency, what_if as text, whole_ms},
    },
};

/// End of a slider, unless the device is slower already.
const MAX_LATENCY_MS: u64 = 2000;
const LATENCY_STEP_MS: u64 = 50;

/// The slider of a device.
pub fn slider(device: &Device) -> VElement {
    let ms = whole_ms(device.latency);
    element("label")
        .attr("class", "slider")
        .child(
            element("input")
                .attr("type", "range")
                .attr("min", "0")
                .attr("max", MAX_LATENCY_MS.max(ms).to_string())
                .attr("step", LATENCY_STEP_MS.to_string())
                .attr("value", ms.to_string())
                .attr("data-device", device.name.to_string())
                .attr("aria-label", text::latency_of(&device.name))
                .attr("aria-valuetext", latency(device.latency)),
        )
        .child(element("span").text(latency(device.latency)))
}

/// Sets the latency of a device to the value of its slider.
pub fn on_input(event: &Event, chart: Chart) {
    let field: HtmlInputElement = event_target(event);
    let Some(name) = field.get_attribute("data-device").map(Arc::<str>::from) else { return };
    let Ok(ms) = field.value().parse() else { return };
    let program = chart.document.program.get_untracked();
    let Some(id) = program.plan.devices.iter().position(|device| device.name == name) else { return };
    // The effect of a slider is measured from the first of its edits that follow each other.
    let began = chart
        .interaction
        .with_value(|interaction| interaction.probe.as_ref().is_some_and(|probe| probe.device == name));
    if !began || !is_last_edit(chart, &name) {
        let plan = &program.plan;
        let takes_it = |step: &_| {
            let step = plan.step(*step);
            !step.is_exact && matches!(step.work, Work::Message { device, .. } if device.0 as usize == id)
        };
        let is_critical = |step| program.forecast.of(step).slack == Some(Duration::ZERO);
        let part = match plan.ids().filter(takes_it).count() {
            0 => text::Part::Unused,
            // If no slack is known, nothing is said of it.
            _ if !program.forecast.is_known() || plan.ids().filter(takes_it).any(is_critical) => text::Part::Critical,
            _ => text::Part::NotCritical,
        };
        let probe = Some(LatencyProbe {
            device: name.clone(),
            latency: program.plan.devices[id].latency,
            total: program.prediction.end(),
            part,
        });
        chart.interaction.update_value(|interaction| interaction.probe = probe);
    }
    chart.document.edit(Edit::SetLatency { name, latency: Duration::from_millis(ms) });
}

/// Returns true if the last edit of the program moved the slider of this device.
fn is_last_edit(chart: Chart, device: &Arc<str>) -> bool {
    let slide = Edit::SetLatency { name: device.clone(), latency: Duration::ZERO };
    chart.document.with_editor(|editor| editor.undo_name() == Some(&slide.name(editor.scene())))
}

/// Closes the edit of a slider that was released: moving it again is another edit.
pub fn on_change(event: &Event, chart: Chart) {
    if event_target::<Element>(event).has_attribute("data-device") {
        chart.document.close_entry();
    }
}

/// Describes the effect of the slider on the total.
pub fn describe(chart: Chart) -> Option<String> {
    let program = chart.document.program.read();
    let probe = chart.interaction.with_value(|interaction| interaction.probe.clone())?;
    let device = program.plan.devices.iter().find(|device| device.name == probe.device)?;
    if !program.is_predicted || device.latency == probe.latency || !is_last_edit(chart, &probe.device) {
        return None;
    }
    let (latencies, totals) = ([probe.latency, device.latency], [probe.total, program.prediction.end()]);
    Some(text::effect(&probe.device, latencies, totals, probe.part))
}
