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

pub use super::vnode::{VElement, VNode, element, svg_element, text};

/// The rendered children of a DOM node, in order.
#[derive(Default)]
pub struct VTree(Vec<Mounted>);

/// A virtual node and the DOM node that shows it.
struct Mounted {
    vnode: VNode,
    node: Node,
    children: VTree,
}

/// Number of DOM changes that a rendering may still make.
struct PatchBudget {
    left: u32,
    is_exceeded: bool,
}

impl PatchBudget {
    /// Takes one change. Returns false if none is left.
    fn take(&mut self) -> bool {
        self.is_exceeded |= self.left == 0;
        self.left = self.left.saturating_sub(1);
        !self.is_exceeded
    }
}

impl VTree {
    /// Renders nodes into a parent, as changes to the nodes rendered there before.
    pub fn render(&mut self, parent: &Node, nodes: Vec<VNode>) {
        self.render_some(parent, nodes, u32::MAX);
    }

    /// Makes at most `max_patches` changes. Returns true if that was enough; otherwise the same nodes need to be rendered
    /// again. Until then each element has either its old or its new state.
    pub fn render_some(&mut self, parent: &Node, nodes: Vec<VNode>, max_patches: u32) -> bool {
        let mut budget = PatchBudget { left: max_patches, is_exceeded: false };
        self.reconcile(parent, nodes, &mut budget);
        !budget.is_exceeded
    }

    fn reconcile(&mut self, parent: &Node, nodes: Vec<VNode>, budget: &mut PatchBudget) {
        let count = nodes.len();
        for (index, vnode) in nodes.into_iter().enumerate() {
            match self.0.get_mut(index) {
                Some(mounted) => mounted.patch(parent, vnode, budget),
                None if budget.take() => {
                    let mounted = Mounted::new(vnode);
                    _ = parent.append_child(&mounted.node);
                    self.0.push(mounted);
                }
                None => return,
            }
        }
        while self.0.len() > count && budget.take() {
            let removed = self.0.pop().expect("more than `count` nodes are left");
            _ = parent.remove_child(&removed.node);
        }
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
                children.render(&element, std::mem::take(&mut new.children));
                Self { vnode: VNode::Element(new), node: element.into(), children }
            }
        }
    }

    fn patch(&mut self, parent: &Node, vnode: VNode, budget: &mut PatchBudget) {
        match (&mut self.vnode, vnode) {
            (VNode::Text(old), VNode::Text(new)) => {
                if *old != new && budget.take() {
                    self.node.set_node_value(Some(&new));
                    *old = new;
                }
            }
            (VNode::Element(old), VNode::Element(mut new))
                if old.tag == new.tag && old.inner_html.is_some() == new.inner_html.is_some() =>
            {
                if !new.has_same_attributes(old) {
                    if budget.take() {
                        patch_attributes(self.node.unchecked_ref(), old, &new);
                    } else {
                        new.attributes = std::mem::take(&mut old.attributes);
                        new.inner_html = old.inner_html;
                    }
                }
                self.children.reconcile(&self.node, std::mem::take(&mut new.children), budget);
                *old = new;
            }
            (_, vnode) => {
                if budget.take() {
                    let new = Self::new(vnode);
                    _ = parent.replace_child(&new.node, &self.node);
                    *self = new;
                }
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
