//! What the browser tells of elements: that they are seen, or that they have another size.

use js_sys::Array;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};

/// Calls a function once an element is seen, by a person who has the page before them: in a frame, that the frame is
/// there is not enough.
pub fn when_seen(element: &Element, then: impl FnOnce() + 'static) {
    let mut then = Some(then);
    let callback = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(move |entries: Array, observer| {
        let is_seen = |entry| IntersectionObserverEntry::unchecked_from_js(entry).is_intersecting();
        if entries.iter().any(is_seen)
            && let Some(then) = then.take()
        {
            IntersectionObserver::disconnect(&observer);
            then();
        }
    });
    if let Ok(observer) = IntersectionObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // It is wanted until the page goes.
    callback.forget();
}

/// Calls a function now and whenever one of these elements has got another size.
pub fn when_resized(elements: impl IntoIterator<Item = Element>, act: impl FnMut() + 'static) {
    let callback = Closure::<dyn FnMut()>::new(act);
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        elements.into_iter().for_each(|element| observer.observe(&element));
    }
    callback.forget();
}
