use homeloop::browser::{fragment, program_link, query_and_fragment, replace_url};
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
async fn a_fragment_gives_back_the_notation_it_was_written_from() {
    for (notation, key) in [
        ("sequence(light.switch_on)".to_owned(), "#program="),
        (format!("sequence({})", "speaker.play_song(\"Ça va?\"), ".repeat(100)), "#z="),
    ] {
        let fragment = fragment::write(&notation).await.unwrap();
        assert!(fragment.starts_with(key), "{fragment}");
        let read = fragment::read(&fragment).await.unwrap().unwrap();
        assert_eq!((read.bytes, read.damage), (notation.into_bytes(), None));
    }
}

#[wasm_bindgen_test]
async fn a_fragment_that_was_cut_off_gives_back_its_beginning_and_is_damaged() {
    let notation: String = (0..1000).map(|step| format!("delay({step}ms),")).collect();
    let fragment = fragment::write(&notation).await.unwrap();
    let read = fragment::read(&fragment[..fragment.len() - 40]).await.unwrap().unwrap();
    assert!(read.damage.is_some());
    assert!(notation.as_bytes().starts_with(&read.bytes));
}

#[wasm_bindgen_test]
async fn a_fragment_under_an_unknown_key_is_an_error_and_an_anchor_is_no_program() {
    assert!(fragment::read("#zstd=abc").await.is_err());
    assert!(fragment::read("#licence").await.unwrap().is_none());
    assert!(fragment::read("").await.unwrap().is_none());
}

#[wasm_bindgen_test]
fn a_link_keeps_the_query_except_for_the_program_and_the_keys_to_leave_out() {
    let before = program_link(None, "", "", &[], &[]);
    replace_url("?preset=party&theme=dark&embed=1#program=x");
    assert_eq!(query_and_fragment(), "?preset=party&theme=dark&embed=1#program=x");
    let path = before.split('?').next().unwrap();
    assert_eq!(program_link(None, "", "#program=y", &[], &["embed"]), format!("{path}?theme=dark#program=y"));
    let titled = program_link(None, "Wash & go", "#program=y", &[], &["embed"]);
    assert_eq!(titled, format!("{path}?theme=dark&title=Wash+%26+go#program=y"));
    assert_eq!(program_link(Some("good-night"), "", "", &[], &["theme", "embed"]), format!("{path}?preset=good-night"));
    replace_url(&before);
}
