// From a frame to the service worker, in batches; closed until the worker says that this frame may be recorded.
"use strict";
{
  const DELAY = 50; // milliseconds
  const MOST = 100; // events
  const state = { open: false, pointer: false };
  let waiting = [];
  let timer = null;
  let closed = () => {};

  /** Send an event, stamped with its time and the element that has the keyboard. */
  function put(kind, keyboard, more) {
    if (!state.open) return;
    waiting.push({ kind, time: Date.now(), element: handrail.element.describe(keyboard), ...more });
    timer ??= setTimeout(flush, DELAY);
    if (waiting.length >= MOST) flush();
  }

  function flush() {
    clearTimeout(timer);
    timer = null;
    const events = waiting;
    waiting = [];
    if (events.length) tell({ type: "events", screen: geometry(), events });
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

  /** Tell the worker; when the extension was updated or removed, this frame is silent for good. */
  async function tell(message) {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      close();
      return null;
    }
  }

  chrome.runtime.onMessage.addListener((message) => {
    if (message?.type === "ask") ask();
  });

  handrail.outbox = { state, put, flush, ask, whenClosed };
}
