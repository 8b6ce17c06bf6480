//! The syntax of CSS colours: <https://www.w3.org/TR/css-color-4/#color-syntax>, without relative and system colours.

/// The named colours, `transparent` and `currentcolor`.
const NAMES: &str = include_str!("names.txt");

pub(super) fn is_color(text: &str) -> bool {
    if let Some(hex) = text.strip_prefix('#') {
        return matches!(hex.len(), 3 | 4 | 6 | 8) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    match text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        Some((function, arguments)) => is_function(&function.to_ascii_lowercase(), arguments),
        None => NAMES.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case(text)),
    }
}

fn is_function(function: &str, arguments: &str) -> bool {
    match function {
        "rgb" | "rgba" => {
            is_legacy(arguments, [is_plain_number; 3])
                || is_legacy(arguments, [is_percentage; 3])
                || is_modern(arguments, [is_number; 3])
        }
        "hsl" | "hsla" => {
            is_legacy(arguments, [is_angle, is_percentage, is_percentage])
                || is_modern(arguments, [is_angle, is_number, is_number])
        }
        "hwb" => is_modern(arguments, [is_angle, is_number, is_number]),
        "lab" | "oklab" => is_modern(arguments, [is_number; 3]),
        "lch" | "oklch" => is_modern(arguments, [is_number, is_number, is_angle]),
        "color" => {
            let space = arguments.trim_start().split_once(char::is_whitespace);
            space.is_some_and(|(space, rest)| is_space(space) && is_modern(rest, [is_number; 3]))
        }
        _ => false,
    }
}

fn is_space(name: &str) -> bool {
    const SPACES: &str = "srgb srgb-linear display-p3 a98-rgb prophoto-rgb rec2020 xyz xyz-d50 xyz-d65";
    SPACES.split(' ').any(|space| space.eq_ignore_ascii_case(name))
}

type Component = fn(&str) -> bool;

/// Reads components with spaces between them and an optional alpha after a slash; any may be `none`.
fn is_modern(arguments: &str, components: [Component; 3]) -> bool {
    let (colors, alpha) = match arguments.split_once('/') {
        Some((colors, alpha)) => (colors, Some(alpha.trim())),
        None => (arguments, None),
    };
    let or_none = |is: Component, text: &str| is(text) || text.eq_ignore_ascii_case("none");
    let mut given = colors.split_ascii_whitespace();
    let fit = components.into_iter().all(|is| given.next().is_some_and(|text| or_none(is, text)));
    fit && given.next().is_none() && alpha.is_none_or(|alpha| or_none(is_number, alpha))
}

/// Reads components with commas between them and an optional fourth, alpha; numbers and percentages do not mix.
fn is_legacy(arguments: &str, components: [Component; 3]) -> bool {
    let given: Vec<_> = arguments.split(',').map(str::trim).collect();
    let (Some(colors), Some(alpha)) = (given.get(..3), given.get(3..)) else { return false };
    let fit = colors.iter().zip(components).all(|(text, is)| is(text));
    fit && match alpha {
        [] => true,
        [alpha] => is_number(alpha),
        _ => false,
    }
}

fn is_angle(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let unit = ["grad", "turn", "deg", "rad"].into_iter().find_map(|unit| lower.strip_suffix(unit));
    is_plain_number(unit.unwrap_or(&lower))
}

fn is_number(text: &str) -> bool {
    is_plain_number(text) || is_percentage(text)
}

fn is_percentage(text: &str) -> bool {
    text.strip_suffix('%').is_some_and(is_plain_number)
}

/// A number as CSS writes it: a sign, a fraction and an exponent are all optional.
fn is_plain_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (unsigned(number), Some(unsigned(exponent))),
        None => (unsigned(text), None),
    };
    let is_decimal = match number.split_once('.') {
        Some((whole, fraction)) => (whole.is_empty() || digits(whole)) && digits(fraction),
        None => digits(number),
    };
    is_decimal && exponent.is_none_or(digits)
}

fn unsigned(number: &str) -> &str {
    number.strip_prefix(['+', '-']).unwrap_or(number)
}
