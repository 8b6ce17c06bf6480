//! The fields of the model. What a field cannot be is said below it, and the old value stays in force.

use std::time::Duration;

use leptos::{prelude::*, web_sys::HtmlInputElement};

use crate::{
    runtime::{Model, Threads},
    ui::{
        render::reactive::text_signal,
        state::use_document,
        text::{plain_ms, scheduler as text},
    },
};

/// A field of the settings of threads.
#[derive(Clone, Copy)]
struct Field {
    label: &'static str,
    kind: &'static str,
    read: fn(&Threads) -> String,
    /// Puts a text into the settings; or says what it would have to be.
    write: fn(&mut Threads, &str) -> Result<(), String>,
}

const FIELDS: [Field; 4] = [
    Field {
        label: text::CORES,
        kind: "number",
        read: |threads| threads.cores.to_string(),
        write: |threads, value| {
            let cores = value.parse().ok().filter(|cores| (1..=Threads::MAX_CORES).contains(cores));
            threads.cores = cores.ok_or_else(|| text::bad_cores(Threads::MAX_CORES))?;
            Ok(())
        },
    },
    Field {
        label: text::QUANTUM,
        kind: "number",
        read: |threads| plain_ms(threads.quantum),
        write: |threads, value| {
            let (min, max) = Threads::QUANTA.into_inner();
            threads.quantum = time(text::QUANTUM, value, min, max)?;
            Ok(())
        },
    },
    Field {
        label: text::SWITCH,
        kind: "number",
        read: |threads| plain_ms(threads.switch),
        write: |threads, value| {
            threads.switch = time(text::SWITCH, value, Duration::ZERO, Threads::MAX_SWITCH)?;
            Ok(())
        },
    },
    Field {
        label: text::SCHEDULE,
        kind: "text",
        read: |threads| threads.schedule.to_string(),
        write: |threads, value| {
            threads.schedule = value.trim().parse().map_err(|error| text::bad_schedule(&error))?;
            Ok(())
        },
    },
];

fn time(name: &str, value: &str, min: Duration, max: Duration) -> Result<Duration, String> {
    let ms = value.trim().parse::<u32>().ok().map(|ms| Duration::from_millis(ms.into()));
    ms.filter(|time| (min..=max).contains(time)).ok_or_else(|| text::bad_time(name, min, max))
}

#[component]
pub fn Settings() -> impl IntoView {
    let document = use_document();
    let mistake = RwSignal::new(String::new());
    let has_threads = move || document.has_threads();
    let field = move |field: Field| {
        let shown = move || (field.read)(&document.threads());
        let change = move |event| {
            let input: HtmlInputElement = event_target(&event);
            let mut threads = untrack(|| document.threads());
            let written = (field.write)(&mut threads, &input.value());
            mistake.set(written.as_ref().err().cloned().unwrap_or_default());
            if written.is_ok() {
                let model = Model::of(untrack(|| document.model.with(Model::word)), &threads);
                model.into_iter().for_each(|model| document.set_model(model));
                input.set_value(&untrack(shown));
            }
        };
        view! {
            <label data-kind=field.kind>
                <span>{field.label}</span>
                <input
                    type=field.kind
                    inputmode=(field.kind == "number").then_some("numeric")
                    min="0"
                    placeholder=move || (field.kind == "text").then(|| if has_threads() { text::ROUND_ROBIN } else { text::PROGRAM_ORDER })
                    disabled=move || !has_threads() && (field.kind == "number" || document.model.read().word() != Model::ASYNC.word())
                    prop:value=text_signal(shown)
                    on:change=change
                />
            </label>
        }
    };
    let misfit = move || {
        let program = document.program.read();
        program.misfit.as_ref().map(|misfit| text::misfit(misfit, has_threads())).unwrap_or_default()
    };
    let remark = move || match mistake.get() {
        none if none.is_empty() => misfit(),
        mistake => mistake,
    };
    view! {
        <div class="settings">
            {FIELDS.map(field)}
            <p class="mistake" role="status" prop:textContent=text_signal(remark)></p>
        </div>
    }
}
