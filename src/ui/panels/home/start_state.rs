use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    home::{Device, DeviceId, StartState},
    program::Edit,
    ui::{
        render::reactive::text_signal,
        state::{Phase, use_document, use_run},
        text::home as text,
    },
};

/// The start state of a device, in its room: a button that changes it, while no run is shown.
#[component]
pub fn StartStateButton(id: DeviceId) -> impl IntoView {
    let (document, run) = (use_document(), use_run());
    let device = move || document.program.with(|program| program.plan.device(id).clone());
    let change = move || {
        let device = untrack(device);
        let next = next(&device);
        document.edit(Edit::SetDevice { name: device.name.clone(), device: device.starting(next) });
    };
    let press = move |event: KeyboardEvent| {
        if matches!(&*event.key(), "Enter" | " ") && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            // The page's keys start a run at a space.
            event.stop_propagation();
            if !event.repeat() {
                change();
            }
        }
    };
    let label = move || {
        let device = device();
        text::start_state_button(&device.name, device.start, next(&device))
    };
    view! {
        <text
            class="start"
            x="108"
            y="16"
            role="button"
            tabindex="0"
            aria-label=text_signal(label)
            data-shown=text_signal(move || (run.phase.get() == Phase::Idle).to_string())
            on:click=move |_| change()
            on:keydown=press
            prop:textContent=text_signal(move || text::start_state(device().start))
        ></text>
    }
}

/// The start state that comes after a device's own.
fn next(device: &Device) -> StartState {
    let states = device.kind.start_states();
    let position = states.iter().position(|state| *state == device.start).unwrap_or_default();
    states[(position + 1) % states.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::DeviceKind;

    #[test]
    fn every_start_state_of_a_device_is_reached_by_pressing_on() {
        for kind in DeviceKind::ALL {
            let mut device = Device::new("it", kind);
            let mut reached = Vec::new();
            for _ in kind.start_states() {
                reached.push(device.start);
                device = device.clone().starting(next(&device));
            }
            assert_eq!(reached, kind.start_states());
            assert_eq!(device.start, kind.default_start());
        }
    }
}
