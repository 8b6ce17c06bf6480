//! The style sheets know every kind of device and block.
#![cfg(not(target_arch = "wasm32"))]

use std::{fs, path::Path};

use homeloop::{home::DeviceKind, program::BlockKind};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

#[test]
fn every_kind_of_device_and_of_block_has_a_colour() {
    let tokens = read("style/tokens.css");
    let words = DeviceKind::ALL.map(DeviceKind::as_str).into_iter().chain(BlockKind::ALL.map(BlockKind::as_str));
    for word in words {
        assert!(tokens.contains(&format!("--color-{word}: ")), "style/tokens.css has no --color-{word}");
    }
}

#[test]
fn every_kind_of_device_has_a_style_sheet_that_the_page_links() {
    let page = read("index.html");
    for kind in DeviceKind::ALL {
        let sheet = format!("style/home/{}.css", kind.as_str());
        assert!(!read(&sheet).is_empty() && page.contains(&sheet), "{sheet} is missing or not linked");
    }
}
