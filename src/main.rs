use homeloop::{browser::show_panics, ui::App};

fn main() {
    show_panics();
    leptos::mount::mount_to_body(App);
}
