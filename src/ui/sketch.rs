//! Pictures of many parts, drawn as plain values over the one before: only what differs touches the page.
//!
//! Components with signals of their own suit a page; they are slow to make by the hundred. With erased types, Leptos also
//! takes all attributes off an element and puts them on again when it is drawn anew, and with them its focus. So what is
//! long (the program, its text) is a sketch: a value made from the state, and a comparison.

use std::borrow::Cow;

use leptos::{
    html::Div,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, HtmlOptionElement, Node},
};

use super::live::follow;

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
    /// Attributes, and custom properties by their dashes.
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

impl Sketch {
    /// Draws pieces into an element, over what was drawn there last.
    pub fn draw(&mut self, into: &Node, pieces: Vec<Piece>) {
        let count = pieces.len();
        for (index, piece) in pieces.into_iter().enumerate() {
            match self.0.get_mut(index) {
                Some(drawn) => drawn.redraw(into, piece),
                None => {
                    let drawn = Drawn::new(piece);
                    _ = into.append_child(&drawn.node);
                    self.0.push(drawn);
                }
            }
        }
        for gone in self.0.drain(count..) {
            _ = into.remove_child(&gone.node);
        }
    }
}

/// Draws into a place of the page, now and when what the drawing reads has changed.
pub fn keep_drawn(place: NodeRef<Div>, draw: impl Fn() -> Vec<Piece> + 'static) {
    let sketch = StoredValue::new_local(Sketch::default());
    follow(move || {
        if let Some(place) = place.get() {
            let pieces = draw();
            sketch.update_value(|sketch| sketch.draw(&place, pieces));
        }
    });
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

    fn redraw(&mut self, parent: &Node, piece: Piece) {
        match (&mut self.piece, piece) {
            (Piece::Text(old), Piece::Text(new)) => {
                if *old != new {
                    self.node.set_node_value(Some(&new));
                    *old = new;
                }
            }
            (Piece::Shape(old), Piece::Shape(mut new))
                if old.tag == new.tag && old.markup.is_some() == new.markup.is_some() =>
            {
                let element = self.node.unchecked_ref::<Element>();
                for (name, value) in &new.attributes {
                    if old.value(name) != Some(value) {
                        set(element, name, value);
                    }
                }
                for (name, _) in old.attributes.iter().filter(|(name, _)| new.value(name).is_none()) {
                    unset(element, name);
                }
                if let Some(markup) = new.markup.filter(|_| old.markup != new.markup) {
                    element.set_inner_html(markup);
                }
                self.inside.draw(&self.node, std::mem::take(&mut new.pieces));
                *old = new;
            }
            (_, piece) => {
                let new = Self::new(piece);
                _ = parent.replace_child(&new.node, &self.node);
                *self = new;
            }
        }
    }
}

impl Shape {
    fn value(&self, name: &str) -> Option<&Cow<'static, str>> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }
}

/// Marks the one element of a drawing that a person points at, by its id, and no other: that is no reason to draw anew.
pub fn mark_pointed(drawing: &Element, id: Option<String>) {
    const MARK: &str = "data-pointed";
    if let Ok(Some(marked)) = drawing.query_selector("[data-pointed]") {
        _ = marked.remove_attribute(MARK);
    }
    let element = id.and_then(|id| document().get_element_by_id(&id));
    if let Some(element) = element.filter(|element| drawing.contains(Some(element))) {
        _ = element.set_attribute(MARK, "true");
    }
}

/// Custom properties go through the CSSOM, which a strict content security policy allows.
fn set(element: &Element, name: &str, value: &str) {
    _ = match name.starts_with("--") {
        true => element.unchecked_ref::<HtmlElement>().style().set_property(name, value),
        false => element.set_attribute(name, value),
    };
    // A field that a person has changed no longer looks at its attributes.
    match name {
        "value" => _ = element.dyn_ref::<HtmlInputElement>().map(|input| input.set_value(value)),
        "selected" => _ = element.dyn_ref::<HtmlOptionElement>().map(|option| option.set_selected(true)),
        _ => {}
    }
}

fn unset(element: &Element, name: &str) {
    match name.starts_with("--") {
        true => _ = element.unchecked_ref::<HtmlElement>().style().remove_property(name),
        false => _ = element.remove_attribute(name),
    }
}
