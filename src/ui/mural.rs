//! Sketches that are kept drawn: when what they show changes, and no more of it at once than a frame has room for.

use std::{cell::RefCell, collections::VecDeque};

use leptos::{
    html::Div,
    prelude::*,
    web_sys::{Element, Node},
};

use super::{
    live::follow,
    sketch::{Piece, Sketch},
};
use crate::browser::{before_next_frame, now_ms};

/// A sketch of something long. As long as it is of the same, few elements change in one frame, and in a crowd the others
/// follow in the next: all at once, they would hold up the page for longer than that.
pub struct Mural<Of: 'static> {
    drawn: StoredValue<Drawn<Of>, LocalStorage>,
    again: RwSignal<()>,
    /// How many elements change in one frame at most.
    most: u32,
}

struct Drawn<Of> {
    sketch: Sketch,
    of: Option<Of>,
    /// How many elements change in one frame: fewer where frames take long, so that slow machines skip none.
    pace: u32,
    /// When more was left to be drawn, in ms.
    left_at: Option<f64>,
}

/// A frame that takes longer, in ms, is a slow one: at 60 a second it should be 17.
const SLOW_MS: f64 = 30.0;
const LEAST: u32 = 2;

impl<Of> Clone for Mural<Of> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Of> Copy for Mural<Of> {}

impl<Of: PartialEq> Mural<Of> {
    pub fn new(most: u32) -> Self {
        let drawn = Drawn { sketch: Sketch::default(), of: None, pace: most.div_ceil(2), left_at: None };
        Self { drawn: StoredValue::new_local(drawn), again: RwSignal::new(()), most }
    }

    /// Whether to draw now. Has whoever calls this called again when there is more to be drawn. In a crowd the murals of
    /// the page take turns, one in a frame: together they would hold it up for too long.
    pub fn is_due(self, in_crowd: bool) -> bool {
        self.again.track();
        !in_crowd || ROTA.with_borrow_mut(|rota| rota.admit(self.again))
    }

    /// Whether that is what it shows, though perhaps not yet all of it.
    pub fn is_of(self, of: &Of) -> bool {
        self.drawn.with_value(|drawn| drawn.of.as_ref() == Some(of))
    }

    pub fn draw(self, into: &Node, of: Of, pieces: Vec<Piece>) {
        let is_complete = self.drawn.try_update_value(|drawn| {
            let of = Some(of);
            if let Some(left_at) = drawn.left_at.take() {
                let is_slow = now_ms() - left_at > SLOW_MS;
                drawn.pace = if is_slow { (drawn.pace / 2).max(LEAST) } else { (drawn.pace + 1).min(self.most) };
            }
            let most = if drawn.of == of { drawn.pace } else { u32::MAX };
            drawn.of = of;
            let is_complete = drawn.sketch.draw_some(into, pieces, most);
            drawn.left_at = (!is_complete).then(now_ms);
            is_complete
        });
        if is_complete == Some(false) {
            request_animation_frame(move || before_next_frame(move || _ = self.again.try_set(())));
        }
    }
}

thread_local! {
    static ROTA: RefCell<Rota> = RefCell::default();
}

/// Who draws when.
#[derive(Default)]
struct Rota {
    waiting: VecDeque<RwSignal<()>>,
    /// Who was called to draw in the present frame, and has not come yet.
    called: Option<RwSignal<()>>,
    /// Whether the present frame is somebody's.
    is_taken: bool,
}

impl Rota {
    /// Whether it is the turn of one that would like to draw; else it will be called.
    fn admit(&mut self, who: RwSignal<()>) -> bool {
        if self.called.take_if(|called| *called == who).is_some() {
            return true;
        }
        if self.is_taken {
            if !self.waiting.contains(&who) {
                self.waiting.push_back(who);
            }
            return false;
        }
        self.is_taken = true;
        request_animation_frame(Self::turn);
        true
    }

    /// Begins a frame.
    fn turn() {
        let called = ROTA.with_borrow_mut(|rota| {
            rota.called = rota.waiting.pop_front();
            rota.is_taken = rota.called.is_some();
            rota.called
        });
        if let Some(called) = called {
            request_animation_frame(Self::turn);
            // By then it may have been taken down.
            before_next_frame(move || _ = called.try_set(()));
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

/// Marks the elements of a drawing that a person points at, by their ids, and no others: that is no reason to draw anew.
pub fn mark_pointed(drawing: &Element, ids: impl Iterator<Item = String>) {
    const MARK: &str = "data-pointed";
    while let Ok(Some(marked)) = drawing.query_selector("[data-pointed]") {
        _ = marked.remove_attribute(MARK);
    }
    for element in ids.filter_map(|id| document().get_element_by_id(&id)) {
        if drawing.contains(Some(&element)) {
            _ = element.set_attribute(MARK, "true");
        }
    }
}
