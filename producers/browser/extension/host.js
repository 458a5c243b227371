// The link to the native host: connects, comes back with growing pauses, and sends one message at a time.

const NAME = "org.handrail.browser";
const FIRST_PAUSE = 500; // milliseconds
const LAST_PAUSE = 30_000;
const PATIENCE = 10_000; // for an answer
const HEARTBEAT = 3_000;

export class Host {
  #queue;
  #changed;
  #port = null;
  #timer = null;
  #settled = () => {}; // called when it is known whether a host is there
  #asked = []; // types of the messages that were not answered yet, in order
  #pause = FIRST_PAUSE;
  #since = Date.now(); // without a host
  state = "no host";
  path = false; // whether the pointer's path is to be told, too

  /** `changed` is called whenever `state` is another one. */
  constructor(queue, changed) {
    this.#queue = queue;
    this.#changed = changed;
  }

  /** Whether what happens now can be sent: a host is there, or was a moment ago. */
  get near() {
    return this.state === "recording" || (this.state === "away" && Date.now() - this.#since < LAST_PAUSE);
  }

  /** Connect; the promise is kept when the host has answered, or is not there. */
  connect() {
    const settled = new Promise((resolve) => (this.#settled = resolve));
    this.#port = chrome.runtime.connectNative(NAME);
    this.#port.onMessage.addListener((answer) => this.#answered(answer));
    this.#port.onDisconnect.addListener(() => this.#gone());
    this.#post({ type: "hello", version: 1, browser: browser() });
    return settled;
  }

  /** Ask for a pause or its end, or for the state. */
  ask(type) {
    if (this.#port) this.#post({ type });
  }

  /** Send what waits. */
  send() {
    if (!this.#port || this.#asked.length || this.state !== "recording") return;
    const message = this.#queue.next();
    if (message) this.#post(message);
    else this.#later(() => this.ask("state"), HEARTBEAT);
  }

  #post(message) {
    this.#asked.push(message.type);
    this.#port.postMessage(message);
    this.#later(() => this.#drop(), PATIENCE);
  }

  #answered({ state, path }) {
    this.path = path === true;
    const asked = this.#asked.shift();
    if (state === "away") this.#retry(() => this.ask("state"));
    else {
      this.#pause = FIRST_PAUSE;
      if (asked === "events") this.#queue.acknowledge();
      if (state !== "recording") this.#queue.clear();
      this.#become(state);
      if (state === "recording") this.send();
      else if (!this.#asked.length) this.#later(() => this.ask("state"), HEARTBEAT);
    }
    this.#settled();
  }

  /** A host that does not answer is let go: the next one may. */
  #drop() {
    this.#port?.disconnect();
    this.#gone();
  }

  #gone() {
    void chrome.runtime.lastError; // read, or Chromium complains
    this.#port = null;
    this.#asked = [];
    this.#retry(() => this.connect());
    this.#settled();
  }

  /** Try again later, and longer each time; what waits is dropped when nobody came for too long. */
  #retry(attempt) {
    if (this.state !== "away" && this.state !== "no host") this.#since = Date.now();
    const near = this.state !== "no host" && Date.now() - this.#since < LAST_PAUSE;
    if (!near) this.#queue.clear();
    this.#become(near ? "away" : "no host");
    this.#later(attempt, this.#pause);
    this.#pause = Math.min(2 * this.#pause, LAST_PAUSE);
  }

  #later(action, delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, delay);
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#changed();
  }
}

function browser() {
  const brands = (navigator.userAgentData?.brands ?? []).map(({ brand }) => brand);
  if (brands.includes("Google Chrome")) return "google-chrome";
  return brands.includes("Microsoft Edge") ? "microsoft-edge" : "chromium";
}
