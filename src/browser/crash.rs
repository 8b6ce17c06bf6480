use std::panic::{self, PanicHookInfo};

/// Shows the page's crash card, with the reason, when the program panics: nothing on the page works after that.
pub fn show_panics() {
    panic::set_hook(Box::new(|panic| {
        let reason = describe(panic);
        web_sys::console::error_1(&reason.as_str().into());
        show(&reason);
    }));
}

fn describe(panic: &PanicHookInfo<'_>) -> String {
    let message = panic.payload_as_str().unwrap_or("no reason given");
    match panic.location() {
        Some(place) => format!("{message} ({}:{})", place.file(), place.line()),
        None => message.to_string(),
    }
}

fn show(reason: &str) {
    // `boot.js` owns the card: it has to work where this program does not.
    let event = web_sys::CustomEventInit::new();
    event.set_detail(&reason.into());
    let event = web_sys::CustomEvent::new_with_event_init_dict("homeloop:crash", &event);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        _ = window.dispatch_event(&event);
    }
}
