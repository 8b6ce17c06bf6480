use super::*;
use crate::home::{ActionName, Condition, DeviceKind, Playback, Speaker, StartState, Toilet, default_home};

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
    home.deliver(TOILET, &Action::Flush, &Sent::default());
    home.deliver(TOILET, &Action::Clean, &Sent { hazard, ..Sent::default() });
    assert_eq!(home.state(TOILET).condition, Condition::Toilet(Toilet { open: false, clean: false }));
}

#[test]
fn cleaning_after_a_flush_is_no_hazard() {
    let mut home = Home::new(&default_home());
    home.send(TOILET, &Action::Flush).unwrap();
    home.deliver(TOILET, &Action::Flush, &Sent::default());
    assert_eq!(home.send(TOILET, &Action::Clean), Ok(Sent::default()));
}

#[test]
fn a_song_for_a_silent_speaker_is_lost_even_if_it_is_on_by_the_time_the_song_arrives() {
    let mut home = Home::new(&default_home());
    home.send(SPEAKER, &Action::SwitchOn).unwrap();
    let hazard = home.send(SPEAKER, &song("So What")).unwrap().hazard;
    assert_eq!(hazard, Some(Hazard::SpeakerOff));
    home.deliver(SPEAKER, &Action::SwitchOn, &Sent::default());
    home.deliver(SPEAKER, &song("So What"), &Sent { hazard, ..Sent::default() });
    assert_eq!(home.state(SPEAKER).condition, Condition::Speaker(Speaker { playback: Playback::On, volume: 5 }));
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
    home.deliver(light, &Action::Disconnect, &Sent::default());
    home.deliver(light, &Action::SwitchOn, &Sent::default());
    home.send(light, &Action::Connect).unwrap();
    home.deliver(light, &Action::Connect, &Sent::default());
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
    home.deliver(id, &Action::Connect, &Sent::default());
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
    home.deliver(id, &on, &Sent::default());
    assert_eq!([(); 2].map(|()| send(&mut home)), [Ok(()), Err(Refusal::Busy)]);
    home.cancel(id, &on);
    assert_eq!(send(&mut home), Ok(()));
}

/// Sends messages to a speaker, and delivers them in this order. Returns what each has read and written.
fn updated<const N: usize>(actions: [Action; N], order: [usize; N]) -> Vec<(u32, u32, Option<Hazard>)> {
    let mut home = Home::new(&default_home());
    let sent = actions.each_ref().map(|action| home.send(SPEAKER, action).unwrap());
    let deliver = |number: usize| {
        let (written, hazard) = home.deliver(SPEAKER, &actions[number], &sent[number]).unwrap();
        (sent[number].update.unwrap().read, written, hazard)
    };
    order.into_iter().map(deliver).collect()
}

#[test]
fn of_two_changes_of_the_volume_at_once_the_one_that_arrives_later_is_written_over_the_other() {
    let over = Some(Hazard::WrittenOver);
    assert_eq!(updated([Action::Louder, Action::Louder], [0, 1]), [(5, 6, None), (5, 6, over)]);
    assert_eq!(updated([Action::Louder, Action::Quieter], [1, 0]), [(5, 4, None), (5, 6, over)]);
}

#[test]
fn one_after_another_they_add_up_and_what_does_not_arrive_writes_nothing() {
    let mut home = Home::new(&default_home());
    for volume in [6, 7] {
        let sent = home.send(SPEAKER, &Action::Louder).unwrap();
        assert_eq!(home.deliver(SPEAKER, &Action::Louder, &sent), Some((volume, None)));
    }
    let sent = home.send(SPEAKER, &Action::Quieter).unwrap();
    home.send(SPEAKER, &Action::Louder).unwrap();
    home.cancel(SPEAKER, &Action::Louder);
    assert_eq!(home.deliver(SPEAKER, &Action::Quieter, &sent), Some((6, None)));
}
