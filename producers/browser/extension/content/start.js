// Wires a frame: this script is there before the page's, and hears events before the page can stop them.
"use strict";
{
  const { typing, choices, clicks, outbox, secure, tree } = handrail;

  /** Hear an event of a person; those that a page makes up are not trusted, and are ignored. */
  function hear(type, handler) {
    const guarded = (event) => {
      if (event.isTrusted && outbox.state.open) handler(event);
    };
    addEventListener(type, guarded, { capture: true, passive: true });
  }

  // Passwords are noted also while nothing is recorded: one that is shown in a pause stays one after it.
  addEventListener("pointerdown", (event) => event.isTrusted && secure.watchAround(tree.hit(event)), { capture: true, passive: true });
  addEventListener("focusin", () => secure.watchAround(tree.active()), { capture: true, passive: true });
  hear("pointerdown", clicks.press);
  hear("pointerup", clicks.release);
  hear("pointermove", clicks.move);
  hear("dragend", clicks.release);
  hear("wheel", clicks.wheel);
  hear("keydown", (event) => {
    typing.key(event);
    choices.key(event);
  });
  hear("input", (event) => {
    clicks.letGo();
    if (!choices.input(event)) typing.input(event);
  });
  hear("compositionend", typing.composed);
  hear("focusin", typing.focus);
  hear("focusout", typing.leave);
  addEventListener("pagehide", () => {
    choices.settle();
    typing.leave();
    outbox.flush();
  }, { capture: true });

  secure.watch(document);
  outbox.ask();
}
