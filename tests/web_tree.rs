//! The keyboard model of the program tree: <https://www.w3.org/WAI/ARIA/apg/patterns/treeview/>.
#![cfg(target_arch = "wasm32")]

use gloo_timers::future::TimeoutFuture;
use homeloop::{
    browser::{Address, ProgramSource},
    program::{BlockKind, presets},
    ui::App,
};
use js_sys::{Object, Reflect};
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

wasm_bindgen_test_configure!(run_in_browser);

/// The page with Good night, mounted until this is dropped. The tree's root item has the focus.
struct Page {
    root: HtmlElement,
    _app: Box<dyn std::any::Any>,
}

impl Page {
    async fn open() -> Self {
        // Discards the program that the test before has left.
        web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
        let root = document().create_element("div").unwrap().unchecked_into::<HtmlElement>();
        document().body().unwrap().append_child(&root).unwrap();
        let good_night = presets::find(presets::DEFAULT).unwrap();
        let address = Address { program: Some(ProgramSource::Preset(good_night)), ..Address::default() };
        let app = mount_to(root.clone(), || view! { <App address /> });
        let page = Self { root, _app: Box::new(app) };
        settle().await;
        page.item("parallel, 3 steps").focus().unwrap();
        settle().await;
        page
    }

    fn items(&self) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all("[role=treeitem]").unwrap();
        (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into()).collect()
    }

    fn item(&self, name: &str) -> HtmlElement {
        self.items().into_iter().find(|item| label(item) == name).unwrap_or_else(|| panic!("no item is called {name}"))
    }

    /// Returns the names of the items whose attribute has a value.
    fn names_with(&self, attribute: &str, value: &str) -> Vec<String> {
        let items = self.items().into_iter();
        items.filter(|item| item.get_attribute(attribute).as_deref() == Some(value)).map(|item| label(&item)).collect()
    }

    /// Presses keys such as `Shift+ArrowDown`. Returns the name of the item that has the focus then, after asserting that
    /// no other item is in the tab order.
    async fn press(&self, keys: &[&str]) -> String {
        for key in keys {
            self.dispatch(&key_down(key)).await;
        }
        self.focused()
    }

    /// Presses a key at a time in milliseconds since the page was opened.
    async fn press_at(&self, ms: f64, key: &str) -> String {
        let event = key_down(key);
        let time_stamp = Object::new();
        Reflect::set(&time_stamp, &"value".into(), &ms.into()).unwrap();
        assert!(Reflect::define_property(&event, &"timeStamp".into(), &time_stamp).unwrap());
        self.dispatch(&event).await;
        self.focused()
    }

    async fn dispatch(&self, event: &KeyboardEvent) {
        document().active_element().unwrap().dispatch_event(event).unwrap();
        settle().await;
    }

    fn focused(&self) -> String {
        let focused = label(&document().active_element().unwrap());
        assert_eq!(self.names_with("tabindex", "0").join(" and "), focused);
        focused
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn key_down(key: &str) -> KeyboardEvent {
    let parts: Vec<_> = key.split('+').collect();
    let init = KeyboardEventInit::new();
    init.set_key(parts.last().unwrap());
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_alt_key(parts.contains(&"Alt"));
    init.set_shift_key(parts.contains(&"Shift"));
    init.set_ctrl_key(parts.contains(&"Ctrl"));
    KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn label(item: &Element) -> String {
    item.get_attribute("aria-label").unwrap_or_default()
}

/// Lets the page run the effects of a change.
async fn settle() {
    TimeoutFuture::new(0).await;
}

const ROOT: &str = "parallel, 3 steps";
const LIGHT: &str = "light switch off, 500 ms";
const SPEAKER: &str = "speaker switch off, 500 ms";
const SEQUENCE: &str = "sequence, 2 steps";
const FLUSH: &str = "toilet flush, 500 ms";
const CLEAN: &str = "toilet clean, 500 ms";

#[wasm_bindgen_test]
async fn arrows_home_and_end_move_the_focus_through_the_tree() {
    let page = Page::open().await;
    assert_eq!(page.press(&["ArrowDown"]).await, LIGHT);
    assert_eq!(page.press(&["ArrowDown", "ArrowDown", "ArrowDown"]).await, FLUSH);
    assert_eq!(page.press(&["ArrowUp"]).await, SEQUENCE);
    assert_eq!(page.press(&["ArrowRight"]).await, FLUSH);
    assert_eq!(page.press(&["ArrowLeft", "ArrowLeft"]).await, ROOT);
    assert_eq!(page.press(&["End"]).await, CLEAN);
    assert_eq!(page.press(&["ArrowDown"]).await, CLEAN);
    assert_eq!(page.press(&["Home", "ArrowUp"]).await, ROOT);
}

#[wasm_bindgen_test]
async fn letters_find_the_next_step_whose_device_or_action_begins_with_them() {
    let page = Page::open().await;
    assert_eq!(page.press_at(10_000.0, "t").await, FLUSH);
    assert_eq!(page.press_at(20_000.0, "s").await, LIGHT);
}

#[wasm_bindgen_test]
async fn letters_typed_in_quick_succession_are_one_search() {
    let page = Page::open().await;
    assert_eq!(page.press_at(10_000.0, "t").await, FLUSH);
    assert_eq!(page.press_at(10_700.0, "c").await, CLEAN);
    assert_eq!(page.press_at(11_200.0, "l").await, CLEAN);
    assert_eq!(page.press_at(11_900.0, "l").await, LIGHT);
}

#[wasm_bindgen_test]
async fn the_selection_follows_the_focus_and_shift_extends_it_to_siblings() {
    let page = Page::open().await;
    page.press(&["ArrowDown"]).await;
    assert_eq!(page.names_with("aria-selected", "true"), [LIGHT]);
    assert_eq!(page.press(&["Shift+ArrowDown", "Shift+ArrowDown"]).await, SEQUENCE);
    assert_eq!(page.names_with("aria-selected", "true"), [LIGHT, SPEAKER, SEQUENCE]);
    page.press(&["Shift+ArrowUp"]).await;
    assert_eq!(page.names_with("aria-selected", "true"), [LIGHT, SPEAKER]);
    page.press(&["Ctrl+a"]).await;
    assert_eq!(page.names_with("aria-selected", "true"), [LIGHT, SPEAKER, SEQUENCE]);
    page.press(&["Home"]).await;
    assert_eq!(page.names_with("aria-selected", "true"), [ROOT]);
}

#[wasm_bindgen_test]
async fn with_alt_the_arrows_move_the_step_and_the_focus_stays_on_it() {
    let page = Page::open().await;
    page.press(&["ArrowDown"]).await;
    assert_eq!(page.press(&["Alt+ArrowDown"]).await, LIGHT);
    assert_eq!(page.items().iter().position(|item| label(item) == LIGHT), Some(2));
    assert_eq!(page.press(&["Alt+ArrowRight"]).await, LIGHT);
    assert_eq!(page.item(LIGHT).get_attribute("aria-level").as_deref(), Some("3"));
    assert_eq!(page.press(&["Alt+ArrowUp", "Alt+ArrowLeft"]).await, LIGHT);
    assert_eq!(page.item(LIGHT).get_attribute("aria-level").as_deref(), Some("2"));
}

#[wasm_bindgen_test]
async fn every_item_has_its_level_and_its_position_among_its_siblings() {
    let page = Page::open().await;
    let position = |name: &str| {
        let item = page.item(name);
        ["aria-level", "aria-posinset", "aria-setsize"].map(|attribute| item.get_attribute(attribute).unwrap())
    };
    assert_eq!(position(ROOT), ["1", "1", "1"]);
    assert_eq!(position(SPEAKER), ["2", "2", "3"]);
    assert_eq!(position(CLEAN), ["3", "2", "2"]);
}

#[wasm_bindgen_test]
async fn the_focus_stays_in_the_tree_after_a_delete_or_an_undo() {
    let page = Page::open().await;
    page.press(&["End"]).await;
    assert_eq!(page.press(&["Delete"]).await, FLUSH);
    assert_eq!(page.press(&["Delete"]).await, "sequence, 0 steps");
    assert_eq!(page.press(&["Delete"]).await, SPEAKER);
    assert_eq!(page.press(&["Ctrl+z", "Ctrl+z", "Ctrl+z"]).await, CLEAN);
    assert_eq!(page.items().len(), 6);
}

#[wasm_bindgen_test]
async fn every_kind_of_block_can_be_added_and_put_around_a_step() {
    let page = Page::open().await;
    let has_button = |name: &str| page.root.query_selector(&format!("button[aria-label='{name}']")).unwrap().is_some();
    assert!(has_button("Add delay"));
    let mut offered = Vec::new();
    for group in ["blocks", "tasks"] {
        let button = page.root.query_selector(&format!("[data-group='{group}']")).unwrap().unwrap();
        button.unchecked_into::<HtmlElement>().click();
        settle().await;
        offered.extend(BlockKind::ALL.into_iter().filter(|kind| has_button(&format!("Add {}", kind.as_str()))));
    }
    assert_eq!(offered.len(), BlockKind::ALL.len(), "each kind is in one group of the palette: {offered:?}");
    for kind in BlockKind::ALL.map(BlockKind::as_str) {
        assert!(has_button(&format!("Wrap in {kind}")), "{kind} is not in the toolbar");
    }
}
