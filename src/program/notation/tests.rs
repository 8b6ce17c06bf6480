use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::{
    home::default_home,
    program::{Limits, Scene, Step, arbitrary},
};

fn error(text: &str) -> ParseError {
    parse(text).expect_err(text)
}

/// The error as "line:column found | expected | suggestion".
fn summary(text: &str) -> String {
    let ParseError { line, column, found, expected, suggestion, .. } = error(text);
    format!("{line}:{column} {found} | {expected} | {}", suggestion.unwrap_or_default())
}

/// Generates a scene of which some devices are missing, perhaps all, though messages are addressed to them.
pub(super) fn draft() -> impl Strategy<Value = Scene> {
    (arbitrary::scene(), any::<u8>()).prop_map(|(mut scene, kept)| {
        let mut place = 0;
        scene.devices.retain(|_| {
            place += 1;
            kept & (1 << place) != 0
        });
        scene
    })
}

proptest! {
    #[test]
    fn prop_a_printed_scene_is_read_back(scene in arbitrary::scene()) {
        prop_assert_eq!(parse(&print(&scene)), Ok(scene));
    }

    #[test]
    fn prop_printing_is_canonical(scene in arbitrary::scene()) {
        let printed = print(&scene);
        prop_assert_eq!(print(&parse(&printed).unwrap()), printed);
    }

    #[test]
    fn prop_no_bytes_make_the_parser_panic(bytes in any::<Vec<u8>>()) {
        _ = parse_bytes(&bytes);
    }

    #[test]
    fn prop_no_words_of_the_notation_make_the_parser_panic(
        words in proptest::collection::vec(
            r#"device|sequence|parallel|delay|light|toilet|speaker|flush|play_song|latency|on|ms|s|[0-9]{1,3}|[().,:@=#"\n\\]|"[a-z\\]*"|é"#,
            0..30,
        )
    ) {
        _ = parse(&words.concat());
        _ = parse(&words.join(" "));
    }

    #[test]
    fn prop_an_error_points_into_the_text(scene in arbitrary::scene(), cut in any::<prop::sample::Index>()) {
        let text = print(&scene);
        let end = text.floor_char_boundary(cut.index(text.len() + 1));
        if let Err(error) = parse(&text[..end]) {
            let line = text[..end].split('\n').nth(error.line - 1).unwrap();
            prop_assert!(error.column <= line.chars().count() + 1, "{error}");
            prop_assert!(error.offset <= end, "{error}");
        }
    }
}

#[test]
fn the_good_night_program_reads_like_this() {
    let text = r#"
        # To bed.
        parallel(
            light.switch_off,
            speaker.play_song("\"So\" \\ W\u{68}at\n") @ 0.25s,
            sequence(toilet.flush, delay(1.5 s), toilet.clean,),
        )
    "#;
    assert_eq!(
        print(&parse(text).unwrap()),
        r#"parallel(
  light.switch_off,
  speaker.play_song("\"So\" \\ What\n") @ 250ms,
  sequence(
    toilet.flush,
    delay(1.5s),
    toilet.clean,
  ),
)
"#
    );
}

#[test]
fn devices_are_declared_before_the_program() {
    let text = "device lamp = light(latency: 200ms, jitter: 50ms, state: on)\ndevice loo = toilet\nlamp.switch_off\n";
    let scene = parse(text).unwrap();
    assert_eq!(scene.devices[0].latency, Duration::from_millis(200));
    assert_eq!(scene.devices[1].latency, Duration::from_millis(500));
    assert_eq!(print(&scene), text);
}

#[test]
fn an_error_has_its_position_what_was_found_and_what_was_expected() {
    for (text, expected) in [
        (
            "sequence(\n  light.flush)",
            "2:9 `flush` | an action of `light`: `connect`, `disconnect`, `switch_on`, `switch_off` or `change_color` \
             | light has no action `flush`; toilet has",
        ),
        (
            "toilet.flsh",
            "1:8 `flsh` | an action of `toilet`: `connect`, `disconnect`, `open`, `close`, `flush` or `clean` \
             | did you mean `flush`?",
        ),
        (
            "lihgt.switch_on",
            "1:1 `lihgt` | a device of this home (`light`, `speaker` or `toilet`) | did you mean `light`?",
        ),
        (
            "speaker.switch_of",
            "1:9 `switch_of` | an action of `speaker`: `connect`, `disconnect`, `switch_on`, `switch_off`, `play_song`, \
             `louder` or `quieter` | did you mean `switch_off`?",
        ),
        (
            "paralel()",
            "1:1 `paralel` | `sequence`, `parallel`, `race`, `timeout`, `retry`, `repeat`, `fallback`, `ensure`, `lock`, \
             `start`, `future`, `blocking`, `offload`, `delay`, `fail`, `work`, `await`, `cancel`, `resolve` or `increment` | did you mean `parallel`?",
        ),
        ("delay(5)", "1:8 `)` | a unit: `ms` or `s` | "),
        ("delay(1,5s)", "1:8 `,` | a unit: `ms` or `s` | use a point: `1.5s`"),
        ("device a = light(latency: 0,5 s, state: on)", "1:28 `,` | a unit: `ms` or `s` | use a point: `0.5s`"),
        ("delay(5h)", "1:7 `5h` | a duration, such as `500ms` or `1.5s` | "),
        ("delay(-1s)", "1:7 `-` | a duration, such as `500ms` or `1.5s` | "),
        ("light.switch_on(\"x\")", "1:16 the text \"x\" | nothing in brackets: `switch_on` takes no argument | "),
        ("speaker.play_song", "1:18 the end | a song after `play_song`, such as `(\"So What\")` | "),
        (
            "light.change_color(\"blurple\")",
            "1:19 the text \"blurple\" | a CSS colour, such as \"red\" or \"#ff8800\" | ",
        ),
        ("sequence(light.switch_on", "1:25 the end | `,` or `)` | "),
        ("sequence() toilet.flush", "1:12 `toilet` | the end: a scene has one step, perhaps a block | "),
        ("", "1:1 the end | a step: a message such as `light.switch_on`, a block or a delay | "),
        ("device delay = light\ndelay(1s)", "1:8 `delay` | a name for the device that is not a keyword | "),
        (
            "device a = light\ndevice a = light\na.switch_on",
            "2:8 `a` | a name for the device that no other device has | ",
        ),
        ("device a = light(state: open)", "1:25 `open` | a state of a light: `off`, `on` or `disconnected` | "),
        ("device a = lamp", "1:12 `lamp` | `light`, `speaker` or `toilet` | "),
        ("device a = light(speed: 1s)", "1:18 `speed` | `latency`, `jitter`, `state`, `fails` or `capacity` | "),
        ("speaker.play_song(\"So", "1:19 a text that does not end on its line | a closing `\"` | "),
        (
            r#"speaker.play_song("\x")"#,
            r#"1:20 `\x` | one of the escapes `\"`, `\\`, `\n` and `\u{…}` with a character's number in hex | "#,
        ),
        ("été.switch_on", "1:1 `été` | a device of this home (`light`, `speaker` or `toilet`) | "),
    ] {
        assert_eq!(summary(text), expected);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_an_error_with_a_position() {
    let error = parse_bytes(b"sequence(\n \xff)").unwrap_err();
    assert_eq!((error.line, error.column, error.found.as_str()), (2, 2, "the byte 0xff"));
}

#[test]
fn a_limit_that_is_exceeded_is_named() {
    let limits =
        Limits { steps: 3, nesting: 2, text_bytes: 60, duration: Duration::from_secs(60), ..Limits::default() };
    let error = |text: &str| parse_within(text, &limits).expect_err(text).to_string();
    let ok = |text: &str| parse_within(text, &limits).is_ok();

    assert!(ok("sequence(light.connect, light.connect)"));
    assert!(error("sequence(delay(1s), delay(1s), delay(1s))").contains("at most 3 steps"));
    assert!(ok("sequence(parallel())"));
    assert!(error("sequence(parallel(sequence()))").contains("blocks nested at most 2 deep"));
    assert!(error(&" ".repeat(61)).contains("at most 60 bytes of text"));
    assert!(ok("delay(60s)"));
    assert!(error("delay(60.001s)").contains("a duration of at most 1 minutes"));
}

#[test]
fn the_deepest_program_that_is_allowed_is_read() {
    let nested = |depth: usize| format!("{}{}", "sequence(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(64)).is_ok());
    assert!(error(&nested(65)).to_string().contains("64 deep"));
    assert!(error(&nested(100_000)).to_string().contains("64 deep"));
}

#[test]
fn a_name_is_the_same_however_its_accents_are_typed() {
    let scene = parse("device cafe\u{301} = light\nsequence(caf\u{e9}.switch_on, cafe\u{301}.switch_off)").unwrap();
    assert_eq!(
        print(&scene),
        "device caf\u{e9} = light\nsequence(\n  caf\u{e9}.switch_on,\n  caf\u{e9}.switch_off,\n)\n"
    );
    let draft = parse_draft("sequence(e\u{301}.switch_on, \u{e9}.switch_on)").unwrap();
    assert_eq!(parse_draft(&print(&draft)), Ok(draft));
    assert_eq!(
        summary("device \u{e9} = light\ndevice e\u{301} = light\n\u{e9}.switch_on"),
        "2:8 `e\u{301}` | a name for the device that no other device has | "
    );
    assert_eq!(print(&parse("device बत्ती = light\nबत्ती.switch_on").unwrap()), "device बत्ती = light\nबत्ती.switch_on\n");
}

#[test]
fn an_empty_block_is_a_program() {
    assert_eq!(parse("sequence()"), Ok(Scene::at_default_home(Step::sequence([]))));
}

#[test]
fn invisible_characters_are_printed_as_escapes() {
    let scene = parse("speaker.play_song(\"a\u{202e}b\u{7}\")").unwrap();
    assert_eq!(print(&scene), "speaker.play_song(\"a\\u{202e}b\\u{7}\")\n");
    assert_eq!(parse(&print(&scene)), Ok(scene));
}

#[test]
fn arguments_come_before_the_steps_and_are_printed_in_the_order_of_the_table_without_defaults() {
    let text =
        "retry( 3, grow: 1.50, wait: 0.2s, parallel(limit: 2, errors: wait,), fail(\"no\") @ 0s, race(first: success))";
    let printed =
        "retry(3, wait: 200ms, grow: 1.5,\n  parallel(limit: 2),\n  fail(\"no\"),\n  race(first: success),\n)\n";
    assert_eq!(print(&parse(text).unwrap()), printed);
    assert_eq!(print(&parse("timeout(1s)").unwrap()), "timeout(1s)\n");
    assert_eq!(
        format("timeout(1s # the limit\n, # one\ndelay(2s))").unwrap(),
        "timeout(1s,  # the limit\n  # one\n  delay(2s),\n)\n"
    );
    let options = "device light = light(fails: 2, capacity: 3)\nlight.switch_on\n";
    assert_eq!(print(&parse(options).unwrap()), options);
}

#[test]
fn an_argument_that_is_missing_doubled_misplaced_or_wrong_is_an_error_with_its_position() {
    let first = "as the first argument of";
    for (text, expected) in [
        ("timeout(delay(1s))", format!("1:9 `delay` | a duration {first} `timeout`, such as `timeout(1s, …)` | ")),
        ("retry()", format!("1:7 `)` | a count {first} `retry`, such as `retry(3, …)` | ")),
        ("timeout(3)", "1:10 `)` | a unit: `ms` or `s` | ".into()),
        ("retry(1s)", "1:7 `1s` | a whole number from 1 to 1000 | ".into()),
        ("repeat(1.5)", "1:8 `1.5` | a whole number | ".into()),
        ("retry(0)", "1:7 `0` | a whole number from 1 to 1000 | ".into()),
        ("retry(1001)", "1:7 `1001` | a whole number from 1 to 1000 | ".into()),
        ("retry(3, grow: 11)", "1:16 `11` | a factor from 1 to 10 | ".into()),
        ("retry(3, grow: 0.5)", "1:16 `0.5` | a factor from 1 to 10 | ".into()),
        ("retry(3, wait: 1s, wait: 2s)", "1:20 `wait` | `wait` only once | ".into()),
        ("retry(3, 4, delay(1s))", "1:10 `4` | a step: `retry` takes one such argument, before its steps | ".into()),
        ("parallel(2, delay(1s))", "1:10 `2` | a step: `parallel` takes no number | ".into()),
        (
            "parallel(delay(1s), limit: 2)",
            "1:21 `limit` | a step: the arguments of a block come before its steps | ".into(),
        ),
        ("parallel(erors: wait)", "1:10 `erors` | `errors` or `limit` | did you mean `errors`?".into()),
        ("sequence(limit: 2)", "1:10 `limit` | a step: `sequence` takes no argument with a key | ".into()),
        ("race(losers: cancl)", "1:14 `cancl` | `cancel` or `leave` | did you mean `cancel`?".into()),
        ("parallel(errors: 3)", "1:18 `3` | `wait`, `cancel`, `leave` or `collect` | ".into()),
        ("timeout(11s, delay(601s))", "1:20 `601s` | a duration of at most 10 minutes | ".into()),
        ("fail()", "1:6 `)` | a text in double quotes | ".into()),
        ("lock(delay(1s))", format!("1:6 `delay` | a name {first} `lock`, such as `lock(door, …)` | ")),
        ("lock(light.switch_on)", format!("1:6 `light` | a name {first} `lock`, such as `lock(door, …)` | ")),
        ("lock(door delay(1s))", "1:11 `delay` | `,` or `)` | ".into()),
        ("lock()", format!("1:6 `)` | a name {first} `lock`, such as `lock(door, …)` | ")),
        ("lock(3, delay(1s))", format!("1:6 `3` | a name {first} `lock`, such as `lock(door, …)` | ")),
        ("lock door(permit: 2)\ndelay(1s)", "1:11 `permit` | `permits` | did you mean `permits`?".into()),
        ("lock door(permits: 0)\ndelay(1s)", "1:20 `0` | a whole number from 1 to 1000 | ".into()),
        ("lock a\nlock a\ndelay(1s)", "2:6 `a` | a name for the lock that no other lock has | ".into()),
        ("start(delay(1s))", format!("1:7 `delay` | a name {first} `start`, such as `start(ticket, …)` | ")),
        ("await()", "1:7 `)` | a name, such as `await(ticket)` | ".into()),
        ("await(a, b)", "1:8 `,` | `)` | ".into()),
        (
            "sequence(start(a), resolve(a))",
            "1:20 `resolve` | the name of a promise: a task or a future ends with its steps | ".into(),
        ),
        (
            "sequence(resolve(a), cancel(a))",
            "1:22 `cancel` | the name of a task or a future: a promise runs no steps that could be cancelled | ".into(),
        ),
        ("device a = light(fails: 0)", "1:25 `0` | a whole number from 1 to 1000 | ".into()),
        ("device a = light(capacity: 1s)", "1:28 `1s` | a whole number from 1 to 1000 | ".into()),
    ] {
        assert_eq!(summary(text), expected);
    }
}

#[test]
fn locks_are_declared_after_the_devices_and_alone_keep_the_default_home() {
    let text = "lock door\nlock clé(permits: 2)\nlock(door,\n  lock(other),\n  light.switch_on,\n)\n";
    let scene = parse(text).unwrap();
    assert_eq!(scene.devices, default_home());
    assert_eq!(
        scene.locks.iter().map(|lock| (&*lock.name, lock.permits)).collect::<Vec<_>>(),
        [("door", 1), ("clé", 2)]
    );
    assert!(scene.has_lock("clé") && scene.has_lock("other") && !scene.has_lock("light"));
    assert_eq!(print(&scene), text);
    let mixed = "lock light(permits: 1)  # one\ndevice a = light  # two\na.switch_on";
    assert_eq!(print(&parse(mixed).unwrap()), "device a = light\nlock light\na.switch_on\n");
    assert_eq!(parse(&format(mixed).unwrap()), parse(mixed));
    assert!(parse("device none\nlock door\nlock(sequence)").unwrap().devices.is_empty());
}

#[test]
fn new_words_are_not_reserved() {
    let text = "device fail = light\ndevice ensure = light\ndevice wait = light\n\
                ensure(\n  fail.switch_on,\n  ensure.switch_on,\n  wait.switch_off,\n)\n";
    assert_eq!(print(&parse(text).unwrap()), text);
    for refused in ["race", "timeout", "retry", "repeat", "lock"] {
        assert!(parse(&format!("device {refused} = light\ndelay(1s)")).is_err());
    }
}
