//! Exports the timeline as SVG that any program can show, with colours that need no style sheet.

use std::{fmt::Write, time::Duration};

use super::{
    details::{deadline, shown_round},
    drawing::row_px,
    layout::{Lane, LaneKind, lanes, visible_clusters},
    scale::Scale,
};
use crate::{
    browser::drawing::Drawing,
    home::DeviceKind,
    program::BlockKind,
    runtime::{Forecast, History, StepState, Work},
    ui::{
        render::metrics::light_theme::{
            HAZARD, INK, INK_SOFT, LIGHT, LINE, PARALLEL, SEQUENCE, SPEAKER, SURFACE, TOILET,
        },
        text::{
            shortened, tenths,
            timeline::{export_title, tick as tick_text},
            work_name,
        },
    },
};

/// The width of the picture.
pub const WIDTH_PX: u32 = 960;
const LABEL_PX: f64 = 120.0;
const MARGIN_PX: f64 = 24.0;
const TOP_PX: f64 = 56.0;
/// The size of the names of lanes.
const LABEL_FONT_PX: f64 = 13.0;
/// The width of most characters, in sizes of their font.
const CHARACTER_EM: f64 = 0.56;

/// Draws a whole run as SVG, below a drawing of the home. `name` is its title.
pub fn svg(name: &str, history: &History, forecast: &Forecast, home: Option<&Drawing>) -> String {
    let (lanes, total) = (lanes(history), history.end());
    let scale = Scale::new(total, f64::from(WIDTH_PX) - LABEL_PX - MARGIN_PX, 1.0);
    let lane_px = |lane: &Lane| lane.rows.len().max(1) as f64 * (row_px(lane).0 + row_px(lane).1) + 8.0;
    let height = TOP_PX + lanes.iter().map(lane_px).sum::<f64>() + 16.0;
    let mut svg = String::new();
    let title = export_title(name, total);
    text(&mut svg, 16.0, 22.0, INK, r#"font-size="16" font-weight="600""#, &title);
    for tick in scale.ticks(Duration::ZERO, total, 80.0) {
        let x = LABEL_PX + scale.px(tick);
        line(&mut svg, x, TOP_PX - 8.0, x, height - 16.0, LINE);
        text(&mut svg, x, TOP_PX - 14.0, INK_SOFT, r#"text-anchor="middle""#, &tick_text(tick));
    }
    let mut top = TOP_PX;
    for lane in &lanes {
        let (size, gap) = row_px(lane);
        label(&mut svg, 16.0, top + size / 2.0 + 8.0, &lane.name, LABEL_PX - 24.0);
        for (row, number) in lane.rows.iter().zip(0_u32..) {
            for cluster in visible_clusters(row, Duration::ZERO, total, scale.time(1.0)) {
                let execution = cluster.first.execution;
                let (x, y) = (LABEL_PX + scale.px(cluster.first.start), top + 4.0 + f64::from(number) * (size + gap));
                let width = (scale.px(cluster.end - cluster.first.start) - 1.5).max(1.0);
                let work = &history.plan().step(execution.step).work;
                let is_bad = history.span(execution).hazard.is_some();
                let (fill, edge) = (color(lane.kind, work), if is_bad { HAZARD } else { color(lane.kind, work) });
                let state = if cluster.count == 1 { history.span(execution).state() } else { StepState::Done };
                let (opacity, dashes) = match state {
                    StepState::Cancelled => ("0.15", r#" stroke-dasharray="4 3""#),
                    _ => ("0.4", ""),
                };
                _ = write!(
                    svg,
                    r#"<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="{fill}" fill-opacity="{opacity}" stroke="{edge}"{dashes}/>"#,
                    tenths(x),
                    tenths(y),
                    tenths(width),
                    tenths(size)
                );
                let is_message = !matches!(work, Work::Block(_));
                if is_message && forecast.of(execution.step).is_critical {
                    line(&mut svg, x + 2.0, y + size - 2.0, x + width - 2.0, y + size - 2.0, INK);
                }
                if width > 60.0 && size > 12.0 && cluster.count == 1 {
                    let name = match shown_round(history, execution) {
                        Some(round) => format!("{round} · {}", work_name(work)),
                        None => work_name(work),
                    };
                    let name = shortened(&name, (width - 10.0) / (12.0 * CHARACTER_EM));
                    text(&mut svg, x + 7.0, y + size / 2.0 + 4.0, INK, r#"font-size="12""#, &name);
                }
                if let Some(mark) = mark(state).filter(|_| size > 12.0) {
                    let end = r#"font-size="12" font-weight="700" text-anchor="end""#;
                    text(&mut svg, x + width - 3.0, y + size / 2.0 + 4.0, INK, end, mark);
                }
                if let Some(deadline) = deadline(history, execution).filter(|&t| cluster.count == 1 && t <= cluster.end)
                {
                    let x = LABEL_PX + scale.px(deadline);
                    line(&mut svg, x, y - 2.0, x, y + size + 2.0, HAZARD);
                }
            }
        }
        top += lane_px(lane);
    }
    let (home, home_height) = home.map_or(("", 0), |home| (&home.markup, home.height));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif" font-size="13"><title>{title}</title><rect width="100%" height="100%" fill="{SURFACE}"/>{home}<g transform="translate(0 {top})">{svg}</g></svg>
"#,
        width = WIDTH_PX,
        height = height as u32 + home_height,
        title = escape(&title),
        top = home_height,
    )
}

/// The mark of a step that did not succeed.
fn mark(state: StepState) -> Option<&'static str> {
    match state {
        StepState::Failed(_) => Some("✕"),
        StepState::Cancelled => Some("⊘"),
        _ => None,
    }
}

fn color(lane: LaneKind, work: &Work) -> &'static str {
    match (lane, work) {
        (LaneKind::Device(DeviceKind::Light), _) => LIGHT,
        (LaneKind::Device(DeviceKind::Speaker), _) => SPEAKER,
        (LaneKind::Device(DeviceKind::Toilet), _) => TOILET,
        (LaneKind::Blocks, Work::Block(BlockKind::Parallel | BlockKind::Race)) => PARALLEL,
        (LaneKind::Blocks, Work::Block(_)) => SEQUENCE,
        (LaneKind::Blocks, Work::Message { .. } | Work::UnknownDevice { .. } | Work::Delay(_) | Work::Fail { .. }) => {
            INK_SOFT
        }
    }
}

fn text(svg: &mut String, x: f64, y: f64, fill: &str, more: &str, words: &str) {
    _ = write!(svg, r#"<text x="{}" y="{}" fill="{fill}" {more}>{}</text>"#, tenths(x), tenths(y), escape(words));
}

/// Writes a name that has room of this width. One that is longer is shortened, and whole in the title.
fn label(svg: &mut String, x: f64, y: f64, name: &str, width_px: f64) {
    let short = shortened(name, width_px / (LABEL_FONT_PX * CHARACTER_EM));
    let (x, y, whole, short_name) = (tenths(x), tenths(y), escape(name), escape(&short));
    let title = if short == name { String::new() } else { format!("<title>{whole}</title>") };
    _ = write!(svg, r#"<text x="{x}" y="{y}" fill="{INK_SOFT}">{title}{short_name}</text>"#);
}

fn line(svg: &mut String, x1: f64, y1: f64, x2: f64, y2: f64, stroke: &str) {
    let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(tenths);
    let width = if stroke == INK { 3 } else { 1 };
    _ = write!(svg, r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="{width}"/>"#);
}

/// Escapes a name, which may contain markup.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            '"' => escaped += "&quot;",
            character if character.is_control() => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        program::parse,
        runtime::{Plan, predict},
    };

    fn picture(name: &str, text: &str) -> String {
        let plan = Arc::new(Plan::new(&parse(text).unwrap(), 1));
        let log = predict(&plan);
        let history = History::of(plan.clone(), &log);
        svg(name, &history, &Forecast::new(&plan, &log), None)
    }

    #[test]
    fn each_span_is_drawn_as_a_box_with_its_name() {
        let picture = picture("Good night", "parallel(light.switch_off, sequence(toilet.flush, toilet.clean))");
        assert!(picture.starts_with("<svg xmlns=") && picture.ends_with("</svg>\n"));
        // The background, two blocks and three messages.
        assert_eq!(picture.matches("<rect").count(), 6);
        for words in ["<title>Good night, 1.00 s</title>", ">flush<", ">clean<", ">switch off<", ">toilet<"] {
            assert!(picture.contains(words), "{words}");
        }
    }

    #[test]
    fn markup_in_a_name_is_escaped() {
        let picture = picture("<script>\"&\u{0}", "sequence()");
        assert!(picture.contains("&lt;script&gt;&quot;&amp;\u{fffd}") && !picture.contains("<script>"));
    }

    #[test]
    fn a_name_without_room_is_shortened_and_whole_in_a_title() {
        let name = "a_lamp_with_a_name_of_forty_letters_that";
        let picture = picture("Lamp", &format!("device {name} = light\n{name}.change_color(\"red\") @ 30ms"));
        assert!(picture.contains(&format!("><title>{name}</title>a_lamp_with")), "{picture}");
        assert!(!picture.contains(&format!(">{name}</text>")) && picture.contains("…</text>"), "{picture}");
    }

    #[test]
    fn attempts_failures_and_cancelled_steps_are_told_apart() {
        let picture =
            picture("Retry", "retry(2, timeout(1s, parallel(errors: cancel, delay(2s), fail(\"no\") @ 500ms)))");
        for words in [">2 · delay<", ">✕<", ">⊘<", r#"stroke-dasharray="4 3""#] {
            assert!(picture.contains(words), "{words}");
        }
    }

    #[test]
    fn branches_that_take_equally_long_are_both_underlined() {
        let underlined = |text| picture("Two", text).matches(r#"stroke-width="3""#).count();
        assert_eq!(underlined("parallel(light.switch_off, toilet.flush, delay(10ms))"), 2);
        assert_eq!(underlined("parallel(light.switch_off, toilet.flush @ 10ms)"), 1);
    }
}
