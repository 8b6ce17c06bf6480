//! A virtual DOM: reconciles the rendered nodes with new values and touches only the differences.
//!
//! Components with signals of their own suit a page, but are slow to create by the hundred. With erased types, Leptos also
//! removes and re-adds all attributes of an element that it re-renders, which loses the focus. Long content such as the
//! program and its text is therefore a value made from the state, and a comparison with the value before.

use leptos::{
    prelude::document,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, HtmlOptionElement, Node},
};

pub use super::vnode::{VElement, VNode, element, svg_element};

/// The rendered children of a DOM node, in order.
#[derive(Default)]
pub struct VTree(Vec<Mounted>);

/// A virtual node and the DOM node that shows it.
struct Mounted {
    vnode: VNode,
    node: Node,
    children: VTree,
}

impl VTree {
    /// Renders nodes into a parent, as changes to the nodes rendered there before.
    ///
    /// An element with an id keeps its DOM node, wherever it stands among its siblings. Other nodes are matched by their
    /// order.
    pub fn render(&mut self, parent: &Node, nodes: Vec<VNode>) {
        let is_same_order = self.0.iter().zip(&nodes).all(|(mounted, node)| mounted.vnode.id() == node.id());
        let kept = if is_same_order { Vec::new() } else { self.remove_others(parent, &nodes) };
        let count = nodes.len();
        for (index, node) in nodes.into_iter().enumerate() {
            self.reconcile(parent, index, node, &kept);
        }
        for removed in self.0.drain(count..) {
            _ = parent.remove_child(&removed.node);
        }
    }

    /// Removes the elements whose id none of the nodes has. Returns the ids of the others, sorted.
    fn remove_others(&mut self, parent: &Node, nodes: &[VNode]) -> Vec<String> {
        let mut wanted: Vec<_> = nodes.iter().filter_map(VNode::id).collect();
        wanted.sort_unstable();
        self.0.retain(|mounted| {
            let is_wanted = mounted.vnode.id().is_none_or(|id| wanted.binary_search(&id).is_ok());
            if !is_wanted {
                _ = parent.remove_child(&mounted.node);
            }
            is_wanted
        });
        let mut kept: Vec<_> = self.0.iter().filter_map(|mounted| mounted.vnode.id().map(String::from)).collect();
        kept.sort_unstable();
        kept
    }

    /// Makes the child at an index show a node. The children before it are right already.
    fn reconcile(&mut self, parent: &Node, index: usize, node: VNode, kept: &[String]) {
        let is_kept = node.id().is_some_and(|id| kept.binary_search_by(|other| (**other).cmp(id)).is_ok());
        if is_kept {
            // Nodes without an id give way. A node that is moved would lose the focus.
            while self.0.get(index).is_some_and(|mounted| mounted.vnode.id().is_none()) {
                _ = parent.remove_child(&self.0.remove(index).node);
            }
        }
        let is_match = |mounted: &Mounted| mounted.vnode.id() == node.id();
        if self.0.get(index).is_some_and(is_match) {
            return self.0[index].patch(parent, node);
        }
        let place = if is_kept { self.0.iter().skip(index).position(is_match) } else { None };
        let mounted = match place {
            Some(distance) => {
                let mut moved = self.0.remove(index + distance);
                moved.patch(parent, node);
                moved
            }
            None => Mounted::new(node),
        };
        _ = parent.insert_before(&mounted.node, self.0.get(index).map(|next| &next.node));
        self.0.insert(index, mounted);
    }
}

impl Mounted {
    fn new(vnode: VNode) -> Self {
        let mut children = VTree::default();
        match vnode {
            VNode::Text(text) => {
                let node = document().create_text_node(&text).unchecked_into();
                Self { vnode: VNode::Text(text), node, children }
            }
            VNode::Element(mut new) => {
                let namespace = if new.is_svg { "http://www.w3.org/2000/svg" } else { "http://www.w3.org/1999/xhtml" };
                let element = document().create_element_ns(Some(namespace), new.tag).expect("a tag of HTML or SVG");
                new.attributes.iter().for_each(|(name, value)| set_attribute(&element, name, value));
                if let Some(markup) = new.inner_html {
                    element.set_inner_html(markup);
                }
                match new.only_text() {
                    Some(text) => element.set_text_content(Some(text)),
                    None => children.render(&element, std::mem::take(&mut new.children)),
                }
                Self { vnode: VNode::Element(new), node: element.into(), children }
            }
        }
    }

    fn patch(&mut self, parent: &Node, vnode: VNode) {
        match (&mut self.vnode, vnode) {
            (VNode::Text(old), VNode::Text(new)) => {
                if *old != new {
                    self.node.set_node_value(Some(&new));
                    *old = new;
                }
            }
            (VNode::Element(old), VNode::Element(mut new))
                if old.tag == new.tag && old.inner_html.is_some() == new.inner_html.is_some() =>
            {
                if !new.has_same_attributes(old) {
                    patch_attributes(self.node.unchecked_ref(), old, &new);
                }
                match (old.only_text(), new.only_text()) {
                    (Some(old), Some(new)) if old == new => {}
                    (_, Some(text)) => {
                        self.children = VTree::default();
                        self.node.set_text_content(Some(text));
                    }
                    (before, None) => {
                        if before.is_some() {
                            self.node.set_text_content(None);
                        }
                        self.children.render(&self.node, std::mem::take(&mut new.children));
                    }
                }
                *old = new;
            }
            (_, vnode) => {
                let new = Self::new(vnode);
                _ = parent.replace_child(&new.node, &self.node);
                *self = new;
            }
        }
    }
}

fn patch_attributes(element: &Element, old: &VElement, new: &VElement) {
    for (name, value) in &new.attributes {
        if old.attribute(name) != Some(value) {
            set_attribute(element, name, value);
        }
    }
    for (name, _) in old.attributes.iter().filter(|(name, _)| new.attribute(name).is_none()) {
        remove_attribute(element, name);
    }
    if let Some(markup) = new.inner_html.filter(|_| old.inner_html != new.inner_html) {
        element.set_inner_html(markup);
    }
}

/// Sets an attribute, or a style through the CSSOM, which a strict content security policy allows.
fn set_attribute(element: &Element, name: &str, value: &str) {
    _ = match style_property(name) {
        Some(property) => element.unchecked_ref::<HtmlElement>().style().set_property(property, value),
        None => element.set_attribute(name, value),
    };
    // The attributes of a field no longer show once a person has changed it.
    match name {
        "value" => _ = element.dyn_ref::<HtmlInputElement>().map(|input| input.set_value(value)),
        "selected" => _ = element.dyn_ref::<HtmlOptionElement>().map(|option| option.set_selected(true)),
        _ => {}
    }
}

fn remove_attribute(element: &Element, name: &str) {
    match style_property(name) {
        Some(property) => _ = element.unchecked_ref::<HtmlElement>().style().remove_property(property),
        None => _ = element.remove_attribute(name),
    }
}

/// The CSS property that the name of an attribute stands for, if it is a style.
fn style_property(name: &str) -> Option<&str> {
    name.strip_prefix("style:").or_else(|| name.starts_with("--").then_some(name))
}
