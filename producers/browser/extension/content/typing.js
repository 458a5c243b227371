// What is typed: a field's value when it is left, never key by key; keys that are no text, and shortcuts.
"use strict";
{
  const { active, target } = handrail.tree;
  const { cut } = handrail.text;
  const { secure, fieldOf } = handrail.secure;
  const { put } = handrail.outbox;
  const LONGEST = 20_000; // characters
  const EDITING = new Set("Backspace Delete ArrowLeft ArrowRight ArrowUp ArrowDown Home End PageUp PageDown".split(" "));
  const NO_KEYS = new Set("Control Alt Shift Meta AltGraph CapsLock NumLock Dead Process Unidentified Compose".split(" "));
  const MODIFIERS = ["Control", "Alt", "Shift", "Meta", "AltGraph"];
  const foreign = new WeakSet(); // fields that hold what was pasted, filled in, there before, or typed while nothing was recorded
  const told = new WeakMap(); // field → the value of it that was told last
  let current = null; // { field, before, own: [runs of own characters], touched }

  function enter(field) {
    if (current?.field === field) return;
    leave();
    if (!field || secure(field)) return;
    const before = "value" in field ? field.value : "";
    if (isText(field) && before && before !== told.get(field)) foreign.add(field);
    current = { field, before, own: [""], touched: false };
  }

  /** Tell what was entered into the field that had the keyboard until now. */
  function leave() {
    const entered = current;
    current = null;
    if (!entered?.touched || !handrail.outbox.state.open || secure(entered.field)) return;
    for (const [type, data] of results(entered)) put("input", entered.field, { input_type: type, data });
  }

  /** Tell it now, and go on in the same field. */
  function settle() {
    const field = current?.field;
    leave();
    if (field) enter(field);
  }

  function results({ field, before, own }) {
    const whole = "value" in field && !foreign.has(field);
    if (!whole) return own.filter(Boolean).map((run) => ["insertText", cut(run, LONGEST)]);
    told.set(field, field.value);
    return field.value === before ? [] : [["change", field.value.length <= LONGEST ? field.value.toWellFormed() : null]];
  }

  function input(event) {
    const field = fieldOf(target(event));
    if (!field || field instanceof HTMLSelectElement || secure(field)) return;
    if (field !== fieldOf(active())) return void foreign.add(field); // filled in, for nobody types there
    enter(field);
    if (!current || event.isComposing) return;
    current.touched = true;
    if (field.value === "" || field.value === event.data) foreign.delete(field);
    if (isForeign(event, field)) {
      foreign.add(field);
      current.own.push("");
      put("input", field, { input_type: "insertFromPaste", data: null });
    } else edit(event.inputType, event.data);
  }

  /** Whether a field holds text; what others hold, such as a date, is only ever set whole. */
  function isText(field) {
    return !(field instanceof HTMLInputElement) || /^(text|search|url|tel|email)$/.test(field.type);
  }

  /** Whether a change put in what the person did not type. */
  function isForeign(event, field) {
    return isText(field) && (!event.inputType || field.matches(":autofill") || /^(insertFrom(?!Composition)|history)/.test(event.inputType));
  }

  function edit(type, data) {
    const last = current.own.length - 1;
    if (type === "insertLineBreak" || type === "insertParagraph") current.own[last] += "\n";
    else if (type === "deleteContentBackward") current.own[last] = current.own[last].replace(/.$/su, "");
    else if (type?.startsWith("delete")) current.own.push("");
    else if (current.own[last].length < LONGEST) current.own[last] += data ?? "";
  }

  /** An input method is done: what it composed counts as typed. */
  function composed(event) {
    const field = fieldOf(active());
    if (!field || secure(field)) return;
    enter(field);
    current.touched = true;
    edit("insertText", event.data);
  }

  function modifiersOf(event) {
    return MODIFIERS.filter((name) => event.getModifierState(name));
  }

  /** Whether a character is a command. In doubt it is text: AltGraph composes, and so does Alt with anything but a letter or digit. */
  function isShortcut({ key }, held) {
    if (held.includes("AltGraph") || [...key].length > 1) return false;
    if (held.includes("Alt")) return /^[a-z0-9]$/i.test(key);
    return held.includes("Control") || held.includes("Meta");
  }

  function tells(event, held, field) {
    if (NO_KEYS.has(event.key)) return false;
    if ([...event.key].length === 1) return isShortcut(event, held);
    const role = field && handrail.element.roleOf(field);
    const text = field && !(field instanceof HTMLSelectElement) && role !== "combobox";
    if (text && EDITING.has(event.key)) return false;
    return !(event.key === "Enter" && field instanceof HTMLTextAreaElement && !held.length);
  }

  /** A key went down: tell it if it is no text and not in a secret field. Returns whether it was told. */
  function key(event) {
    const element = active();
    const field = fieldOf(element);
    if (event.isComposing || secure(element)) return false;
    enter(field);
    const held = modifiersOf(event);
    if (EDITING.has(event.key) && event.key !== "Backspace") current?.own.push("");
    if (!tells(event, held, field)) return false;
    settle();
    put("key", element, { key: cut(event.key, 30), code: cut(event.code, 30), repeat: event.repeat, modifiers: held });
    return true;
  }

  function focus() {
    enter(fieldOf(active()));
  }

  handrail.outbox.whenClosed(() => {
    current = null;
  });
  handrail.typing = { input, composed, key, focus, leave };
}
