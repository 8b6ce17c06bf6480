// Defines <homeloop-player>, which embeds Homeloop in any page; loads as a script or a module. See docs/embedding.md.
(() => {
  "use strict";

  // A page may load this script twice.
  if (customElements.get("homeloop-player")) return;

  // A module has no `currentScript` and a script no `import.meta`; a stack trace names the file in both.
  const file = document.currentScript?.src || /https?:.*?(?=:\d+:\d+)/.exec(new Error().stack)?.[0];
  const HERE = new URL(".", file || document.baseURI);

  const SWITCHES = ["controls", "readonly", "autoplay", "predict"];
  const FIXED = ["src", "preset", "view", "seed", "t", "lang", "model", "cores", "quantum", "switch", "schedule", ...SWITCHES]; // a new value reloads the frame
  const MAX_ADDRESS_LENGTH = 30_000;
  const MAX_SILENCE_MS = 5_000; // of a frame that has loaded
  const SILENCE = "Homeloop does not answer. A page with a Cross-Origin-Embedder-Policy needs headers from its server.";

  // Messages of the frame, with the types of their fields.
  const MESSAGES = {
    ready: { predicted_ms: "number|null" },
    resize: { height: "number" },
    state: { state: "string", t_ms: "number", speed: "number" },
    event: { entry: "object" },
    ended: { log: "object", makespan_ms: "number", wall_ms: "number" },
    error: { message: "string" },
  };

  // A constructed style sheet passes a strict content security policy.
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { display: block; max-inline-size: 100% }
    :host([hidden]), [hidden] { display: none !important }
    div {
      all: initial; display: block; position: relative; inline-size: 100%; max-inline-size: 100%; block-size: 420px;
      overflow: hidden; border-radius: 12px; color: light-dark(#241f4d, #f6f0e4); font: 15px system-ui, sans-serif;
      background: linear-gradient(light-dark(#a9d3e8, #241f4d), light-dark(#fbe9cf, #8a4a78) 80%);
    }
    /* The width of its own that the player has where nothing else gives it one. */
    div::before { content: ""; display: grid; grid-template-columns: minmax(120px, 720px) }
    @media (width < 480px) { div { block-size: 480px } }
    svg, iframe { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; border: 0; overflow: visible }
    p {
      position: absolute; z-index: 1; inset: auto 0 0; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center;
      justify-content: space-between; margin: 0; padding: 12px 16px; background: light-dark(#f6f0e4, #241f4d);
      overflow-wrap: anywhere;
    }
    a { color: inherit }
    button {
      min-block-size: 44px; padding: 0 20px; border: 0; border-radius: 6px; background: light-dark(#5344a8, #f3c26b);
      color: light-dark(#f6f0e4, #241f4d); font: inherit; font-weight: 650; cursor: pointer;
    }
    :focus-visible { outline: 3px solid light-dark(#5344a8, #f3c26b); outline-offset: 3px }
  `);

  // The poster: a house with its lamp on, by day and at dusk.
  const ROOM = "light-dark(#6d6184, #241f4d)";
  const SCENE = [
    ["light-dark(#f3c26b, #f6f0e4)", "M140 2a6 6 0 1 0 .1 0z"],
    ["light-dark(#9cbb85, #1f3b45)", "M-900 76Q60 60 1020 76V900H-900z"],
    ["light-dark(#b5563f, #6b2a33)", "M6 36 24 16 60 4 96 16 114 36z"],
    ["light-dark(#e3cfae, #6d6184)", "M12 36h96v42H12z"],
    ["#f3c26b", "M16 40h27v34H16z"],
    [ROOM, "M46.5 40h27v34h-27zM77 40h27v34H77z"],
    ["#f6f0e4", "M25 52h10l3 9H22zM29 61h2v11h3v2h-8v-2h3zM54 50h12v24H54zM83 47h14v10H83zM82 59h17q-1 7-5 8v7h-8v-7q-4-1-4-8z"],
    [ROOM, "M60 53a2 2 0 1 0 .1 0zM60 61a4 4 0 1 0 .1 0z"],
  ];

  function make(tag, attributes = {}, children = [], space = "http://www.w3.org/1999/xhtml") {
    const element = document.createElementNS(space, tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  }

  function drawing() {
    const space = "http://www.w3.org/2000/svg";
    const paths = SCENE.map(([fill, d]) => make("path", { fill, d }, [], space));
    return make("svg", { viewBox: "-30 -16 180 132", "aria-hidden": true }, paths, space);
  }

  /** The host's theme: the colour scheme of `element`, else a mark on the root, else the user's preference. */
  function themeAround(element) {
    const schemes = getComputedStyle(element).colorScheme.match(/light|dark/g);
    if (schemes?.length === 1) return schemes[0];
    const marks = [document.documentElement, document.body].map((root) => `${root.dataset.theme} ${root.className}`);
    const marked = /(?:^| )(light|dark)(?: |$)/.exec(marks.join(" "));
    return marked?.[1] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }

  function isMessage(data) {
    if (data?.homeloop !== 1 || !Object.hasOwn(MESSAGES, data.type)) return false;
    return Object.entries(MESSAGES[data.type])
      .every(([key, types]) => types.includes(data[key] === null ? "null" : typeof data[key]));
  }

  const length = (value) => (value > 0 ? `${value}px` : value);
  const isOff = (value) => /^(0|false)$/.test(value);

  class HomeloopPlayer extends HTMLElement {
    static observedAttributes = ["program", "theme", "speed", "title", "width", "height", "load", ...FIXED];

    #name = make("b");
    #button = make("button", { type: "button" });
    #bar = make("p", {}, [this.#name, this.#button]);
    #link = make("a", { target: "_blank" }, ["Open it by itself"]);
    #note = make("p", { role: "status", hidden: "" }, [SILENCE, this.#link]);
    #box = make("div", { lang: "en" }, [drawing(), this.#bar, this.#note]);
    #theme;
    #height; // reported by the frame
    #connection; // aborts all listeners when the element is removed
    #observer; // opens the frame when the element is near the viewport
    #frame;
    #origin;
    #isReady = false; // the frame has sent its first message
    #isPlaceholder = false; // the frame loads its default program first
    #isReloading = false;
    #queue = []; // messages for a frame that is not ready, with their callbacks
    #pending = []; // callbacks of `load`; answers arrive in order

    constructor() {
      super();
      this.#button.onclick = () => this.#press();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [style];
      root.append(this.#box);
    }

    // ---- In the page ----

    connectedCallback() {
      const { signal } = (this.#connection = new AbortController());
      const update = () => this.#update();
      const marks = new MutationObserver(update);
      for (const root of [document.documentElement, document.body]) marks.observe(root, { attributes: true });
      signal.onabort = () => marks.disconnect();
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update, { signal });
      addEventListener("message", (message) => this.#receive(message), { signal });
      update();
      this.#wait();
    }

    disconnectedCallback() {
      this.#connection.abort();
      this.#connection = null;
      this.#observer?.disconnect();
      this.#close(this.#queue.splice(0).map(([, call]) => call));
    }

    connectedMoveCallback() {} // `moveBefore` keeps the frame

    attributeChangedCallback(name, old, value) {
      if (!this.#connection || old === value) return;
      this.#update();
      if (name === "load") this.#wait();
      if (!this.#frame) return;
      if (name === "program" && value) this.load(value).catch(() => {});
      else if (name === "speed") this.#send("set", { speed: Number(value ?? 1) });
      else if (name === "program" || FIXED.includes(name)) this.#reload();
    }

    /** Applies theme, size and names. */
    #update() {
      const wanted = this.getAttribute("theme");
      const theme = /^(light|dark)$/.test(wanted) ? wanted : themeAround(this);
      if (theme !== this.#theme) {
        this.#theme = this.#box.style.colorScheme = theme;
        if (this.#frame) this.#send("set", { theme });
      }
      this.#fit();
      const preset = this.getAttribute("preset")?.replaceAll("-", " ");
      const name = this.title || preset?.replace(/./, (first) => first.toUpperCase()) || "Homeloop";
      this.#name.textContent = name;
      this.#button.textContent = this.#runsOnPress() ? "Load and run" : "Show";
      this.#button.ariaLabel = `${this.#button.textContent}: ${name}`;
      if (this.#frame) this.#frame.title = `${name} (Homeloop)`;
    }

    #fit() {
      this.#box.style.width = length(this.getAttribute("width"));
      this.#box.style.height = length(this.getAttribute("height") ?? this.#height);
    }

    // ---- Methods ----

    run() { this.#send("run"); }
    pause() { this.#send("pause"); }
    resume() { this.#send("resume"); }
    step() { this.#send("step"); }
    cancel() { this.#send("cancel"); }
    seek(t_ms) { this.#send("seek", { t_ms: Number(t_ms) }); }

    get load() {
      return (program) =>
        new Promise((resolve, reject) => this.#send("load", { program: `${program}` }, { resolve, reject }));
    }

    // React sets the property when it means the attribute.
    set load(when) {
      this.setAttribute("load", when);
    }

    // ---- Before the frame ----

    /** True if the poster's button also runs the program. */
    #runsOnPress() {
      return !isOff(this.getAttribute("autoplay")) && !this.hasAttribute("t");
    }

    #wait() {
      this.#observer?.disconnect();
      const load = this.getAttribute("load");
      this.#bar.hidden = this.#frame || load !== "click";
      if (load === "eager" || this.#queue.length) this.#open();
      else if (load !== "click") {
        const onIntersect = (entries) => entries.at(-1).isIntersecting && this.#open();
        this.#observer = new IntersectionObserver(onIntersect, { rootMargin: "400px" });
        this.#observer.observe(this);
      }
    }

    #press() {
      this.#open(this.#runsOnPress());
      this.#frame.focus({ preventScroll: true }); // the focused button is hidden now
    }

    // ---- The frame ----

    #address(autoplay) {
      const link = make("a", { href: this.getAttribute("src") || HERE });
      // Other schemes, such as javascript:, could run as script of the host.
      const url = new URL(/^https?:/.test(link.href) ? link.href : HERE);
      const put = (key, value) => url.searchParams.set(key, value);
      for (const key of ["speed", "title", ...FIXED.slice(1)]) {
        const value = this.getAttribute(key) || (SWITCHES.includes(key) && this.hasAttribute(key) && "1");
        // Any other `lang` is the language of the page, as in HTML.
        if (value && (key !== "lang" || /^(python|rust|javascript)$/.test(value))) put(key, value);
      }
      put("embed", 1);
      put("theme", this.#theme);
      if (autoplay) put("autoplay", 1);
      return url;
    }

    #open(autoplay) {
      if (this.#frame || !this.#connection) return;
      this.#observer?.disconnect();
      this.#bar.hidden = true;
      const url = this.#address(autoplay);
      const program = this.getAttribute("program")?.toWellFormed();
      if (program) url.hash = `program=${encodeURIComponent(program)}`;
      this.#link.href = url;
      this.#isPlaceholder = url.hash.length > MAX_ADDRESS_LENGTH;
      if (this.#isPlaceholder) {
        const plays = url.searchParams.get("autoplay") ?? "0";
        const resolve = () => isOff(plays) || this.run();
        this.#queue.unshift([{ homeloop: 1, type: "load", program }, { resolve, reject() {} }]);
        url.searchParams.delete("autoplay");
        url.hash = "";
      }
      this.#origin = url.origin;
      const frame = (this.#frame = make("iframe", { src: url, allow: "clipboard-write" }));
      // Without cookies an isolated page may show it, whatever headers its server sends.
      frame.credentialless = crossOriginIsolated;
      // A frame that is blocked loads an error page.
      frame.onload = () => setTimeout(() => frame === this.#frame && (this.#note.hidden = this.#isReady), MAX_SILENCE_MS);
      this.#update();
      this.#box.append(frame);
    }

    #reload() {
      if (this.#isReloading) return;
      this.#isReloading = true;
      // Reloads once for all attributes that change together.
      queueMicrotask(() => {
        this.#isReloading = false;
        if (!this.#frame) return;
        this.#close();
        this.#open();
      });
    }

    #close(unsent = []) {
      this.#frame?.remove();
      this.#frame = null;
      this.#isReady = false;
      this.#note.hidden = true;
      for (const call of [...this.#pending.splice(0), ...unsent]) call?.reject(new Error("the player was closed"));
    }

    // ---- Messages ----

    #send(type, rest, call) {
      this.#queue.push([{ homeloop: 1, type, ...rest }, call]);
      if (this.#isReady) this.#flush();
      else this.#open();
    }

    #flush() {
      for (const [message, call] of this.#queue.splice(0)) {
        if (message.type === "load") this.#pending.push(call);
        this.#frame.contentWindow.postMessage(message, this.#origin);
      }
    }

    #receive({ source, origin, data }) {
      if (source !== this.#frame?.contentWindow || origin !== this.#origin || !isMessage(data)) return;
      const { homeloop, ...detail } = data;
      const { type, height, message } = detail;
      if (type === "resize") {
        if (height > 0 && height < 10_000) this.#height = height;
        return this.#fit();
      }
      if (type === "ready" || type === "error") {
        const call = this.#pending.shift();
        if (type === "ready") call?.resolve(detail);
        else call?.reject(Object.assign(new Error(message), detail));
        if (!this.#isReady) {
          this.#isReady = true;
          this.#note.hidden = true;
          this.#flush();
          if (this.#isPlaceholder) return;
        }
      }
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: type !== "error" }));
    }
  }

  customElements.define("homeloop-player", HomeloopPlayer);
})();
