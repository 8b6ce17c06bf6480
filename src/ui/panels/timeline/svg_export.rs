//! Exports the timeline as SVG that any program can show, with colours that need no style sheet.

mod bar;
mod shapes;

use std::time::Duration;

use self::{
    bar::{BarPicture, PATTERNS},
    shapes::{Rect, escape, label, line, text},
};
use super::{
    drawing::row_px,
    layout::{Lane, chart_end, lanes, visible_clusters},
    scale::Scale,
};
use crate::{
    browser::drawing::Drawing,
    runtime::{Forecast, History},
    ui::{
        render::metrics::light_theme::{INK, INK_SOFT, LINE, SURFACE},
        text::timeline::{export_title, tick as tick_text},
    },
};

/// The width of the picture.
pub const WIDTH_PX: u32 = 960;
const LABEL_PX: f64 = 120.0;
const MARGIN_PX: f64 = 24.0;
const TOP_PX: f64 = 56.0;

/// Draws a whole run as SVG, below a drawing of the home. `name` is its title.
pub fn svg(name: &str, history: &History, forecast: &Forecast, home: Option<&Drawing>) -> String {
    let (lanes, total) = (lanes(history), chart_end(history));
    let scale = Scale::new(total, f64::from(WIDTH_PX) - LABEL_PX - MARGIN_PX, 1.0);
    let lane_px = |lane: &Lane| lane.rows.len().max(1) as f64 * (row_px(lane).0 + row_px(lane).1) + 8.0;
    let height = TOP_PX + lanes.iter().map(lane_px).sum::<f64>() + 16.0;
    let (x_of, right) = (|t| LABEL_PX + scale.px(t), f64::from(WIDTH_PX) - 4.0);
    let mut svg = String::from(PATTERNS);
    let title = export_title(name, history.end());
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
            let mut clusters = visible_clusters(row, Duration::ZERO, total, scale.time(1.0)).into_iter().peekable();
            while let Some(cluster) = clusters.next() {
                let next = clusters.peek().copied();
                let (x, y) = (x_of(cluster.first.start), top + 4.0 + f64::from(number) * (size + gap));
                let width = (scale.px(cluster.end - cluster.first.start) - 1.5).max(1.0);
                let rect = Rect { x, y, width, height: size };
                BarPicture { history, forecast, lane: lane.kind, cluster, next, rect, x: &x_of, right }.draw(&mut svg);
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
        for words in ["<title>Good night, 1.00 s</title>", ">flush<", ">clean<", ">off<", ">toilet<"] {
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
    fn a_pause_a_tail_a_stray_and_a_cleanup_have_their_marks() {
        let marks = |text: &str| {
            let picture = picture("Marks", text);
            let (_, picture) = picture.split_once("</defs>").unwrap();
            let count = |mark: &str| picture.matches(mark).count();
            let pauses = count(&format!(r#"stroke="{INK_SOFT}" stroke-width="1""#));
            (pauses, count(r#"stroke-dasharray="1 4""#), count("url(#stray)"), count(r#"stroke-dasharray="3 3""#))
        };
        assert_eq!(marks("sequence(delay(1s))"), (0, 0, 0, 0));
        assert_eq!(marks("timeout(1s, delay(2s))"), (0, 1, 0, 0));
        assert_eq!(marks("sequence(race(losers: leave, delay(1s), delay(2s)), delay(5s))"), (0, 0, 1, 0));
        assert_eq!(marks("ensure(delay(1s), delay(1s))"), (0, 0, 0, 1));
        assert_eq!(marks("repeat(2, wait: 1s, delay(1s))"), (1, 0, 0, 0));
    }

    #[test]
    fn branches_that_take_equally_long_are_both_underlined() {
        let underlined = |text| picture("Two", text).matches(r#"stroke-width="3""#).count();
        assert_eq!(underlined("parallel(light.switch_off, toilet.flush, delay(10ms))"), 2);
        assert_eq!(underlined("parallel(light.switch_off, toilet.flush @ 10ms)"), 1);
    }
}
