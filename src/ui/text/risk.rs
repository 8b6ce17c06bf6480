//! Risks and their fixes in words.

use super::device::describe_hazard;
use crate::{
    home::{ActionName, Hazard},
    program::{Cause, FixKind, Message, Risk, Scene, Step},
};

/// A risk in a sentence: "toilet clean and toilet flush can be under way together: it splashes, as nothing makes clean
/// wait for flush". Empty if the scene no longer has the step.
pub fn describe_risk(risk: &Risk, scene: &Scene) -> String {
    let step_at = scene.step.at(&risk.step);
    let Some(step) = scene.message(&risk.step) else {
        let known = match (risk.cause, step_at) {
            (Cause::Hazard(Hazard::ThreadHeld), _) => Some(HOLDS_THREAD.into()),
            (Cause::Hazard(Hazard::NumberWrittenOver), Some(Step::Increment(number))) => Some(format!(
                "another thread can read {number} before this one has written it: then one change is lost"
            )),
            _ => None,
        };
        return known.or_else(|| names(risk, scene)).or_else(|| locks(risk, scene)).unwrap_or_default();
    };
    let with = risk.with.as_ref().and_then(|with| scene.message(with));
    match (risk.cause, with) {
        (Cause::NoSuchDevice, _) => format!("the home has no device called {}", step.device),
        (Cause::Busy, _) => format!(
            "{} can be sent while the {} is busy: it takes no more messages at once, and the message fails",
            message(step),
            step.device
        ),
        (Cause::NotConnected, _) => wrong_moment(risk, step, with, ["disconnected", "it fails", "connected"]),
        (Cause::Hazard(Hazard::SpeakerOff), _) => wrong_moment(risk, step, with, ["off", "the song is lost", "on"]),
        (Cause::Hazard(hazard), Some(with)) => together(risk, step, with, hazard),
        (Cause::Hazard(hazard), None) => describe_hazard(hazard),
        _ => String::new(),
    }
}

/// A step that holds the thread.
const HOLDS_THREAD: &str = "it holds the thread: nobody else can go on before it has ended";

/// Awaits that wait for ever, and futures that nobody awaits.
fn names(risk: &Risk, scene: &Scene) -> Option<String> {
    let name = match scene.step.at(&risk.step)? {
        Step::OnTask(step) => &*step.name,
        step => step.as_block()?.task()?,
    };
    Some(match risk.cause {
        Cause::NothingToAwait => {
            format!(
                "it waits for {name} for ever: nothing starts a task, makes a future or resolves a promise of that name"
            )
        }
        Cause::AwaitsItself => {
            format!("it waits for {name} for ever: it is a step of {name}, which ends only after it")
        }
        Cause::AwaitedTooEarly => format!("it waits for {name} for ever: what makes {name} comes only after it"),
        Cause::AwaitsInRing => {
            let with =
                risk.with.as_ref().and_then(|with| scene.step.at(with)).map(|step| step.describe()).unwrap_or_default();
            format!(
                "it can wait for {name} for ever: before that can end, {with} has to, which waits for what comes after this"
            )
        }
        Cause::WaitsHoldingThread => holding(name),
        Cause::Hazard(Hazard::NeverAwaited) => {
            format!("nobody awaits {name}, so its steps never run: a future does nothing by itself")
        }
        _ => return None,
    })
}

/// A wait inside `blocking`.
fn holding(name: &str) -> String {
    format!("it can wait for {name} for ever: it holds the thread meanwhile, so nobody else can go on")
}

/// Locks that can wait for ever.
fn locks(risk: &Risk, scene: &Scene) -> Option<String> {
    let lock = |path| scene.step.at(path)?.as_block()?.lock();
    if risk.cause == Cause::WaitsHoldingThread {
        return Some(holding(lock(&risk.step)?));
    }
    let (own, other) = (lock(&risk.step)?, lock(risk.with.as_ref()?)?);
    let is = if risk.certain { "waits" } else { "can wait" };
    Some(match risk.cause {
        Cause::CrossedLocks => {
            format!("it {is} for {own} for ever: others hold {own} and want {other}, which this one holds")
        }
        _ => format!("it {is} for {own} for ever: a block around it holds {own}, and releases it only after this one"),
    })
}

/// The label of the button that applies a fix.
pub fn fix_label(fix: &FixKind) -> String {
    match fix {
        FixKind::ChainBranches => "Run these two in sequence".into(),
        FixKind::ConvertBlock => "Run all of this block in sequence".into(),
        FixKind::MoveFirst(action) => format!("Move {} before it", action.describe()),
        FixKind::SendFirst(ActionName::Connect, device) => format!("Connect the {device} first"),
        FixKind::SendFirst(ActionName::SwitchOn, device) => format!("Switch the {device} on first"),
        FixKind::SendFirst(action, device) => format!("Send {} to the {device} first", action.describe()),
        FixKind::AddDevice(kind, name) => format!("Add a {} called {name}", kind.as_str()),
        FixKind::DeleteStep => "Delete this step".into(),
        FixKind::LockEach(lock) => format!("Let each hold the lock “{lock}”"),
        FixKind::RemoveLock(lock) => format!("Remove this {lock}: it is held already"),
        FixKind::LockFirst(first, second) => format!("Lock {first} before {second}"),
        FixKind::ResolveIt(name) => format!("Resolve {name} in another branch"),
        FixKind::AwaitInstead(name) => format!("Await {name} instead"),
        FixKind::MakeFirst(name) => format!("Move what makes {name} before it"),
        FixKind::AwaitIt(name) => format!("Await {name} at the end"),
        FixKind::StartIt(name) => format!("Start {name} as a task"),
        FixKind::Offload => "Offload it to a worker".into(),
        FixKind::AwaitSteps => "Await its steps instead".into(),
        FixKind::Limit(limit) => format!("Run at most {limit} at once"),
    }
}

/// A message whose precondition may not hold.
fn wrong_moment(risk: &Risk, step: &Message, with: Option<&Message>, [state, effect, need]: [&str; 3]) -> String {
    let name = &step.device;
    let why = match with.map(|with| with.action.name()) {
        Some(establishing @ (ActionName::Connect | ActionName::SwitchOn)) => {
            format!("nothing makes it wait for {}", establishing.describe())
        }
        Some(violating) => format!("nothing makes {} wait for it", violating.describe()),
        None => format!("nothing makes sure that the {name} is {need} by then"),
    };
    let is = if risk.certain { "is" } else { "can be" };
    format!("{} {is} sent while the {name} is {state}: {effect}, as {why}", message(step))
}

/// Two messages that are in flight together.
fn together(risk: &Risk, step: &Message, with: &Message, hazard: Hazard) -> String {
    let (effect, why) = match hazard {
        Hazard::CleanDuringFlush | Hazard::FlushDuringClean => ("it splashes", "clean wait for flush"),
        Hazard::WrittenOver => ("both can read the same volume, and one change is lost", "one wait for the other"),
        _ => ("it matters which comes first", "one wait for the other"),
    };
    let [mut first, mut second] = [step, with].map(message);
    if hazard == Hazard::CleanDuringFlush && step.action.name() == ActionName::Flush {
        (first, second) = (second, first);
    }
    let are = if risk.certain { "are" } else { "can be" };
    format!("{first} and {second} {are} under way together: {effect}, as nothing makes {why}")
}

/// A message in words: "speaker play song “So What”".
fn message(message: &Message) -> String {
    let data = message.action.data().map(|data| format!(" “{data}”")).unwrap_or_default();
    format!("{} {}{data}", message.device, message.action.name().describe())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        home::DeviceKind,
        program::{parse, presets, risks},
    };

    fn sentences(scene: &Scene) -> Vec<String> {
        risks(scene).iter().map(|risk| describe_risk(risk, scene)).collect()
    }

    fn sentence(text: &str) -> String {
        sentences(&parse(text).unwrap()).remove(0)
    }

    #[test]
    fn the_risks_of_the_story_are_described() {
        let of = |id: &str| sentences(&presets::find(id).unwrap().scene());
        assert_eq!(
            of("good-night-at-once"),
            [
                "toilet clean and toilet flush are under way together: it splashes, as nothing makes clean wait for flush"
            ]
        );
        assert_eq!(
            of("wake-up-at-once"),
            ["speaker play song “Miles Davis - Kind of Blue” is sent while the speaker is off: the song is lost, \
              as nothing makes it wait for switch on"]
        );
    }

    #[test]
    fn clean_is_named_before_flush_in_any_order() {
        let words =
            "toilet clean and toilet flush are under way together: it splashes, as nothing makes clean wait for flush";
        assert_eq!(sentence("parallel(toilet.flush, toilet.clean)"), words);
        assert_eq!(sentence("parallel(toilet.clean, toilet.flush)"), words);
    }

    #[test]
    fn a_conflict_names_both_messages_with_their_arguments() {
        assert_eq!(
            sentence("parallel(light.change_color(\"red\"), sequence(delay(1s), light.change_color(\"blue\")))"),
            "light change color “blue” and light change color “red” can be under way together: \
             it matters which comes first, as nothing makes one wait for the other"
        );
    }

    #[test]
    fn a_lost_song_names_the_message_that_should_wait() {
        assert_eq!(
            sentence("sequence(speaker.switch_on, speaker.switch_off, speaker.play_song(\"A\"))"),
            "speaker play song “A” is sent while the speaker is off: the song is lost, \
             as nothing makes sure that the speaker is on by then"
        );
        assert_eq!(
            sentence("parallel(sequence(delay(1s), speaker.play_song(\"A\")), speaker.switch_on)"),
            "speaker play song “A” can be sent while the speaker is off: the song is lost, \
             as nothing makes it wait for switch on"
        );
        assert_eq!(
            sentence(
                "device radio = speaker(state: on) \
                 parallel(sequence(delay(1s), radio.play_song(\"A\")), radio.switch_off)"
            ),
            "radio play song “A” can be sent while the radio is off: the song is lost, \
             as nothing makes switch off wait for it"
        );
    }

    #[test]
    fn a_message_that_fails_names_the_connection() {
        let lamp = "device lamp = light(state: disconnected)";
        assert_eq!(
            sentence(&format!("{lamp} sequence(lamp.switch_on, lamp.switch_off)")),
            "lamp switch on is sent while the lamp is disconnected: it fails, \
             as nothing makes sure that the lamp is connected by then"
        );
        assert_eq!(
            sentence(&format!("{lamp} parallel(sequence(delay(1s), lamp.switch_on), lamp.connect)")),
            "lamp switch on can be sent while the lamp is disconnected: it fails, as nothing makes it wait for connect"
        );
        let scene = Scene { devices: Vec::new(), ..parse("light.switch_on").unwrap() };
        assert_eq!(sentences(&scene), ["the home has no device called light"]);
    }

    #[test]
    fn fixes_say_what_they_do() {
        let labels = [
            FixKind::MoveFirst(ActionName::SwitchOn),
            FixKind::SendFirst(ActionName::SwitchOn, "radio".into()),
            FixKind::SendFirst(ActionName::Connect, "radio".into()),
            FixKind::AddDevice(DeviceKind::Light, "lamp".into()),
        ];
        assert_eq!(
            labels.map(|kind| fix_label(&kind)),
            [
                "Move switch on before it",
                "Switch the radio on first",
                "Connect the radio first",
                "Add a light called lamp"
            ]
        );
    }
}
