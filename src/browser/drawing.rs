//! A drawing of the page as SVG that needs no style sheet: each element carries the look that it has on the page.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement, XmlSerializer};

use super::window;

/// The properties that a look consists of, each with the value that need not be said; none for those that the drawing
/// inherits from its root.
const PROPERTIES: [(&str, &str); 24] = [
    ("fill", "rgb(0, 0, 0)"),
    ("fill-opacity", "1"),
    ("stop-color", "rgb(0, 0, 0)"),
    ("stop-opacity", "1"),
    ("stroke", "none"),
    ("stroke-width", "1px"),
    ("stroke-opacity", "1"),
    ("stroke-linecap", ""),
    ("stroke-linejoin", ""),
    ("stroke-dasharray", "none"),
    ("vector-effect", "none"),
    ("paint-order", "normal"),
    ("opacity", "1"),
    ("mix-blend-mode", "normal"),
    ("clip-path", "none"),
    ("transform", "none"),
    ("transform-box", "view-box"),
    ("translate", "none"),
    ("rotate", "none"),
    ("scale", "none"),
    ("text-anchor", "start"),
    ("font-family", ""),
    ("font-size", ""),
    ("font-weight", "400"),
];

/// Holds the place of `style`, which the policy of the page refuses, until the drawing is text.
const LOOK: &str = "data-homeloop-look";

/// A drawing that stands alone.
pub struct Drawing {
    /// An `svg` element of this height.
    pub markup: String,
    pub height: u32,
}

/// Takes a copy of a drawing on the page as it looks now, in a width in pixels. `None` if the page does not show it.
pub fn take(selector: &str, width: u32) -> Option<Drawing> {
    let original = window().document()?.query_selector(selector).ok()??;
    let copy: Element = original.clone_node_with_deep(true).ok()?.unchecked_into();
    let view_box = original.get_attribute("viewBox")?;
    // As whole numbers: code for others would cost the page kilobytes.
    let sides: Vec<u32> = view_box.split(' ').filter_map(|number| number.parse().ok()).collect();
    let mut colors = Colors::new()?;
    let (originals, copies) = (original.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    let mut hidden = Vec::new();
    for index in 0..originals.length() {
        let (original, copy): (Element, Element) =
            (originals.item(index)?.unchecked_into(), copies.item(index)?.unchecked_into());
        let style = window().get_computed_style(&original).ok()??;
        if value(&style, "display") == "none" {
            hidden.push(copy);
            continue;
        }
        let look = look(&style, &mut colors);
        ["class", "style", "role", "tabindex"].iter().try_for_each(|name| copy.remove_attribute(name)).ok()?;
        copy.set_attribute(LOOK, &look).ok()?;
    }
    hidden.iter().for_each(Element::remove);
    let height = width * sides.get(3)? / sides.get(2)?.max(&1);
    for name in ["class", "style"] {
        copy.remove_attribute(name).ok()?;
    }
    for (name, length) in [("width", width), ("height", height)] {
        copy.set_attribute(name, &length.to_string()).ok()?;
    }
    let markup = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    Some(Drawing { markup: markup.replace(LOOK, "style"), height })
}

fn look(style: &CssStyleDeclaration, colors: &mut Colors) -> String {
    let mut look = String::new();
    let mut say = |name: &str, value: &str| look.extend([name, ":", value, ";"]);
    say("visibility", &value(style, "visibility"));
    for (name, default) in PROPERTIES {
        let value = value(style, name);
        let value = if matches!(name, "fill" | "stroke" | "stop-color") { colors.plain(&value) } else { value };
        if value != default {
            say(name, &value);
        }
    }
    if value(style, "transform") != "none" || value(style, "rotate") != "none" || value(style, "scale") != "none" {
        say("transform-origin", &value(style, "transform-origin"));
    }
    look
}

fn value(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default()
}

/// Colours in the notation of old programs, which know no `oklch()`: a canvas mixes them.
struct Colors {
    context: CanvasRenderingContext2d,
    /// Colours that were mixed, and how: there are some dozens.
    known: Vec<(String, String)>,
}

impl Colors {
    fn new() -> Option<Self> {
        let canvas: HtmlCanvasElement = window().document()?.create_element("canvas").ok()?.unchecked_into();
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
        let context = canvas.get_context_with_context_options("2d", &options).ok()??.unchecked_into();
        Some(Self { context, known: Vec::new() })
    }

    fn plain(&mut self, color: &str) -> String {
        if color == "none" || color.starts_with("url") || color.starts_with("rgb(") {
            return color.into();
        }
        if let Some((_, known)) = self.known.iter().find(|(known, _)| known == color) {
            return known.clone();
        }
        let plain = self.mix(color).unwrap_or_else(|_| color.into());
        self.known.push((color.into(), plain.clone()));
        plain
    }

    fn mix(&self, color: &str) -> Result<String, JsValue> {
        self.context.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.context.set_fill_style_str(color);
        self.context.fill_rect(0.0, 0.0, 1.0, 1.0);
        let data = self.context.get_image_data(0.0, 0.0, 1.0, 1.0)?.data();
        let [red, green, blue, alpha] = [0, 1, 2, 3].map(|index| data.get(index).copied().unwrap_or_default());
        Ok(format!("#{red:02x}{green:02x}{blue:02x}{alpha:02x}"))
    }
}
