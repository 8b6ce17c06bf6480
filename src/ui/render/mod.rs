//! Tools that put values on the page: a virtual DOM with its reactive use, a menu, and icons. Nothing here knows
//! the state, a panel or a dialog.

pub mod icons;
pub mod ids;
pub mod menu;
pub mod metrics;
pub mod pointed;
pub mod preset_options;
pub mod reactive;
pub mod rendering;
pub mod sketches;
pub mod terms;
pub mod vdom;
pub mod virtual_list;
mod vnode;
