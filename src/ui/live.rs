//! What follows the signals it reads.
//!
//! Every closure has a type of its own, and the page would carry the machinery of an effect for each of them. Behind
//! these functions they are one type, which is worth a good part of the page's bytes.

use std::sync::Arc;

use leptos::prelude::{AnyView, Effect, IntoAny};

/// A text: for an attribute, a style or a text node.
pub fn live<S: Into<String>>(
    text: impl Fn() -> S + Send + Sync + 'static,
) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    fn erase(text: Arc<dyn Fn() -> String + Send + Sync>) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        move || text()
    }
    erase(Arc::new(move || text().into()))
}

/// A piece of the page that is made anew when what it reads changes; `None` shows nothing.
pub fn live_view<V: IntoAny>(
    view: impl Fn() -> Option<V> + Send + Sync + 'static,
) -> impl Fn() -> Option<AnyView> + Clone + Send + Sync + 'static {
    type Erased = Arc<dyn Fn() -> Option<AnyView> + Send + Sync>;
    fn erase(view: Erased) -> impl Fn() -> Option<AnyView> + Clone + Send + Sync + 'static {
        move || view()
    }
    erase(Arc::new(move || view().map(IntoAny::into_any)))
}

/// Does something beside the page, now and when what it reads has changed.
pub fn follow(act: impl Fn() + 'static) {
    let act: Box<dyn Fn()> = Box::new(act);
    Effect::new(act);
}
