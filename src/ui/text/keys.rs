//! Text of the dialog that lists the keys.

pub const KEYS: &str = "Keys";

/// The keys and what they do, as HTML: a key is a `kbd` element.
pub const KEY_LISTS_HTML: &str = "\
<h3>Everywhere</h3>
<dl>
<dt><kbd>Space</kbd></dt><dd>Run, pause, resume, unless a button or a field has the focus; <kbd>Ctrl</kbd>+<kbd>Enter</kbd> does so everywhere</dd>
<dt><kbd>.</kbd> <kbd>,</kbd></dt><dd>Step to the next event, and back</dd>
<dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>Move the cursor through time</dd>
<dt><kbd>Ctrl</kbd>+<kbd>Z</kbd></dt><dd>Undo; with Shift, redo</dd>
<dt><kbd>/</kbd></dt><dd>Find a step to add: <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> adds it; <kbd>Esc</kbd> goes to the chosen step</dd>
<dt><kbd>;</kbd></dt><dd>Go to the views of the timeline: <kbd>←</kbd> <kbd>→</kbd> along them, <kbd>Enter</kbd> opens one, <kbd>Esc</kbd> closes it</dd>
<dt><kbd>!</kbd></dt><dd>Go to the first button that repairs the program</dd>
<dt><kbd>?</kbd></dt><dd>These keys</dd>
</dl>
<h3>In the blocks</h3>
<dl>
<dt><kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd></dt><dd>Choose a step; with Shift, several (so does a click)</dd>
<dt><kbd>Alt</kbd>+arrows</dt><dd>Move it up, down, out, in</dd>
<dt><kbd>Enter</kbd></dt><dd>Change it</dd>
<dt><kbd>Ctrl</kbd>+<kbd>D</kbd></dt><dd>Duplicate; <kbd>C</kbd>, <kbd>X</kbd>, <kbd>V</kbd> as everywhere</dd>
<dt><kbd>Del</kbd></dt><dd>Delete it</dd>
</dl>
<h3>As the scheduler</h3>
<dl>
<dt><kbd>0</kbd> to <kbd>9</kbd></dt><dd>Let this thread go on</dd>
<dt><kbd>.</kbd> <kbd>,</kbd></dt><dd>The next choice of a schedule that you step through, and back</dd>
</dl>
<h3>In the timeline</h3>
<dl>
<dt>Arrows</dt><dd>From span to span; <kbd>Enter</kbd> moves the cursor there</dd>
<dt><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd></dt><dd>Zoom, and show all; so does the wheel with Ctrl</dd>
</dl>";
