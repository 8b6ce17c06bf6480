//! The event loop as a picture: the ready queue, the one thread, the timers, and each future as a ticket.

mod drawing;
mod view;

use leptos::{ev::MouseEvent, prelude::*, web_sys::Element};

use self::view::LoopView;
use crate::ui::{
    render::{
        ids::step_of_ticket,
        pointed::mark_pointed,
        reactive::{effect, text_signal},
        rendering::render_effect,
        terms::words_html,
    },
    text::{event_loop as text, timeline::EVENT_LOOP, transport::Label},
};

#[component]
pub fn EventLoop() -> impl IntoView {
    let view = LoopView::new();
    let document = view.document;
    let [thread, timers, futures] = [(); 3].map(|()| NodeRef::new());
    let whole = NodeRef::<leptos::html::Div>::new();
    render_effect(thread, move || drawing::queue_and_thread(view));
    render_effect(timers, move || drawing::timers(view));
    render_effect(futures, move || drawing::futures(view));
    effect(move || {
        document.pointed.track();
        view.state.track();
        if let Some(whole) = whole.get() {
            mark_pointed(&whole, drawing::pointed_tickets(view).into_iter());
        }
    });
    let on_over = move |event: MouseEvent| {
        let ticket = event_target::<Element>(&event).closest("[id^=ticket]").ok().flatten();
        document.point_at(ticket.and_then(|ticket| step_of_ticket(&ticket.id())));
    };
    let button = move |label: Label, to: fn(LoopView) -> Option<usize>| {
        view! {
            <button
                title=label.title
                aria-disabled=text_signal(move || to(view).is_none().to_string())
                on:click=move |_| if let Some(number) = untrack(|| to(view)) { view.go(number) }
            >{label.name}</button>
        }
    };
    view! {
        <div
            class="event-loop"
            role="group"
            aria-label=EVENT_LOOP.name
            node_ref=whole
            on:mouseover=on_over
            on:mouseleave=move |_| document.point_at(None)
        >
            <div class="picture">
                <div class="polls">
                    <p aria-live=text_signal(move || if view.follows() { "off" } else { "polite" }) prop:textContent=text_signal(move || view.sentence())></p>
                    <small inner_html=text_signal(move || words_html(&view.poll_number()))></small>
                    {button(text::PREVIOUS, LoopView::previous)}
                    {button(text::NEXT, LoopView::next)}
                </div>
                <div class="places">
                    <div class="both" node_ref=thread></div>
                    <div class="place timers" role="group" aria-label=text::TIMERS.name node_ref=timers></div>
                </div>
                <div class="futures" role="group" aria-label=text::FUTURES.name node_ref=futures></div>
            </div>
        </div>
    }
}
