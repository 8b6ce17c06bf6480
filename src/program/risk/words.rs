use super::{Cause, Risk};
use crate::{
    home::{ActionName, Hazard},
    program::{Message, Scene},
};

impl Risk {
    /// The risk in a sentence: "toilet clean and toilet flush can be under way together: it splashes, as nothing makes
    /// clean wait for flush". Empty if the scene no longer has the step.
    pub fn reason(&self, scene: &Scene) -> String {
        let Some(step) = scene.message(&self.step) else { return String::new() };
        let with = self.with.as_ref().and_then(|with| scene.message(with));
        match (self.cause, with) {
            (Cause::NoSuchDevice, _) => format!("the home has no device called {}", step.device),
            (Cause::NotConnected, _) => self.wrong_moment(step, with, ["disconnected", "it fails", "connected"]),
            (Cause::Hazard(Hazard::SpeakerOff), _) => self.wrong_moment(step, with, ["off", "the song is lost", "on"]),
            (Cause::Hazard(hazard), Some(with)) => self.together(step, with, hazard),
            (Cause::Hazard(hazard), None) => hazard.to_string(),
        }
    }

    /// A message whose precondition may not hold.
    fn wrong_moment(&self, step: &Message, with: Option<&Message>, [state, effect, need]: [&str; 3]) -> String {
        let name = &step.device;
        let why = match with.map(|with| with.action.name()) {
            Some(helper @ (ActionName::Connect | ActionName::SwitchOn)) => {
                format!("nothing makes it wait for {}", helper.describe())
            }
            Some(spoiler) => format!("nothing makes {} wait for it", spoiler.describe()),
            None => format!("nothing makes sure that the {name} is {need} by then"),
        };
        let is = if self.certain { "is" } else { "can be" };
        format!("{} {is} sent while the {name} is {state}: {effect}, as {why}", describe(step))
    }

    /// Two messages that are in flight together.
    fn together(&self, step: &Message, with: &Message, hazard: Hazard) -> String {
        let (effect, why) = match hazard {
            Hazard::CleanDuringFlush | Hazard::FlushDuringClean => ("it splashes", "clean wait for flush"),
            _ => ("it matters which comes first", "one wait for the other"),
        };
        let [mut step_words, mut with_words] = [step, with].map(describe);
        if hazard == Hazard::CleanDuringFlush && step.action.name() == ActionName::Flush {
            (step_words, with_words) = (with_words, step_words);
        }
        let are = if self.certain { "are" } else { "can be" };
        format!("{step_words} and {with_words} {are} under way together: {effect}, as nothing makes {why}")
    }
}

/// The message in words: "speaker play song “So What”".
fn describe(message: &Message) -> String {
    let data = message.action.data().map(|data| format!(" “{data}”")).unwrap_or_default();
    format!("{} {}{data}", message.device, message.action.name().describe())
}
