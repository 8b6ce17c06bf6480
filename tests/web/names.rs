//! Names of devices in a browser, which normalizes them.

use homeloop::{browser::normalize, home::set_normalize, program::parse};
use wasm_bindgen_test::*;

#[wasm_bindgen_test]
fn a_name_is_the_same_however_its_accents_are_typed() {
    set_normalize(normalize);
    let scene = parse("device cafe\u{301} = light\nsequence(caf\u{e9}.switch_on, cafe\u{301}.switch_off)").unwrap();
    assert_eq!(&*scene.devices[0].name, "caf\u{e9}");
}
