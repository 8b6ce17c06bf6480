use leptos::{prelude::*, web_sys::Node};

use super::{
    render_queue::request_turn,
    vdom::{VNode, VTree},
};
use crate::browser::{before_next_frame, now_ms};

/// Renders long content over several frames. Patches at most `max_patches` elements per frame while the key is unchanged;
/// all at once, they would block the page for longer than a frame.
pub struct IncrementalView<Key: 'static> {
    state: StoredValue<State<Key>, LocalStorage>,
    rerender: RwSignal<()>,
    max_patches: u32,
}

struct State<Key> {
    vtree: VTree,
    key: Option<Key>,
    /// Fewer than `max_patches` where frames take long, so that slow machines skip none.
    patches_per_frame: u32,
    /// Time in ms at which the budget of a frame ran out, while the rendering is incomplete.
    interrupted_at: Option<f64>,
}

/// A frame takes 17 ms at 60 Hz.
const SLOW_FRAME_MS: f64 = 30.0;
const MIN_PATCHES_PER_FRAME: u32 = 2;

impl<Key> Clone for IncrementalView<Key> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Key> Copy for IncrementalView<Key> {}

impl<Key: PartialEq> IncrementalView<Key> {
    pub fn new(max_patches: u32) -> Self {
        let state = State {
            vtree: VTree::default(),
            key: None,
            patches_per_frame: max_patches.div_ceil(2),
            interrupted_at: None,
        };
        Self { state: StoredValue::new_local(state), rerender: RwSignal::new(()), max_patches }
    }

    /// Returns true if the caller may render now; otherwise re-runs its effect when its turn comes. While much happens
    /// (`is_crowded`), one view of the page renders per frame.
    pub fn may_render(self, is_crowded: bool) -> bool {
        self.rerender.track();
        !is_crowded || request_turn(self.rerender)
    }

    /// Returns true if the last rendering had this key, complete or not.
    pub fn has_key(self, key: &Key) -> bool {
        self.state.with_value(|state| state.key.as_ref() == Some(key))
    }

    pub fn render(self, parent: &Node, key: Key, nodes: Vec<VNode>) {
        let is_complete = self.state.try_update_value(|state| {
            let key = Some(key);
            if let Some(interrupted_at) = state.interrupted_at.take() {
                let is_slow = now_ms() - interrupted_at > SLOW_FRAME_MS;
                state.patches_per_frame = if is_slow {
                    (state.patches_per_frame / 2).max(MIN_PATCHES_PER_FRAME)
                } else {
                    (state.patches_per_frame + 1).min(self.max_patches)
                };
            }
            let max_patches = if state.key == key { state.patches_per_frame } else { u32::MAX };
            state.key = key;
            let is_complete = state.vtree.render_some(parent, nodes, max_patches);
            state.interrupted_at = (!is_complete).then(now_ms);
            is_complete
        });
        if is_complete == Some(false) {
            request_animation_frame(move || before_next_frame(move || _ = self.rerender.try_set(())));
        }
    }
}
