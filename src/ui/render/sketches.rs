//! Drawings of words, as SVG text. They are decoration: the sentences beside them say the same.

/// The drawing of a word; empty if there is none.
pub fn sketch(word: &str) -> &'static str {
    match word {
        "sequence" => SEQUENCE,
        "parallel" => PARALLEL,
        "slack" => SLACK,
        "critical path" => CRITICAL_PATH,
        "future" => FUTURE,
        "event loop" => EVENT_LOOP,
        "poll" => POLL,
        "hazard" => HAZARD,
        "cancel" => CANCEL,
        "timeout" => TIMEOUT,
        "retry" => RETRY,
        "stray" => STRAY,
        "cleanup" => CLEANUP,
        _ => "",
    }
}

macro_rules! sketch {
    ($shapes:literal) => {
        concat!(r#"<svg class="sketch" viewBox="8 0 192 48" aria-hidden="true">"#, $shapes, "</svg>")
    };
}

const SEQUENCE: &str = sketch!(
    r#"<path class="solid sequence" d="M8 4h54v10H8zM72 19h54v10H72zM136 34h54v10h-54z"/><path d="M62 9h5v15h4M126 24h5v15h4"/>"#
);
const PARALLEL: &str = sketch!(
    r#"<path class="solid parallel" d="M12 4h54v10H12zM12 19h54v10H12zM12 34h130v10H12z"/><path d="M9 1v46M145 1v46"/>"#
);
const SLACK: &str = sketch!(
    r#"<path class="solid sequence" d="M12 8h150v12H12z"/><path class="solid parallel" d="M12 28h60v12H12z"/><path d="M165 4v40"/><path class="dots" d="M78 34h81"/>"#
);
const CRITICAL_PATH: &str = sketch!(
    r#"<path class="solid sequence" d="M12 6h72v10H12zM88 6h74v10H88z"/><path class="thick" d="M12 20h72M88 20h74"/><path class="solid parallel" d="M12 31h58v10H12z"/><path d="M165 2v44"/>"#
);
const FUTURE: &str = sketch!(
    r#"<path d="M16 10h46v9a5 5 0 0 0 0 10v9H16v-9a5 5 0 0 0 0-10zM138 10h46v9a5 5 0 0 0 0 10v9h-46v-9a5 5 0 0 0 0-10z"/><path class="dots" d="M74 24h42"/><path d="m118 18 6 6-6 6"/><path class="thick parallel" d="m152 24 6 7 12-14"/>"#
);
const EVENT_LOOP: &str = sketch!(
    r#"<circle cx="26" cy="24" r="12"/><path d="M26 17v7l5 3M46 24h20M60 18l6 6-6 6"/><path class="thick accent" d="M112 14a16 16 0 1 0 4 10M118 10l-5 5-6-4"/><path d="M128 24h18M140 18l6 6-6 6"/><path class="solid sequence" d="M154 18h34v12h-34z"/>"#
);
const POLL: &str = sketch!(
    r#"<path class="thick accent" d="M42 14a16 16 0 1 0 4 10M48 10l-5 5-6-4"/><path d="M60 14h72M126 8l6 6-6 6M132 34H60M66 28l-6 6 6 6"/><path class="solid sequence" d="M144 16h44v16h-44z"/><path class="dots" d="M88 43h16"/>"#
);
const HAZARD: &str = sketch!(
    r#"<path class="solid toilet" d="M12 6h92v12H12zM58 26h74v12H58z"/><path class="hazard dots" d="M58 2v44M104 2v44"/><path class="thick hazard" d="M166 8l20 34h-40zM166 20v10M166 36h.1"/>"#
);
// A bar that is cut off, and the rest that does not come.
const CANCEL: &str = sketch!(
    r#"<path class="solid parallel" d="M12 17h70v14H12z"/><path class="dots" d="M88 17h60v14H88"/><path class="thick hazard" d="m76 18 12 12M88 18 76 30"/>"#
);
// The same at a deadline, which has a clock.
const TIMEOUT: &str = sketch!(
    r#"<path class="solid timeout" d="M12 22h98v14H12z"/><path class="dots" d="M116 22h60v14h-60"/><path class="thick hazard" d="M113 18v28"/><circle cx="113" cy="10" r="7"/><path d="M113 6v4l3 2"/>"#
);
// Two attempts that fail, and one that does not, after growing pauses.
const RETRY: &str = sketch!(
    r#"<path class="solid retry" d="M12 17h34v14H12zM62 17h34v14H62zM134 17h34v14h-34z"/><path class="dots" d="M49 24h10M99 24h32"/><path class="thick hazard" d="m24 19 10 10M34 19 24 29M74 19l10 10M84 19 74 29"/><path class="thick" d="m145 24 5 5 8-10"/>"#
);
// A bar beyond the bracket of its block.
const STRAY: &str = sketch!(
    r#"<path d="M100 4H10v40h90M100 4v40"/><path class="solid sequence" d="M16 9h78v12H16z"/><path class="solid parallel" d="M16 27h84v12H16z"/><path class="dots" d="M104 27h66v12h-66"/>"#
);
// A first step that is cut off, and the step after it that runs all the same.
const CLEANUP: &str = sketch!(
    r#"<path class="solid parallel" d="M12 8h70v12H12z"/><path class="dots" d="M88 8h48v12H88"/><path class="thick hazard" d="m76 8 12 12M88 8 76 20"/><path class="solid ensure" d="M86 30h70v12H86z"/><path d="M82 24v12h4"/>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::glossary::{TERMS, find};

    #[test]
    fn the_words_that_are_hard_to_say_are_drawn_and_each_drawing_is_of_a_word() {
        let language = ["sequence", "parallel", "cancel", "timeout", "retry", "stray", "cleanup"];
        let engine = ["slack", "critical path", "future", "event loop", "poll", "hazard"];
        let drawn = [language.as_slice(), &engine].concat();
        assert!(drawn.iter().all(|word| find(word).is_some() && sketch(word).starts_with("<svg ")));
        assert_eq!(TERMS.iter().filter(|term| !sketch(term.name).is_empty()).count(), drawn.len());
    }
}
