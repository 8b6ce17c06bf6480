// Types of <homeloop-player>; docs/embedding.md explains them.

type Toggle = "0" | "1" | "true" | "false" | "";

/** The attributes, as they are written in HTML. */
export interface HomeloopPlayerAttributes {
  /** The address of Homeloop; by default the folder of this script. */
  src?: string;
  /** The program in notation. */
  program?: string;
  preset?: string;
  theme?: "light" | "dark" | "auto";
  /** Panels in order, such as "home,timeline". */
  view?: string;
  controls?: Toggle;
  readonly?: Toggle;
  autoplay?: Toggle;
  /** Hides the outcome until the first run. */
  predict?: Toggle;
  /** 0.1 to 100. */
  speed?: string | number;
  seed?: string | number;
  model?: "async" | "blocking" | "threads";
  /** Of threads, as are the next three: 1 to 64. */
  cores?: string | number;
  /** Milliseconds. */
  quantum?: string | number;
  /** Milliseconds. */
  switch?: string | number;
  /** Such as "0.1.2" or "seed:7". */
  schedule?: string;
  /** Milliseconds: opens a finished run with the cursor at this time. */
  t?: string | number;
  /** The language of the code; any other value is the page's language, as in HTML. */
  lang?: "python" | "rust" | "javascript" | (string & {});
  /** A number of pixels or a CSS length. */
  width?: string | number;
  /** A number of pixels or a CSS length; by default the height of the content. */
  height?: string | number;
  load?: "lazy" | "click" | "eager";
  /** The name of the frame and the poster. */
  title?: string;
}

export type RunState = "idle" | "running" | "paused" | "ended" | "cancelled" | "failed" | "stuck";

export interface LogEntry {
  t_ms: number;
  wall_ms: number;
  kind: "started" | "switched" | "read" | "written" | "acquired" | "released" | "finished" | "failed" | "cancelled" | "hazard" | "stuck";
  /** The path of child indices from the root, such as "0.2.1"; the root's is "". */
  step: string;
  device?: string;
  action?: string;
  data?: string;
  /** The name of a lock. */
  name?: string;
  /** The volume that a message has read or written. */
  value?: number;
  message?: string;
  /** The number of the execution of the step, and of the block it is in, from 2 on. */
  occurrence?: number;
  parent_occurrence?: number;
  latency_ms?: number;
  /** The step whose end let this happen, or because of which the step was cancelled. */
  woken_by?: string;
  /** Of a run that is stuck: who waits for which lock, and who holds it. */
  waiting?: { step: string; for: string; held_by?: string }[];
}

export interface Ready { type: "ready"; predicted_ms: number | null }
export interface State { type: "state"; state: RunState; t_ms: number; speed: number }
export interface LogEvent { type: "event"; entry: LogEntry }
export interface Ended { type: "ended"; log: LogEntry[]; makespan_ms: number; wall_ms: number }
export interface Failure { type: "error"; message: string; line?: number; column?: number }

/** All events bubble except `error`, which the window would take for an error of the page's scripts. */
export interface HomeloopPlayerEventMap {
  ready: CustomEvent<Ready>;
  state: CustomEvent<State>;
  event: CustomEvent<LogEvent>;
  ended: CustomEvent<Ended>;
  error: CustomEvent<Failure>;
}

/** The rejection of `load`. Line and column are present if the program cannot be parsed. */
export interface HomeloopError extends Error { line?: number; column?: number }

/** Every method opens the frame if necessary, and takes effect when the frame is ready. */
export interface HomeloopPlayer extends HTMLElement {
  /** Runs from the start, also during a run. */
  run(): void;
  pause(): void;
  resume(): void;
  step(): void;
  cancel(): void;
  seek(t_ms: number): void;
  /** Replaces the program; on failure rejects with a `HomeloopError` and keeps the old one. */
  get load(): (program: string) => Promise<Ready>;
  /** Sets the attribute, for frameworks that assign properties. */
  set load(when: "lazy" | "click" | "eager");

  addEventListener<K extends keyof HomeloopPlayerEventMap>(
    type: K,
    listener: (this: HomeloopPlayer, event: HomeloopPlayerEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "homeloop-player": HomeloopPlayer;
  }
}
