use leptos::prelude::*;

use super::{drawings as draw, layout::Way};
use crate::{
    home::{DeviceKind, Hazard},
    runtime::Flight,
    ui::{live::live, session::use_session, words::ms},
};

/// A message on its way. Where it is follows from the cursor, in the style sheet.
#[component]
pub fn Envelope(
    flight: Flight,
    kind: DeviceKind,
    way: Way,
    /// Whether the message is for a device that is coming or going, and not one of the program.
    #[prop(optional)]
    visiting: bool,
) -> impl IntoView {
    let session = use_session();
    let cursor = move || match &*session.visit.read() {
        Some(visit) if visiting => visit.cursor,
        _ => session.cursor.get(),
    };
    let lost = flight.hazard.is_some_and(Hazard::loses_message);
    view! {
        <g
            class="envelope"
            data-kind=kind.as_str()
            data-lost=lost.to_string()
            style=("--cursor", live(move || ms(cursor())))
            style=("--start", ms(flight.start))
            style=("--latency", ms(flight.latency))
            style=("--x0", way.from.0.to_string())
            style=("--y0", way.from.1.to_string())
            style=("--x1", way.around.0.to_string())
            style=("--y1", way.around.1.to_string())
            style=("--x2", way.to.0.to_string())
            style=("--y2", way.to.1.to_string())
            inner_html=draw::ENVELOPE
        ></g>
    }
}
