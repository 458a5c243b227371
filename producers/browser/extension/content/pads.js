// On-screen keypads: many keys of one character together. Which of them are pressed spells a secret, so nothing is told of any.
"use strict";
{
  const { all, closest, parent, shadowOf } = handrail.tree;
  const FEWEST = 9; // keys
  const LEVELS = 6; // from a key to its pad
  const MOST = 300; // elements of a pad
  const AGE = 500; // milliseconds for which an answer holds
  const PRESSED = "button, a, img, input[type=button i], input[type=submit i], input[type=image i], [role], [tabindex], [onclick]";
  const NO_KEYS = "input, select, textarea, option, label, br, script, style";
  const CHARACTER = /^[\p{L}\p{N}][\p{M}\ufe0f\u20e3]*$/u;
  const TELEPHONE = /^\p{Nd}\s*(\p{L}\s*){1,5}$/u; // such as 2 ABC
  const LONGEST = 6; // characters of a key beside a secret, where keys may have words or pictures
  const known = new WeakMap(); // element → { pad, until }

  function faceOf(element) {
    const said = ["aria-label", "alt", "title"].map((name) => element.getAttribute(name)).find(Boolean);
    return (said ?? (element instanceof HTMLInputElement ? element.value : element.textContent)).trim().slice(0, 40);
  }

  /** The innermost elements that can be pressed, and those around which nothing can. */
  function candidates(elements) {
    const inner = elements.filter((element) => !element.firstElementChild && !element.closest(PRESSED) && !element.matches(NO_KEYS));
    return [...elements.filter((element) => element.matches(PRESSED) && !element.querySelector(PRESSED)), ...inner];
  }

  function isLike(element, model) {
    const [one, other] = [element, model].map((found) => found.getBoundingClientRect());
    return Math.abs(one.width - other.width) < 2 && Math.abs(one.height - other.height) < 2;
  }

  function isKey(element, face, model) {
    if (CHARACTER.test(face) || TELEPHONE.test(face)) return true;
    return model !== null && face.length <= LONGEST && isLike(element, model);
  }

  /** Whether most of what a group shows are keys; `model` is what was hit, where a secret is near: then what looks like it is a key. */
  function isPad(elements, model) {
    const keys = new Set();
    const others = new Set();
    candidates(elements).forEach((element, place) => {
      const face = faceOf(element);
      if (isKey(element, face, model)) keys.add(face || place);
      else if (face) others.add(face);
    });
    return keys.size >= FEWEST && keys.size > others.size;
  }

  /** All elements in a group, also in its own shadow root. */
  function inside(group) {
    return [...all(group), ...(shadowOf(group)?.querySelectorAll("*") ?? [])];
  }

  function look(element) {
    const hit = closest(element, (found) => found.matches(PRESSED)) ?? element;
    const model = handrail.secure.isNear() && !hit.matches(NO_KEYS) ? hit : null;
    if (model instanceof HTMLCanvasElement) return true; // what it shows cannot be read
    const key = isKey(hit, faceOf(hit), model);
    for (let group = element, level = 0; group && level <= LEVELS; group = parent(group), level += 1) {
      const elements = inside(group);
      if (elements.length > MOST) return false;
      if (elements.length >= FEWEST && isPad(elements, model)) return key || !holdsPad(elements, model);
    }
    return false;
  }

  /** Whether a smaller group is the pad: then what is no key lies beside it. */
  function holdsPad(elements, model) {
    return elements.some((group) => group.childElementCount >= 3 && isPad(inside(group), model));
  }

  /** Whether an element is, or lies in, a keypad. */
  function inPad(element) {
    const now = performance.now();
    const found = known.get(element);
    if (found && now < found.until) return found.pad;
    const pad = look(element);
    known.set(element, { pad, until: now + AGE });
    return pad;
  }

  handrail.pads = { inPad };
}
