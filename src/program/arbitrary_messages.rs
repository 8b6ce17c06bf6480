//! Random messages to the devices of a home.

use proptest::{option, prelude::*, sample::select};

use super::{super::Message, duration};
use crate::home::{Action, ActionName, Argument, Device};

pub(super) fn message(devices: &[Device]) -> impl Strategy<Value = Message> + use<> {
    select(devices.to_vec()).prop_flat_map(|device| {
        let actions = select(device.kind.actions().to_vec()).prop_flat_map(action);
        (actions, option::weighted(0.3, duration())).prop_map(move |(action, latency)| Message {
            device: device.name.clone(),
            action,
            latency,
        })
    })
}

fn action(name: ActionName) -> BoxedStrategy<Action> {
    let data = match name.argument() {
        None => return Just(Action::new(name, None).expect("no argument")).boxed(),
        Some(Argument::Color) => select(vec!["red".to_string(), "#12ab9f".to_string()]).boxed(),
        Some(Argument::Song) => any::<String>().boxed(),
    };
    data.prop_map(move |data| Action::new(name, Some(&data)).expect("an argument that fits")).boxed()
}
