//! The fields of the form as markup: elements created one by one would take several times as much code.

use crate::ui::text::{
    home::HOME,
    page::{CODE, EVENT_LOG, PROGRAM, TIMELINE},
    share::*,
};

/// The choice between the forms of a copy.
pub fn forms() -> String {
    format!(
        r#"<fieldset class="forms"><legend>{AS}</legend>
<label><input type="radio" name="form" value="link" checked>{LINK}</label>
<label><input type="radio" name="form" value="element">{PLAYER}</label>
<label><input type="radio" name="form" value="iframe">{IFRAME}</label>
<label><input type="radio" name="form" value="markdown">{MARKDOWN}</label>
<label><input type="radio" name="form" value="picture">{PICTURE}</label>
</fieldset>"#
    )
}

/// The choices that change the text to copy.
pub fn options() -> String {
    format!(
        r#"<label><span>{THEME}</span><select name="theme"><option value="auto">{THEME_AUTO}</option><option value="light">{THEME_LIGHT}</option><option value="dark">{THEME_DARK}</option></select></label>
<label><span>{SPEED}</span><select name="speed"><option>0.2</option><option>0.5</option><option selected>1</option><option>2</option><option>5</option></select></label>
<label class="check"><input type="checkbox" name="autoplay">{AUTOPLAY}</label>
<div class="of-frames">
<fieldset class="checks"><legend>{PANELS}</legend>
<label><input type="checkbox" name="view" value="home" checked>{HOME}</label>
<label><input type="checkbox" name="view" value="timeline" checked>{TIMELINE}</label>
<label><input type="checkbox" name="view" value="program">{PROGRAM}</label>
<label><input type="checkbox" name="view" value="code">{CODE}</label>
<label><input type="checkbox" name="view" value="log">{EVENT_LOG}</label>
</fieldset>
<label><span>{WIDTH}</span><input name="width" placeholder="100%" size="6" maxlength="12"></label>
<label><span>{HEIGHT}</span><input name="height" placeholder="420" size="6" maxlength="12"></label>
<label class="check"><input type="checkbox" name="controls" checked>{CONTROLS}</label>
<label class="check"><input type="checkbox" name="readonly">{READ_ONLY}</label>
<label class="check"><input type="checkbox" name="predict">{PREDICT}</label>
<label class="check of-element"><input type="checkbox" name="click">{ON_CLICK}</label>
</div>"#
    )
}
