// What a pointer does: buttons with what they hit, drags, the wheel; and the path where nobody else records it.
"use strict";
{
  const { active, hit } = handrail.tree;
  const { secure, fieldOf } = handrail.secure;
  const { inPad } = handrail.pads;
  const { actedOn, describe, locate, pixels } = handrail.element;
  const { put, state } = handrail.outbox;
  const { aim, choose, note, settle } = handrail.choices;
  const { optionAt } = handrail.lists;
  const BETWEEN = 50; // milliseconds from one sample of the path to the next
  const NOTCH = 100; // CSS pixels of the wheel
  let held = null; // the button that is down: { button, option, aimed, at }
  let sampled = 0;
  let turned = { x: 0, y: 0 };

  function at(event) {
    return { x: pixels(event.screenX), y: pixels(event.screenY) };
  }

  /** The element with the keyboard, unless it takes a secret: then nothing is said of it. */
  function keyboard() {
    const element = active();
    return element && !secure(element) ? fieldOf(element) : null;
  }

  function press(event) {
    locate(event);
    letGo();
    settle();
    const element = hit(event);
    if (fieldOf(element) !== fieldOf(active())) handrail.typing.leave();
    if (secure(element)) return;
    note(element);
    const place = at(event);
    const told = put("button", keyboard(), { ...place, button: event.button, pressed: true, target: describe(actedOn(element)) });
    const option = event.button === 0 ? optionAt(element) : null;
    held = told ? { button: event.button, option, aimed: option && aim(option), at: place } : null;
  }

  function release(event) {
    if (!held) return;
    held.at = at(event);
    const { option, aimed } = held;
    const there = option && (!option.isConnected || optionAt(hit(event)) === option);
    letGo();
    if (there) choose(aimed);
  }

  /** The button that is down goes up: here, or where nobody saw it, as in the list of a <select>. */
  function letGo() {
    if (held) put("button", keyboard(), { ...held.at, button: held.button, pressed: false, target: null });
    held = null;
  }

  function move(event) {
    locate(event);
    const now = Date.now();
    if (now - sampled < BETWEEN || !(state.pointer || (held && event.buttons))) return;
    sampled = now;
    if (inPad(hit(event))) return;
    if (held) held.at = at(event);
    put("move", keyboard(), at(event));
  }

  function wheel(event) {
    if (secure(hit(event))) return;
    const unit = [1, 40, 800][event.deltaMode];
    turned = { x: turned.x + (event.deltaX * unit) / NOTCH, y: turned.y + (event.deltaY * unit) / NOTCH };
    const [x, y] = [Math.trunc(turned.x), Math.trunc(turned.y)].map((notches) => Math.max(-100, Math.min(100, notches)));
    if (!x && !y) return;
    turned = { x: 0, y: 0 };
    put("wheel", keyboard(), { ...at(event), delta_x: x, delta_y: y });
  }

  handrail.clicks = { press, release, letGo, move, wheel };
}
