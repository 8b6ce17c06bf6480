//! Finds the insertion point under the pointer.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{DomRect, Element},
};

use super::{builder::Builder, hit_test::step_at};
use crate::{
    program::{ChildOrder, Place},
    runtime::{Plan, StepId, Work},
    ui::render::ids::step_of_card,
};

/// Returns the gap nearest to a point of the page; `None` outside the tree.
pub fn place_at((x, y): (i32, i32), builder: Builder) -> Option<Place> {
    let (plan, last) = (&*builder.document.plan(), || builder.document.with_editor(|it| Place::last(&it.scene().step)));
    let hit = document().element_from_point(x as f32, y as f32)?;
    hit.closest(".scroller").ok()??;
    let point = (f64::from(x), f64::from(y));
    let group = match hit.closest("li.step, ul[role=group]").ok()? {
        Some(group) if group.tag_name() == "UL" => group,
        Some(card) => {
            let id = step_at(&card)?;
            let is_block = matches!(plan.step(id).work, Work::Block(_));
            let parent = plan.step(id).parent;
            match (is_block, parent) {
                // The upper edge of a block's face counts as before the block, the rest as inside.
                (true, Some(parent)) if is_at_upper_edge(&card, point) => {
                    return Some(place(plan, parent, plan.step(id).index));
                }
                (true, parent) if is_below_steps(&card, point) => {
                    return Some(match parent {
                        Some(parent) => place(plan, parent, plan.step(id).index + 1),
                        None => last(),
                    });
                }
                (true, _) => return Some(place(plan, id, 0)),
                (false, Some(_)) => card.parent_element()?,
                // A program of one message has a place before and after the message.
                (false, None) => {
                    let after = is_after(&card.get_bounding_client_rect(), point, false);
                    return Some(place(plan, id, u32::from(after)));
                }
            }
        }
        None => return Some(last()),
    };
    let block = step_at(&group)?;
    let children = group.children();
    let children = (0..children.length()).filter_map(|index| children.item(index));
    let children = children.filter_map(|child| Some((child.get_bounding_client_rect(), step_of_card(&child.id())?)));
    let nearest = children.min_by(|(one, _), (other, _)| distance(one, point).total_cmp(&distance(other, point)));
    let Some((rect, child)) = nearest else { return Some(place(plan, block, 0)) };
    // Branches are laid out side by side where there is room.
    let width = group.get_bounding_client_rect().width();
    let kind = plan.step(block).work.block_kind();
    let side_by_side = kind.is_some_and(|kind| kind.child_order() == ChildOrder::Concurrent);
    let after = is_after(&rect, point, side_by_side && rect.width() < 0.75 * width);
    Some(place(plan, block, plan.step(child).index + u32::from(after)))
}

fn place(plan: &Plan, block: StepId, index: u32) -> Place {
    Place { block: plan.path(block), index: index as usize }
}

/// Returns true if a point is below all children of a block: steps dropped there follow the block.
fn is_below_steps(card: &Element, (_, y): (f64, f64)) -> bool {
    let steps = card.query_selector(":scope > [role=group]").ok().flatten();
    steps.is_some_and(|steps| y > steps.get_bounding_client_rect().bottom())
}

fn is_at_upper_edge(card: &Element, (_, y): (f64, f64)) -> bool {
    let face = card.query_selector(":scope > .face").ok().flatten();
    face.is_some_and(|face| {
        let face = face.unchecked_into::<Element>().get_bounding_client_rect();
        y < face.top() + face.height() / 4.0
    })
}

fn is_after(rect: &DomRect, (x, y): (f64, f64), side_by_side: bool) -> bool {
    match side_by_side {
        true => x > rect.left() + rect.width() / 2.0,
        false => y > rect.top() + rect.height() / 2.0,
    }
}

/// Squared distance of a point from a rectangle.
fn distance(rect: &DomRect, (x, y): (f64, f64)) -> f64 {
    let outside = |low: f64, high: f64, at: f64| (low - at).max(at - high).max(0.0);
    outside(rect.left(), rect.right(), x).powi(2) + outside(rect.top(), rect.bottom(), y).powi(2)
}
