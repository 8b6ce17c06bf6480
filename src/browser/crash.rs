use std::panic::{self, PanicHookInfo};

/// Installs a panic hook that logs the reason to the console and shows the page's crash card.
///
/// A panic leaves the wasm instance unusable, so the card offers nothing but a reload.
pub fn install_panic_hook() {
    panic::set_hook(Box::new(|panic| {
        let reason = describe(panic);
        web_sys::console::error_1(&reason.as_str().into());
        dispatch_crash_event(&reason);
    }));
}

fn describe(panic: &PanicHookInfo<'_>) -> String {
    let message = panic.payload_as_str().unwrap_or("no reason given");
    match panic.location() {
        Some(location) => format!("{message} ({}:{})", location.file(), location.line()),
        None => message.to_string(),
    }
}

/// Hands the reason to `boot.js`, which owns the card because it has to work when wasm does not.
fn dispatch_crash_event(reason: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&reason.into());
    let event = web_sys::CustomEvent::new_with_event_init_dict("homeloop:crash", &init);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        _ = window.dispatch_event(&event);
    }
}
