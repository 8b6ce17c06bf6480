use leptos::{html::Textarea, prelude::*};

use super::{
    icons,
    live::live_view,
    session::{Problem, use_session},
};
use crate::program::ParseError;

/// Notation that could not be read: why, where, and the text itself to put right.
#[component]
pub fn ProblemCard() -> impl IntoView {
    let session = use_session();
    live_view(move || session.problem.get().map(|problem| view! { <Card problem /> }))
}

#[component]
fn Card(problem: Problem) -> impl IntoView {
    let session = use_session();
    let text: NodeRef<Textarea> = NodeRef::new();
    let retry = move |_| {
        if let Some(text) = text.get_untracked() {
            session.load_text(text.value());
        }
    };
    let ParseError { line, column, found, expected, suggestion, .. } = problem.error;
    view! {
        <section class="problem" aria-label="Problem">
            <h2><span inner_html=icons::WARNING></span>"This program cannot be read"</h2>
            <div role="alert">
                <p>{format!("Line {line}, column {column}: found {found}.")}</p>
                <p>{format!("Expected {expected}.")}</p>
                {suggestion.map(|suggestion| view! { <p><b>{suggestion}</b></p> })}
            </div>
            <label>
                <span>"Your text, as it came"</span>
                <textarea node_ref=text rows="6" spellcheck="false" prop:value=problem.text></textarea>
            </label>
            <p class="actions">
                <button class="primary" on:click=retry>"Try again"</button>
                <button class="quiet" on:click=move |_| session.problem.set(None)>"Discard it"</button>
            </p>
        </section>
    }
}
