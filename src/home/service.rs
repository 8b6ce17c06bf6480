use super::{Action, Device, DeviceId, DeviceState, Hazard, in_flight::InFlight};

/// The error of sending a message to a device that is not connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotConnected;

/// The home service: it owns the devices and passes messages on to the registered ones.
///
/// A message is sent, is in flight for as long as its latency, and is then delivered. Only then does the device change.
/// A device registers with the service by a `connect` message, and unregisters by a `disconnect`.
#[derive(Debug)]
pub struct Home {
    devices: Vec<Registration>,
}

#[derive(Debug)]
struct Registration {
    state: DeviceState,
    in_flight: InFlight,
}

impl Home {
    /// A home with its devices in their start states.
    pub fn new(devices: &[Device]) -> Self {
        let registration =
            |device: &Device| Registration { state: device.start_state(), in_flight: InFlight::default() };
        Self { devices: devices.iter().map(registration).collect() }
    }

    pub fn state(&self, device: DeviceId) -> &DeviceState {
        &self.devices[device.0 as usize].state
    }

    /// Puts a message in flight, and returns the hazard of sending it now.
    ///
    /// # Errors
    /// If the device is not connected: only [`Action::Connect`] reaches it then.
    pub fn send(&mut self, device: DeviceId, action: &Action) -> Result<Option<Hazard>, NotConnected> {
        let Registration { state, in_flight } = &mut self.devices[device.0 as usize];
        if !state.connected && *action != Action::Connect {
            return Err(NotConnected);
        }
        let hazard = Hazard::of_state(state, action).or_else(|| in_flight.hazard(action));
        in_flight.add(action);
        Ok(hazard)
    }

    /// Takes a cancelled message out of flight: it does not arrive.
    pub fn cancel(&mut self, device: DeviceId, action: &Action) {
        self.devices[device.0 as usize].in_flight.remove(action);
    }

    /// Ends the flight of a message that was sent, and lets it change the device unless its hazard loses it.
    pub fn deliver(&mut self, device: DeviceId, action: &Action, hazard: Option<Hazard>) {
        let Registration { state, in_flight } = &mut self.devices[device.0 as usize];
        in_flight.remove(action);
        state.receive(action, hazard);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{ActionName, Condition, DeviceKind, Playback, StartState, Toilet, default_home};

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
        assert_eq!(home.state(TOILET).condition, Condition::Toilet(Toilet { open: false, clean: false }));
    }

    #[test]
    fn cleaning_after_a_flush_is_no_hazard() {
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
        assert_eq!(home.state(SPEAKER).condition, Condition::Speaker(Playback::On));
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
        assert_eq!(*home.state(light), default_home()[0].start_state());
    }

    #[test]
    fn a_cancelled_message_conflicts_with_no_other_and_changes_nothing() {
        let mut home = Home::new(&default_home());
        home.send(TOILET, &Action::Flush).unwrap();
        home.cancel(TOILET, &Action::Flush);
        assert_eq!(home.send(TOILET, &Action::Clean), Ok(None));
        assert_eq!(*home.state(TOILET), default_home()[2].start_state());
    }

    #[test]
    fn the_hazard_that_loses_a_message_comes_before_those_that_do_not() {
        let mut home = Home::new(&default_home());
        home.send(TOILET, &Action::Disconnect).unwrap();
        home.send(TOILET, &Action::Flush).unwrap();
        assert_eq!(home.send(TOILET, &Action::Clean), Ok(Some(Hazard::CleanDuringFlush)));
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
