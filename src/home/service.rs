use super::{Action, Device, DeviceId, DeviceState, Hazard, in_flight::InFlight};

/// The reason why a message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The device is not connected: only [`Action::Connect`] reaches it then.
    NotConnected,
    /// As many messages as the device takes are on their way to it.
    Busy,
}

/// A message that was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The hazard of sending it now.
    pub hazard: Option<Hazard>,
    /// True if the device will not take it when it arrives.
    pub fails: bool,
}

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
    capacity: Option<u32>,
    /// The number of messages that are still to fail.
    fails: u32,
}

impl Home {
    /// A home with its devices in their start states.
    pub fn new(devices: &[Device]) -> Self {
        let registration = |device: &Device| Registration {
            state: device.start_state(),
            in_flight: InFlight::default(),
            capacity: device.capacity,
            fails: device.fails,
        };
        Self { devices: devices.iter().map(registration).collect() }
    }

    pub fn state(&self, device: DeviceId) -> &DeviceState {
        &self.devices[device.0 as usize].state
    }

    /// Puts a message in flight.
    ///
    /// # Errors
    /// If it cannot be sent. Such a message is not counted among those that fail.
    pub fn send(&mut self, device: DeviceId, action: &Action) -> Result<Sent, Refusal> {
        let Registration { state, in_flight, capacity, fails } = &mut self.devices[device.0 as usize];
        if !state.connected && *action != Action::Connect {
            return Err(Refusal::NotConnected);
        }
        if capacity.is_some_and(|capacity| in_flight.len() >= capacity) {
            return Err(Refusal::Busy);
        }
        let hazard = Hazard::of_state(state, action).or_else(|| in_flight.hazard(action));
        in_flight.add(action);
        let will_fail = *fails > 0;
        *fails = fails.saturating_sub(1);
        Ok(Sent { hazard, fails: will_fail })
    }

    /// Takes a message out of flight that does not arrive: it was cancelled, or has failed.
    pub fn cancel(&mut self, device: DeviceId, action: &Action) {
        self.devices[device.0 as usize].in_flight.remove(action);
    }

    /// Ends the flight of a message that was sent, and lets it change the device unless its hazard loses it.
    pub fn deliver(&mut self, device: DeviceId, action: &Action, hazard: Option<Hazard>) {
        let Registration { state, in_flight, .. } = &mut self.devices[device.0 as usize];
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
        assert_eq!(home.send(TOILET, &Action::Flush), Ok(Sent::default()));
        let hazard = home.send(TOILET, &Action::Clean).unwrap().hazard;
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
        assert_eq!(home.send(TOILET, &Action::Clean), Ok(Sent::default()));
    }

    #[test]
    fn a_song_for_a_silent_speaker_is_lost_even_if_it_is_on_by_the_time_the_song_arrives() {
        let mut home = Home::new(&default_home());
        home.send(SPEAKER, &Action::SwitchOn).unwrap();
        let hazard = home.send(SPEAKER, &song("So What")).unwrap().hazard;
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
        assert_eq!(home.send(id, &song("So What")), Ok(Sent::default()));
        assert_eq!(home.send(id, &song("So What")), Ok(Sent::default()));
        let hazard = home.send(id, &song("Blue in Green")).unwrap().hazard;
        assert_eq!(hazard, Some(Hazard::Overlap { with: ActionName::PlaySong }));
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
        assert_eq!(home.send(TOILET, &Action::Clean), Ok(Sent::default()));
        assert_eq!(*home.state(TOILET), default_home()[2].start_state());
    }

    #[test]
    fn the_hazard_that_loses_a_message_comes_before_those_that_do_not() {
        let mut home = Home::new(&default_home());
        home.send(TOILET, &Action::Disconnect).unwrap();
        home.send(TOILET, &Action::Flush).unwrap();
        assert_eq!(home.send(TOILET, &Action::Clean).unwrap().hazard, Some(Hazard::CleanDuringFlush));
    }

    #[test]
    fn only_a_connect_reaches_a_disconnected_device() {
        let light = Device::new("light", DeviceKind::Light).starting(StartState::Disconnected);
        let mut home = Home::new(&[light]);
        let id = DeviceId(0);
        assert_eq!(home.send(id, &Action::SwitchOn), Err(Refusal::NotConnected));
        assert_eq!(home.send(id, &Action::Connect), Ok(Sent::default()));
        home.deliver(id, &Action::Connect, None);
        assert_eq!(home.send(id, &Action::SwitchOn), Ok(Sent::default()));
    }

    /// A light with these options, and the results of sending it messages one after another, all on their way at once.
    fn sent<const N: usize>(light: Device, actions: [Action; N]) -> [Result<bool, Refusal>; N] {
        let mut home = Home::new(&[light]);
        actions.map(|action| home.send(DeviceId(0), &action).map(|sent| sent.fails))
    }

    #[test]
    fn the_first_messages_that_are_sent_fail_and_refused_ones_do_not_count() {
        let light = Device { fails: 2, ..Device::new("light", DeviceKind::Light) };
        let [on, connect] = [Action::SwitchOn, Action::Connect];
        assert_eq!(sent(light.clone(), [(); 3].map(|()| on.clone())), [Ok(true), Ok(true), Ok(false)]);
        let refused = Err(Refusal::NotConnected);
        let gone = light.clone().starting(StartState::Disconnected);
        assert_eq!(sent(gone.clone(), [on.clone(), connect.clone()]), [refused, Ok(true)]);
        let full = Device { capacity: Some(1), ..gone };
        assert_eq!(sent(full, [connect.clone(), connect.clone(), on.clone()]), [Ok(true), Err(Refusal::Busy), refused]);
    }

    #[test]
    fn a_device_takes_as_many_messages_at_once_as_it_has_places() {
        let mut home = Home::new(&[Device { capacity: Some(2), ..Device::new("light", DeviceKind::Light) }]);
        let (id, on) = (DeviceId(0), Action::SwitchOn);
        let send = |home: &mut Home| home.send(id, &on).map(|_| ());
        assert_eq!([(); 3].map(|()| send(&mut home)), [Ok(()), Ok(()), Err(Refusal::Busy)]);
        home.deliver(id, &on, None);
        assert_eq!([(); 2].map(|()| send(&mut home)), [Ok(()), Err(Refusal::Busy)]);
        home.cancel(id, &on);
        assert_eq!(send(&mut home), Ok(()));
    }
}
