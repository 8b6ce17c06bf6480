use leptos::{html::Div, prelude::*};

use super::{
    reactive::effect,
    vdom::{VNode, VTree},
};

/// Renders nodes into an element, now and whenever a signal changes that `render` reads.
pub fn render_effect(parent: NodeRef<Div>, render: impl Fn() -> Vec<VNode> + 'static) {
    let vtree = StoredValue::new_local(VTree::default());
    effect(move || {
        if let Some(parent) = parent.get() {
            let nodes = render();
            vtree.update_value(|vtree| vtree.render(&parent, nodes));
        }
    });
}
