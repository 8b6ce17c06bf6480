use std::{collections::BTreeMap, sync::Arc};

use super::{Action, ActionName, Device, DeviceState, Hazard};

/// A device's place in its home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(pub u32);

/// A message was sent to a device that is not connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotConnected;

/// The home service: it knows the devices and passes messages on to those that are registered.
///
/// A message is sent, is under way for as long as its latency, and is then delivered. Only then does the device change.
/// A device registers with the service by a `connect` message, and unregisters by a `disconnect`.
#[derive(Debug)]
pub struct Home {
    devices: Vec<Registration>,
}

#[derive(Debug)]
struct Registration {
    state: DeviceState,
    under_way: UnderWay,
}

impl Home {
    /// A home with its devices in their start states.
    pub fn new(devices: &[Device]) -> Self {
        let registration =
            |device: &Device| Registration { state: device.start_state(), under_way: UnderWay::default() };
        Self { devices: devices.iter().map(registration).collect() }
    }

    pub fn state(&self, device: DeviceId) -> &DeviceState {
        &self.devices[device.0 as usize].state
    }

    /// Puts a message on its way, and says what is hazardous about that.
    ///
    /// # Errors
    /// When the device is not connected: only [`Action::Connect`] reaches it then.
    pub fn send(&mut self, device: DeviceId, action: &Action) -> Result<Option<Hazard>, NotConnected> {
        let Registration { state, under_way } = &mut self.devices[device.0 as usize];
        if !state.connected && *action != Action::Connect {
            return Err(NotConnected);
        }
        let hazard = Hazard::of_state(state, action).or_else(|| under_way.hazard(action));
        under_way.add(action);
        Ok(hazard)
    }

    /// Calls back a message that was sent: it does not arrive.
    pub fn call_back(&mut self, device: DeviceId, action: &Action) {
        self.devices[device.0 as usize].under_way.remove(action);
    }

    /// Ends the way of a message that was sent, and lets it change the device unless its hazard lost it.
    pub fn deliver(&mut self, device: DeviceId, action: &Action, hazard: Option<Hazard>) {
        let Registration { state, under_way } = &mut self.devices[device.0 as usize];
        under_way.remove(action);
        state.receive(action, hazard);
    }
}

/// The messages under way to one device: counts only, so that a send costs the same however many there are.
#[derive(Debug, Default)]
struct UnderWay {
    counts: [u32; ActionName::ALL.len()],
    /// How many there are of each colour or song. A device has one action with an argument at most.
    data: BTreeMap<Arc<str>, u32>,
}

impl UnderWay {
    fn add(&mut self, action: &Action) {
        self.counts[action.name() as usize] += 1;
        if let Some(data) = action.data() {
            match self.data.get_mut(data) {
                Some(count) => *count += 1,
                None => _ = self.data.insert(data.into(), 1),
            }
        }
    }

    fn remove(&mut self, action: &Action) {
        self.counts[action.name() as usize] -= 1;
        if let Some(data) = action.data()
            && let Some(count) = self.data.get_mut(data)
        {
            *count -= 1;
            if *count == 0 {
                self.data.remove(data);
            }
        }
    }

    fn hazard(&self, action: &Action) -> Option<Hazard> {
        let sent = action.name();
        let other_data = || self.data.keys().any(|data| Some(&**data) != action.data());
        if action.data().is_some() && other_data() {
            return Some(Hazard::Overlap { with: sent });
        }
        let under_way = ActionName::ALL.into_iter().filter(|&name| self.counts[name as usize] > 0);
        let hazards = under_way.filter_map(|name| Hazard::of_overlap(sent, name));
        // What goes wrong for sure is worth more words than what may.
        hazards.min_by_key(|hazard| matches!(hazard, Hazard::Overlap { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{DeviceKind, StartState, default_home};

    const SPEAKER: DeviceId = DeviceId(1);
    const TOILET: DeviceId = DeviceId(2);

    fn song(title: &str) -> Action {
        Action::PlaySong(title.into())
    }

    #[test]
    fn cleaning_during_a_flush_is_a_hazard_and_cleans_nothing() {
        let mut home = Home::new(&default_home());
        assert_eq!(home.send(TOILET, &Action::Flush), Ok(None));
        let hazard = home.send(TOILET, &Action::Clean).unwrap();
        assert_eq!(hazard, Some(Hazard::CleanDuringFlush));
        home.deliver(TOILET, &Action::Flush, None);
        home.deliver(TOILET, &Action::Clean, hazard);
        assert_eq!(home.state(TOILET).to_string(), "closed, needs a brush");
    }

    #[test]
    fn cleaning_after_a_flush_is_none() {
        let mut home = Home::new(&default_home());
        home.send(TOILET, &Action::Flush).unwrap();
        home.deliver(TOILET, &Action::Flush, None);
        assert_eq!(home.send(TOILET, &Action::Clean), Ok(None));
    }

    #[test]
    fn a_song_for_a_silent_speaker_is_lost_even_if_it_is_on_by_the_time_the_song_arrives() {
        let mut home = Home::new(&default_home());
        home.send(SPEAKER, &Action::SwitchOn).unwrap();
        let hazard = home.send(SPEAKER, &song("So What")).unwrap();
        assert_eq!(hazard, Some(Hazard::SpeakerOff));
        home.deliver(SPEAKER, &Action::SwitchOn, None);
        home.deliver(SPEAKER, &song("So What"), hazard);
        assert_eq!(home.state(SPEAKER).to_string(), "on");
    }

    #[test]
    fn two_songs_at_once_are_a_hazard_unless_they_are_the_same() {
        let speaker = Device::new("speaker", DeviceKind::Speaker).starting(StartState::On);
        let mut home = Home::new(&[speaker]);
        let id = DeviceId(0);
        assert_eq!(home.send(id, &song("So What")), Ok(None));
        assert_eq!(home.send(id, &song("So What")), Ok(None));
        assert_eq!(home.send(id, &song("Blue in Green")), Ok(Some(Hazard::Overlap { with: ActionName::PlaySong })));
    }

    #[test]
    fn a_message_that_arrives_after_its_device_has_gone_changes_nothing() {
        let mut home = Home::new(&default_home());
        let light = DeviceId(0);
        home.send(light, &Action::SwitchOn).unwrap();
        home.send(light, &Action::Disconnect).unwrap();
        home.deliver(light, &Action::Disconnect, None);
        home.deliver(light, &Action::SwitchOn, None);
        home.send(light, &Action::Connect).unwrap();
        home.deliver(light, &Action::Connect, None);
        assert_eq!(home.state(light).to_string(), "off");
    }

    #[test]
    fn a_message_that_is_called_back_is_in_nobodys_way_and_changes_nothing() {
        let mut home = Home::new(&default_home());
        home.send(TOILET, &Action::Flush).unwrap();
        home.call_back(TOILET, &Action::Flush);
        assert_eq!(home.send(TOILET, &Action::Clean), Ok(None));
        assert_eq!(home.state(TOILET).to_string(), "closed, clean");
    }

    #[test]
    fn the_hazard_that_loses_a_message_comes_before_those_that_do_not() {
        let mut home = Home::new(&default_home());
        home.send(TOILET, &Action::Disconnect).unwrap();
        home.send(TOILET, &Action::Flush).unwrap();
        assert_eq!(home.send(TOILET, &Action::Clean), Ok(Some(Hazard::CleanDuringFlush)));
    }

    #[test]
    fn one_message_under_way_is_judged_like_the_two_by_themselves() {
        let action = |name: ActionName, data| Action::new(name, name.argument().map(|_| data)).unwrap();
        for kind in DeviceKind::ALL {
            let told = || kind.actions().iter().flat_map(|&name| ["red", "blue"].map(|data| action(name, data)));
            for (sent, other) in told().flat_map(|sent| told().map(move |other| (sent.clone(), other))) {
                let mut under_way = UnderWay::default();
                under_way.add(&other);
                assert_eq!(under_way.hazard(&sent), Hazard::between(&sent, &other), "{sent:?} during {other:?}");
            }
        }
    }

    #[test]
    fn only_a_connect_reaches_a_disconnected_device() {
        let light = Device::new("light", DeviceKind::Light).starting(StartState::Disconnected);
        let mut home = Home::new(&[light]);
        let id = DeviceId(0);
        assert_eq!(home.send(id, &Action::SwitchOn), Err(NotConnected));
        assert_eq!(home.send(id, &Action::Connect), Ok(None));
        home.deliver(id, &Action::Connect, None);
        assert_eq!(home.send(id, &Action::SwitchOn), Ok(None));
    }
}
