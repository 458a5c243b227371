// From a frame to the service worker, in batches; closed until the worker says that this frame may be recorded.
"use strict";
{
  const DELAY = 50; // milliseconds
  const MOST = 50; // events
  const RATE = 200; // events a second for long; a person makes fewer
  const BURST = 1000;
  const UNANSWERED = 20; // messages
  const AGAIN = 500; // milliseconds
  const state = { open: false, pointer: false };
  let waiting = [];
  let timer = null;
  let asking = null;
  let unanswered = 0;
  let lost = 0;
  let room = BURST;
  let filled = 0;
  let closed = () => {};

  /** Send an event, stamped with its time and the element that has the keyboard; whether it will be, for a flood is cut. */
  function put(kind, keyboard, more) {
    if (!state.open) return false;
    timer ??= setTimeout(flush, DELAY);
    if (!admits()) return false;
    waiting.push({ kind, time: Date.now(), element: handrail.element.describe(keyboard), ...more });
    if (waiting.length >= MOST) flush();
    return true;
  }

  /** Whether there is room for one more event; where there is none it is counted. */
  function admits() {
    const now = performance.now();
    room = Math.min(BURST, room + ((now - filled) * RATE) / 1000);
    filled = now;
    const admitted = room >= 1 && unanswered < UNANSWERED;
    if (admitted) room -= 1;
    else lost += 1;
    return admitted;
  }

  function flush() {
    clearTimeout(timer);
    timer = null;
    if (!waiting.length && !lost) return;
    const message = { type: "events", screen: geometry(), events: waiting, lost };
    waiting = [];
    lost = 0;
    unanswered += 1;
    tell(message).finally(() => (unanswered -= 1));
  }

  function geometry() {
    const { pixels } = handrail.element;
    return {
      width: pixels(screen.width), height: pixels(screen.height), scale: devicePixelRatio,
      window_x: pixels(screenX), window_y: pixels(screenY), window_width: pixels(outerWidth), window_height: pixels(outerHeight),
    };
  }

  /** Ask whether this frame may be recorded; until there is an answer it may not. */
  async function ask() {
    const answer = await tell({ type: "hello" });
    state.open = answer?.open === true;
    state.pointer = answer?.pointer === true;
    if (!state.open) close();
  }

  function close() {
    state.open = false;
    waiting = [];
    closed();
  }

  /** Have something done whenever recording stops in this frame. */
  function whenClosed(action) {
    closed = action;
  }

  /** Tell the worker. One that was stopped meanwhile is asked anew; when the extension was updated, this frame is silent for good. */
  async function tell(message) {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      if (chrome.runtime?.id) again(message);
      else close();
      return null;
    }
  }

  function again({ events, lost: before }) {
    if (events) lost += events.length + before;
    clearTimeout(asking);
    asking = setTimeout(ask, AGAIN);
  }

  chrome.runtime.onMessage.addListener((message) => {
    if (message?.type === "ask") ask();
  });

  handrail.outbox = { state, put, flush, ask, whenClosed };
}
