//! Pictures of many parts, drawn as plain values over the one before: only what differs touches the page.
//!
//! Components with signals of their own suit a page; they are slow to make by the hundred. With erased types, Leptos also
//! takes all attributes off an element and puts them on again when it is drawn anew, and with them its focus. So what is
//! long (the program, its text) is a sketch: a value made from the state, and a comparison.

use std::borrow::Cow;

use leptos::{
    prelude::document,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, HtmlOptionElement, Node},
};

/// A piece of a picture.
#[derive(Debug)]
pub enum Piece {
    Text(Cow<'static, str>),
    Shape(Shape),
}

/// An element to be.
#[derive(Debug)]
pub struct Shape {
    tag: &'static str,
    /// Whether it is part of a drawing.
    is_svg: bool,
    /// Attributes, and styles: `--name` a custom property, which all that is inside inherits; `style:name` any other.
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// Markup of our own in place of pieces.
    markup: Option<&'static str>,
    pieces: Vec<Piece>,
}

/// What was drawn: the pieces, and the nodes that show them.
#[derive(Default)]
pub struct Sketch(Vec<Drawn>);

struct Drawn {
    piece: Piece,
    node: Node,
    inside: Sketch,
}

pub fn shape(tag: &'static str) -> Shape {
    Shape { tag, is_svg: false, attributes: Vec::new(), markup: None, pieces: Vec::new() }
}

pub fn svg_shape(tag: &'static str) -> Shape {
    Shape { is_svg: true, ..shape(tag) }
}

pub fn text(text: impl Into<Cow<'static, str>>) -> Piece {
    Piece::Text(text.into())
}

impl Shape {
    /// Gives it an attribute, or a custom property.
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    pub fn with_some(self, name: &'static str, value: Option<impl Into<Cow<'static, str>>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub fn with_bool(self, name: &'static str, value: bool) -> Self {
        self.with(name, if value { "true" } else { "false" })
    }

    /// Puts an icon in it.
    pub fn markup(mut self, markup: &'static str) -> Self {
        self.markup = Some(markup);
        self
    }

    pub fn text(self, words: impl Into<Cow<'static, str>>) -> Self {
        self.piece(text(words))
    }

    pub fn piece(mut self, piece: impl Into<Piece>) -> Self {
        self.pieces.push(piece.into());
        self
    }

    pub fn pieces(mut self, pieces: impl IntoIterator<Item = Shape>) -> Self {
        self.pieces.extend(pieces.into_iter().map(Piece::Shape));
        self
    }
}

impl From<Shape> for Piece {
    fn from(shape: Shape) -> Self {
        Self::Shape(shape)
    }
}

/// How many changes a drawing may still make, and whether that was too few.
struct Allowance {
    left: u32,
    is_short: bool,
}

impl Allowance {
    fn take(&mut self) -> bool {
        self.is_short |= self.left == 0;
        self.left = self.left.saturating_sub(1);
        !self.is_short
    }
}

impl Sketch {
    /// Draws pieces into an element, over what was drawn there last.
    pub fn draw(&mut self, into: &Node, pieces: Vec<Piece>) {
        self.draw_some(into, pieces, u32::MAX);
    }

    /// Makes at most so many changes, and says whether all is drawn: else the same is to be drawn once more. Meanwhile
    /// each element is as it was or as it is to be.
    pub fn draw_some(&mut self, into: &Node, pieces: Vec<Piece>, most: u32) -> bool {
        let mut allowance = Allowance { left: most, is_short: false };
        self.spend(into, pieces, &mut allowance);
        !allowance.is_short
    }

    fn spend(&mut self, into: &Node, pieces: Vec<Piece>, allowance: &mut Allowance) {
        let count = pieces.len();
        for (index, piece) in pieces.into_iter().enumerate() {
            match self.0.get_mut(index) {
                Some(drawn) => drawn.redraw(into, piece, allowance),
                None if allowance.take() => {
                    let drawn = Drawn::new(piece);
                    _ = into.append_child(&drawn.node);
                    self.0.push(drawn);
                }
                None => return,
            }
        }
        while self.0.len() > count && allowance.take() {
            let gone = self.0.pop().expect("there are more than that");
            _ = into.remove_child(&gone.node);
        }
    }
}

impl Drawn {
    fn new(piece: Piece) -> Self {
        let mut inside = Sketch::default();
        match piece {
            Piece::Text(text) => {
                let node = document().create_text_node(&text).unchecked_into();
                Self { piece: Piece::Text(text), node, inside }
            }
            Piece::Shape(mut shape) => {
                let space = if shape.is_svg { "http://www.w3.org/2000/svg" } else { "http://www.w3.org/1999/xhtml" };
                let element = document().create_element_ns(Some(space), shape.tag).expect("a tag of HTML or SVG");
                shape.attributes.iter().for_each(|(name, value)| set(&element, name, value));
                if let Some(markup) = shape.markup {
                    element.set_inner_html(markup);
                }
                inside.draw(&element, std::mem::take(&mut shape.pieces));
                Self { piece: Piece::Shape(shape), node: element.into(), inside }
            }
        }
    }

    fn redraw(&mut self, parent: &Node, piece: Piece, allowance: &mut Allowance) {
        match (&mut self.piece, piece) {
            (Piece::Text(old), Piece::Text(new)) => {
                if *old != new && allowance.take() {
                    self.node.set_node_value(Some(&new));
                    *old = new;
                }
            }
            (Piece::Shape(old), Piece::Shape(mut new))
                if old.tag == new.tag && old.markup.is_some() == new.markup.is_some() =>
            {
                if !new.looks_like(old) {
                    if allowance.take() {
                        new.replace(old, self.node.unchecked_ref());
                    } else {
                        new.attributes = std::mem::take(&mut old.attributes);
                        new.markup = old.markup;
                    }
                }
                self.inside.spend(&self.node, std::mem::take(&mut new.pieces), allowance);
                *old = new;
            }
            (_, piece) => {
                if allowance.take() {
                    let new = Self::new(piece);
                    _ = parent.replace_child(&new.node, &self.node);
                    *self = new;
                }
            }
        }
    }
}

impl Shape {
    /// Whether the elements are the same, but for what is in them.
    fn looks_like(&self, old: &Self) -> bool {
        self.attributes == old.attributes && self.markup == old.markup
    }

    /// Makes an element look like this that looks like another.
    fn replace(&self, old: &Self, element: &Element) {
        for (name, value) in &self.attributes {
            if old.value(name) != Some(value) {
                set(element, name, value);
            }
        }
        for (name, _) in old.attributes.iter().filter(|(name, _)| self.value(name).is_none()) {
            unset(element, name);
        }
        if let Some(markup) = self.markup.filter(|_| old.markup != self.markup) {
            element.set_inner_html(markup);
        }
    }

    fn value(&self, name: &str) -> Option<&Cow<'static, str>> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }
}

/// Styles go through the CSSOM, which a strict content security policy allows.
fn set(element: &Element, name: &str, value: &str) {
    _ = match as_style(name) {
        Some(style) => element.unchecked_ref::<HtmlElement>().style().set_property(style, value),
        None => element.set_attribute(name, value),
    };
    // A field that a person has changed no longer looks at its attributes.
    match name {
        "value" => _ = element.dyn_ref::<HtmlInputElement>().map(|input| input.set_value(value)),
        "selected" => _ = element.dyn_ref::<HtmlOptionElement>().map(|option| option.set_selected(true)),
        _ => {}
    }
}

fn unset(element: &Element, name: &str) {
    match as_style(name) {
        Some(style) => _ = element.unchecked_ref::<HtmlElement>().style().remove_property(style),
        None => _ = element.remove_attribute(name),
    }
}

/// The property's name, if it is a style.
fn as_style(name: &str) -> Option<&str> {
    name.strip_prefix("style:").or_else(|| name.starts_with("--").then_some(name))
}
