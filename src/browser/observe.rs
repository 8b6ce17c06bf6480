//! Observers: of the first time that an element is visible, of changes of size, and of frames that are blocked. They last as
//! long as the page.

use gloo_events::EventListener;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};

/// Calls a function once, as soon as a part of the element is inside the viewport of the top-level page.
///
/// In a frame that is scrolled out of sight, an element that is visible within the frame does not count.
pub fn on_first_visible(element: &Element, then: impl FnOnce() + 'static) {
    let mut then = Some(then);
    let callback = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(move |entries: Array, observer| {
        let is_visible = |entry| IntersectionObserverEntry::unchecked_from_js(entry).is_intersecting();
        if entries.iter().any(is_visible)
            && let Some(then) = then.take()
        {
            IntersectionObserver::disconnect(&observer);
            then();
        }
    });
    if let Ok(observer) = IntersectionObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    callback.forget();
}

/// Calls a function soon after this call, and again whenever one of the elements changes its size.
pub fn on_resize(elements: impl IntoIterator<Item = Element>, act: impl FnMut() + 'static) {
    let callback = Closure::<dyn FnMut()>::new(act);
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        elements.into_iter().for_each(|element| observer.observe(&element));
    }
    callback.forget();
}

/// Calls a function whenever the page's content security policy has blocked a frame.
pub fn on_blocked_frame(act: impl Fn() + 'static) {
    let listener = EventListener::new(&super::window(), "securitypolicyviolation", move |event| {
        let directive = Reflect::get(event, &"effectiveDirective".into()).unwrap_or_default();
        if directive == "frame-src" {
            act();
        }
    });
    listener.forget();
}
