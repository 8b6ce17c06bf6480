//! Mounts the page. Everything else is in the library, where tests can reach it.

use homeloop::{
    browser::{Address, install_panic_hook, normalize},
    home::set_normalize,
    ui::App,
};
use leptos::prelude::*;

fn main() {
    install_panic_hook();
    set_normalize(normalize);
    wasm_bindgen_futures::spawn_local(async {
        let address = Address::current().await;
        mount_to_body(move || view! { <App address /> });
    });
}
