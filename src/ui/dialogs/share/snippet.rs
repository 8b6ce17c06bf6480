//! The text that the dialog copies: a link, or the markup that embeds the program in another page.

use super::shared_program::SharedProgram;
use crate::ui::text;

/// The choices in the dialog.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShareOptions {
    /// The kind of text: "link", "element", "iframe", "markdown" or "picture".
    pub form: String,
    pub theme: String,
    pub speed: String,
    /// The names of panels, in order.
    pub panels: Vec<String>,
    pub width: String,
    pub height: String,
    pub controls: bool,
    pub autoplay: bool,
    pub readonly: bool,
    /// True if the element loads its frame when it is pressed.
    pub on_click: bool,
    /// True if the outcome is hidden until the first run.
    pub predict: bool,
}

/// The panels that a frame shows by default.
const DEFAULT_PANELS: [&str; 2] = ["home", "timeline"];

impl ShareOptions {
    /// True if the text embeds a frame in another page.
    pub fn is_frame(&self) -> bool {
        matches!(&*self.form, "element" | "iframe")
    }

    /// The attributes of the element, or the keys of the query, except for the program itself.
    fn keys(&self, shared: &SharedProgram, is_frame: bool) -> Vec<(&'static str, String)> {
        let mut keys = Vec::new();
        let mut key = |name, value: &str, is_needed: bool| {
            if is_needed {
                keys.push((name, value.to_owned()));
            }
        };
        let flag = |on| if on { "1" } else { "0" };
        key("preset", shared.preset.unwrap_or_default(), shared.preset.is_some());
        key("theme", &self.theme, self.theme != "auto");
        key("speed", &self.speed, self.speed != "1");
        if is_frame {
            key("view", &self.panels.join(","), !self.panels.is_empty() && self.panels != DEFAULT_PANELS);
            key("controls", flag(false), !self.controls);
            key("readonly", flag(true), self.readonly);
            key("predict", flag(true), self.predict);
        }
        key("autoplay", flag(true), self.autoplay);
        let shows_code = is_frame && self.panels.iter().any(|panel| panel == "code");
        key("lang", shared.language, shows_code && shared.language != "python");
        key("seed", &shared.seed.to_string(), shared.seed != 1);
        keys.extend(shared.model.iter().cloned());
        keys
    }

    /// The address of the program, on a page of its own or in a frame.
    pub fn address(&self, shared: &SharedProgram, is_frame: bool) -> String {
        let mut address = shared.place.clone();
        let embed = is_frame.then(|| ("embed", "1".to_owned()));
        for (number, (name, value)) in embed.into_iter().chain(self.keys(shared, is_frame)).enumerate() {
            let sign = if number == 0 { '?' } else { '&' };
            address.extend([sign.to_string().as_str(), name, "=", &value]);
        }
        if !shared.title_value.is_empty() {
            address.extend([if address.contains('?') { "&" } else { "?" }, "title=", &shared.title_value]);
        }
        if shared.preset.is_none() {
            address += &shared.fragment;
        }
        address
    }

    /// The text to copy.
    pub fn text(&self, shared: &SharedProgram) -> String {
        let title = text::share::in_homeloop(&shared.name);
        match &*self.form {
            "element" => self.element(shared),
            "iframe" => {
                let (width, height) = (or(&self.width, "100%"), or(&self.height, "420"));
                let (title, src) = (escaped(&title), escaped(&self.address(shared, true)));
                format!(
                    "<iframe title=\"{title}\" src=\"{src}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\" \
                     loading=\"lazy\" allow=\"clipboard-write\"></iframe>"
                )
            }
            "markdown" => self.markdown(shared, &title),
            // Markdown has no place for a player. The picture lies beside the page and is the same for every program.
            "picture" => self.markdown(shared, &format!("![{title}](<{}preview.png>)", folder(&shared.place))),
            _ => self.address(shared, false),
        }
    }

    /// A link in Markdown around words or a picture.
    fn markdown(&self, shared: &SharedProgram, inside: &str) -> String {
        format!("[{inside}](<{}>)", self.address(shared, false).replace('>', "%3E"))
    }

    fn element(&self, shared: &SharedProgram) -> String {
        let mut element =
            format!("<script src=\"{}homeloop.js\" async></script>\n<homeloop-player", escaped(folder(&shared.place)));
        let mut attribute = |name: &str, value: &str| {
            element.extend([" ", name, "=\"", &escaped(value), "\""]);
        };
        for (name, value) in self.keys(shared, true) {
            attribute(name, &value);
        }
        if self.on_click {
            attribute("load", "click");
        }
        for (name, value) in [("width", &self.width), ("height", &self.height)] {
            if !value.trim().is_empty() {
                attribute(name, value.trim());
            }
        }
        if shared.preset.is_none() {
            attribute("title", &shared.name);
            attribute("program", shared.notation.trim_end());
        }
        element + "></homeloop-player>"
    }
}

/// The folder of a page's address.
fn folder(place: &str) -> &str {
    &place[..place.rfind('/').map_or(0, |slash| slash + 1)]
}

fn or(value: &str, default: &str) -> String {
    escaped(if value.trim().is_empty() { default } else { value.trim() })
}

/// Escapes a text for the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{super::shared_program::SharedProgram, ShareOptions};

    fn options(form: &str) -> ShareOptions {
        let panels = ["home", "timeline"].map(str::to_owned).to_vec();
        let [form, theme, speed] = [form, "auto", "1"].map(str::to_owned);
        ShareOptions { form, theme, speed, panels, controls: true, ..ShareOptions::default() }
    }

    fn preset() -> SharedProgram {
        let [place, name] = ["https://example.com/loop/", "Good night"].map(str::to_owned);
        SharedProgram {
            place,
            name,
            preset: Some("good-night"),
            seed: 1,
            language: "python",
            ..SharedProgram::default()
        }
    }

    fn own() -> SharedProgram {
        let [name, fragment] = ["Your own program", "#z=abc"].map(str::to_owned);
        let notation = "speaker.play_song(\"<b> & more\")\n".to_owned();
        SharedProgram { name, fragment, notation, preset: None, ..preset() }
    }

    #[test]
    fn a_link_carries_the_title_of_a_program_that_is_no_preset() {
        let named = SharedProgram { title_value: "Wash%20%26%20go".into(), ..own() };
        assert_eq!(options("link").text(&named), "https://example.com/loop/?title=Wash%20%26%20go#z=abc");
        let themed = ShareOptions { theme: "dark".into(), ..options("link") };
        assert_eq!(themed.text(&named), "https://example.com/loop/?theme=dark&title=Wash%20%26%20go#z=abc");
    }

    #[test]
    fn defaults_are_left_out() {
        assert_eq!(options("link").text(&preset()), "https://example.com/loop/?preset=good-night");
        assert_eq!(
            options("element").text(&preset()),
            "<script src=\"https://example.com/loop/homeloop.js\" async></script>\n\
             <homeloop-player preset=\"good-night\"></homeloop-player>"
        );
    }

    #[test]
    fn an_own_program_is_a_fragment_or_an_escaped_attribute() {
        assert_eq!(options("link").text(&own()), "https://example.com/loop/#z=abc");
        assert_eq!(
            options("markdown").text(&own()),
            "[Your own program in Homeloop](<https://example.com/loop/#z=abc>)"
        );
        let element = options("element").text(&own());
        assert!(element.contains("program=\"speaker.play_song(&quot;&lt;b&gt; &amp; more&quot;)\""), "{element}");
    }

    #[test]
    fn each_choice_is_a_key_of_the_frame() {
        let options = ShareOptions {
            theme: "dark".into(),
            speed: "0.5".into(),
            panels: ["program", "code"].map(str::to_owned).to_vec(),
            controls: false,
            autoplay: true,
            readonly: true,
            height: "300".into(),
            ..options("iframe")
        };
        let shared = SharedProgram { seed: 7, language: "rust", ..preset() };
        assert_eq!(
            options.address(&shared, true),
            "https://example.com/loop/?embed=1&preset=good-night&theme=dark&speed=0.5&view=program,code&controls=0\
             &readonly=1&autoplay=1&lang=rust&seed=7"
        );
        let frame = options.text(&shared);
        assert!(frame.contains("embed=1&amp;preset=") && frame.contains("width=\"100%\" height=\"300\""), "{frame}");
    }

    #[test]
    fn only_the_element_loads_when_it_is_pressed_and_only_a_frame_hides_the_outcome() {
        let options = |form| ShareOptions { on_click: true, predict: true, ..options(form) };
        let element = options("element").text(&preset());
        assert!(
            element.ends_with(" preset=\"good-night\" predict=\"1\" load=\"click\"></homeloop-player>"),
            "{element}"
        );
        let frame = options("iframe").text(&preset());
        assert!(frame.contains("&amp;predict=1\"") && !frame.contains("click"), "{frame}");
        assert_eq!(options("link").text(&preset()), "https://example.com/loop/?preset=good-night");
    }

    #[test]
    fn in_markdown_the_picture_of_the_page_leads_to_the_program() {
        let shared = SharedProgram { place: "https://example.com/loop/index.html".into(), ..preset() };
        assert_eq!(
            options("picture").text(&shared),
            "[![Good night in Homeloop](<https://example.com/loop/preview.png>)]\
             (<https://example.com/loop/index.html?preset=good-night>)"
        );
    }

    #[test]
    fn the_script_is_in_the_folder_of_the_page() {
        let shared = SharedProgram { place: "https://example.com/loop/index.html".into(), ..preset() };
        assert!(options("element").text(&shared).contains("src=\"https://example.com/loop/homeloop.js\""));
    }
}
