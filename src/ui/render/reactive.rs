//! Reactive closures of one type.
//!
//! Every closure has a type of its own, and the page would carry the code of an effect for each of them. These functions
//! erase the types, which saves a good part of the page's size.

use std::sync::Arc;

use leptos::prelude::{AnyView, Effect, IntoAny};

/// Reactive text for an attribute, a style or a property.
///
/// As the text of an element it is the property `textContent`, as is all text that changes. A browser that translates the
/// page puts other nodes in the place of text nodes, and what is set on those is no longer seen.
pub fn text_signal<S: Into<String>>(
    text: impl Fn() -> S + Send + Sync + 'static,
) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    fn erase(text: Arc<dyn Fn() -> String + Send + Sync>) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        move || text()
    }
    erase(Arc::new(move || text().into()))
}

/// A part of the page that is rebuilt when a signal changes that it reads. `None` shows nothing.
pub fn view_signal<V: IntoAny>(
    view: impl Fn() -> Option<V> + Send + Sync + 'static,
) -> impl Fn() -> Option<AnyView> + Clone + Send + Sync + 'static {
    type Erased = Arc<dyn Fn() -> Option<AnyView> + Send + Sync>;
    fn erase(view: Erased) -> impl Fn() -> Option<AnyView> + Clone + Send + Sync + 'static {
        move || view()
    }
    erase(Arc::new(move || view().map(IntoAny::into_any)))
}

/// Runs a side effect, now and whenever a signal changes that it reads.
pub fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(run);
}
