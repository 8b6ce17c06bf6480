//! Virtual nodes in a component.

use leptos::{html::Div, prelude::*, web_sys::Node};

use super::{
    reactive::effect,
    vdom::{VNode, VTree},
};

/// The nodes that a component has rendered into an element. A handle: copies are the same.
///
/// A rendering is never interrupted, and all effects of a change run before the browser paints. So all that is visible
/// shows the same moment in each frame, however slow the frames are. Long lists render the rows near the viewport.
#[derive(Clone, Copy)]
pub struct Rendering(StoredValue<Option<VTree>, LocalStorage>);

impl Rendering {
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Renders nodes in place of those of the last rendering.
    pub fn render(self, parent: &Node, nodes: Vec<VNode>) {
        self.0.update_value(|vtree| {
            let vtree = vtree.get_or_insert_with(|| {
                // Leptos gives a component the elements of the one before it in its place, with what that has rendered.
                parent.set_text_content(None);
                VTree::default()
            });
            vtree.render(parent, nodes);
        });
    }
}

/// Renders nodes into an element, now and whenever a signal changes that `render` reads.
pub fn render_effect(parent: NodeRef<Div>, render: impl Fn() -> Vec<VNode> + 'static) {
    let rendering = Rendering::new();
    effect(move || {
        if let Some(parent) = parent.get() {
            rendering.render(&parent, render());
        }
    });
}
