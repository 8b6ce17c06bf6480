//! Nodes of the virtual DOM: plain values that describe the elements to render.

use std::borrow::Cow;

#[derive(Debug)]
pub enum VNode {
    Text(Cow<'static, str>),
    Element(VElement),
}

impl VNode {
    /// The id of an element, by which it is found again in the next rendering.
    pub(super) fn id(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Element(element) => element.attribute("id").map(|id| &**id),
        }
    }
}

/// An element, its attributes and its children.
#[derive(Debug)]
pub struct VElement {
    pub(super) tag: &'static str,
    pub(super) is_svg: bool,
    /// Attributes and styles. A name such as `--name` is a custom property, which descendants inherit; `style:name` is
    /// any other style.
    pub(super) attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// Constant markup of this crate, in place of children.
    pub(super) inner_html: Option<&'static str>,
    pub(super) children: Vec<VNode>,
}

pub fn element(tag: &'static str) -> VElement {
    VElement { tag, is_svg: false, attributes: Vec::new(), inner_html: None, children: Vec::new() }
}

pub fn svg_element(tag: &'static str) -> VElement {
    VElement { is_svg: true, ..element(tag) }
}

pub fn text(text: impl Into<Cow<'static, str>>) -> VNode {
    VNode::Text(text.into())
}

impl VElement {
    /// Adds an attribute, a custom property or a style.
    pub fn attr(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    pub fn attr_opt(self, name: &'static str, value: Option<impl Into<Cow<'static, str>>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    pub fn attr_bool(self, name: &'static str, value: bool) -> Self {
        self.attr(name, if value { "true" } else { "false" })
    }

    pub fn inner_html(mut self, markup: &'static str) -> Self {
        self.inner_html = Some(markup);
        self
    }

    pub fn text(self, content: impl Into<Cow<'static, str>>) -> Self {
        self.child(text(content))
    }

    pub fn child(mut self, child: impl Into<VNode>) -> Self {
        self.children.push(child.into());
        self
    }

    pub fn children(mut self, children: impl IntoIterator<Item = VElement>) -> Self {
        self.children.extend(children.into_iter().map(VNode::Element));
        self
    }

    /// The text of an element that contains nothing else. It is set on the element: a browser that translates the page puts
    /// other nodes in the place of text nodes.
    pub(super) fn only_text(&self) -> Option<&str> {
        match &self.children[..] {
            [VNode::Text(text)] => Some(text),
            _ => None,
        }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&Cow<'static, str>> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Returns true if both elements differ in nothing but their children.
    pub(super) fn has_same_attributes(&self, other: &Self) -> bool {
        self.attributes == other.attributes && self.inner_html == other.inner_html
    }
}

impl From<VElement> for VNode {
    fn from(element: VElement) -> Self {
        Self::Element(element)
    }
}
