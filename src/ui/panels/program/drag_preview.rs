use leptos::prelude::*;

use super::builder::Builder;
use crate::ui::render::reactive::{text_signal, view_signal};

/// The label of the dragged steps, at the pointer.
#[component]
pub fn DragPreview(builder: Builder) -> impl IntoView {
    view_signal(move || {
        builder.drag.get().map(|drag| {
            view! {
                <p
                    class="held"
                    aria-hidden="true"
                    data-fits=drag.place.is_some().to_string()
                    style=("--x", text_signal(move || format!("{}px", builder.pointer.get().0)))
                    style=("--y", text_signal(move || format!("{}px", builder.pointer.get().1)))
                    prop:textContent=drag.label
                ></p>
            }
        })
    })
}
