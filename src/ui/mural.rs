//! Sketches that are kept drawn: when what they show changes, and no more of it at once than a frame has room for.

use leptos::{
    html::Div,
    prelude::*,
    web_sys::{Element, Node},
};

use super::{
    live::follow,
    sketch::{Piece, Sketch},
};

/// A sketch of something long. As long as it is of the same, few elements change in one frame, and in a crowd the others
/// follow in the next: all at once, they would hold up the page for longer than that.
pub struct Mural<Of: 'static> {
    drawn: StoredValue<(Sketch, Option<Of>), LocalStorage>,
    again: RwSignal<()>,
    /// How many elements change in one frame.
    most: u32,
}

impl<Of> Clone for Mural<Of> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Of> Copy for Mural<Of> {}

impl<Of: PartialEq> Mural<Of> {
    pub fn new(most: u32) -> Self {
        Self { drawn: StoredValue::new_local((Sketch::default(), None)), again: RwSignal::new(()), most }
    }

    /// Has whoever calls this called again when there is more to be drawn.
    pub fn track(self) {
        self.again.track();
    }

    pub fn draw(self, into: &Node, of: Of, pieces: Vec<Piece>) {
        let is_complete = self.drawn.try_update_value(|(sketch, before)| {
            let of = Some(of);
            let most = if *before == of { self.most } else { u32::MAX };
            *before = of;
            sketch.draw_some(into, pieces, most)
        });
        if is_complete == Some(false) {
            request_animation_frame(move || _ = self.again.try_set(()));
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
