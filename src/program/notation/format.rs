use super::{ParseError, comments::Comments, parser::read_draft, printer::Printer};
use crate::{
    home::default_home,
    program::{Limit, Limits},
};

/// Formats a text as [`print`](super::print) does, and keeps its comments: a comment on a line of its own stays before
/// the code that it preceded, a comment after code stays at the end of its line.
///
/// Removes blank lines. Also removes lines that declare the default home, unless comments precede the program: such a
/// comment may refer to them.
///
/// # Errors
/// Like [`parse_draft`](super::parse_draft), and if the indented text would exceed its limit.
pub fn format(text: &str) -> Result<String, ParseError> {
    let limits = Limits::default();
    let mut source = read_draft(text, &limits)?;
    let comments = Comments::new(text);
    let declared = source.device_lines > 0 && comments.precede(source.lines[source.device_lines]);
    let with_devices = declared || source.scene.devices != default_home();
    if !with_devices {
        source.lines.drain(..source.device_lines);
    }
    let mut printer = Printer::with(comments.between(source.lines));
    if with_devices {
        printer.devices(&source.scene.devices);
    }
    printer.locks(&source.scene.locks);
    printer.root(&source.scene.step);
    let formatted = printer.finish();
    if formatted.len() > limits.text_bytes {
        let found = format!("{} bytes once it is formatted", formatted.len());
        return Err(ParseError::at(text, text.len(), found, Limit::TextBytes(limits.text_bytes).to_string()));
    }
    Ok(formatted)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;
    use crate::program::{Scene, TokenKind, has_comments, notation::tests::draft, parse, parse_draft, print, tokens};

    /// Generates a scene, a text for it with these gaps between its tokens, and the comments in those gaps.
    fn spaced(gaps: &[&'static str]) -> impl Strategy<Value = (Scene, String, Vec<&'static str>)> + use<> {
        (draft(), vec(select(gaps.to_vec()), 100)).prop_map(|(scene, gaps)| {
            let printed = print(&scene);
            let (mut text, mut comments) = (String::new(), Vec::new());
            let mut pieces = tokens(&printed).map(|(range, _)| &printed[range]);
            for gap in gaps.into_iter().cycle() {
                text.push_str(gap);
                comments.extend(gap.lines().map(str::trim).filter(|line| !line.is_empty()));
                match pieces.next() {
                    Some(piece) => text.push_str(piece),
                    None => break,
                }
            }
            drop(pieces);
            (scene, text, sorted(comments))
        })
    }

    fn comments(text: &str) -> Vec<&str> {
        let comments = tokens(text).filter(|(_, kind)| *kind == TokenKind::Comment);
        sorted(comments.map(|(range, _)| text[range].trim_end()).collect())
    }

    fn sorted(mut comments: Vec<&str>) -> Vec<&str> {
        comments.sort_unstable();
        comments
    }

    proptest! {
        #[test]
        fn prop_formatting_is_printing_where_there_are_no_comments(
            (scene, text, _) in spaced(&[" ", "\n", "\r\n  "])
        ) {
            prop_assert_eq!(format(&text), Ok(print(&scene)));
        }

        #[test]
        fn prop_formatting_keeps_the_scene_and_all_comments(
            (scene, text, written) in spaced(&[" ", " ", " ", "\n", " # a \n", "\n# b\n", "\n#\n  # c\r\n"])
        ) {
            let formatted = format(&text).unwrap();
            prop_assert_eq!(parse_draft(&formatted), Ok(scene));
            prop_assert_eq!(has_comments(&text), !written.is_empty());
            prop_assert_eq!(comments(&formatted), written);
            prop_assert_eq!(format(&formatted), Ok(formatted));
        }
    }

    #[test]
    fn comments_stay_with_the_code_they_are_about() {
        let text = r#"
# To bed.

device light = light  # the default
parallel( # together
light.switch_off, speaker.switch_off,# both
    # The brush is inside
  # while it flushes.
sequence(toilet.flush, toilet.clean), # in turn
  speaker.play_song( # one
    "So #1" # two
  ), sequence(
      # to do
  ),
  # no more
) # good night
      # The end."#;
        let formatted = r#"# To bed.
device light = light  # the default
parallel(  # together
  light.switch_off,
  speaker.switch_off,  # both
  # The brush is inside
  # while it flushes.
  sequence(
    toilet.flush,
    toilet.clean,
  ),  # in turn
  speaker.play_song("So #1"),  # one
  # two
  sequence(
    # to do
  ),
  # no more
)  # good night
# The end.
"#;
        assert_eq!(format(text).unwrap(), formatted);
        assert_eq!(format(formatted).unwrap(), formatted);
    }

    #[test]
    fn the_default_home_is_left_out_unless_comments_precede_the_program() {
        let home = "device light = light\ndevice speaker = speaker\ndevice toilet = toilet";
        assert_eq!(format(&format!("{home}\ndelay(1s)  # why")).unwrap(), "delay(1s)  # why\n");
        for commented in [format!("{home}  # mine\ndelay(1s)\n"), format!("# mine\n{home}\ndelay(1s)\n")] {
            assert_eq!(format(&commented).unwrap(), commented);
        }
        assert_eq!(format("# why\ndelay(1s)").unwrap(), "# why\ndelay(1s)\n");
        assert_eq!(format("device none # yet\ndelay(1s)").unwrap(), "device none  # yet\ndelay(1s)\n");
    }

    #[test]
    fn a_text_that_cannot_be_read_is_not_formatted() {
        assert_eq!(format("light.flush  # no"), Err(parse("light.flush  # no").unwrap_err()));
        assert_eq!(format("oven.flush# gone").unwrap(), "oven.flush  # gone\n");
    }

    #[test]
    fn a_text_that_would_grow_beyond_its_limit_is_refused() {
        let text = |steps: usize| format!("{}{}{}", "sequence(".repeat(60), "delay(0s),".repeat(steps), ")".repeat(60));
        assert!(format(&text(1_000)).is_ok());
        let error = format(&text(50_000)).unwrap_err().to_string();
        assert!(error.contains("bytes once it is formatted, expected at most 1048576 bytes"), "{error}");
    }

    #[test]
    fn a_hash_in_a_string_is_no_comment() {
        assert!(!has_comments("light.change_color(\"#ff8800\")"));
        assert!(has_comments("speaker.play_song(\"So\n)# What"));
    }
}
