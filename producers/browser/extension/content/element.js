// What an element is: its role, its accessible name, a selector that stays the same, and where it is on the screen.
"use strict";
{
  const { closest, parent } = handrail.tree;
  const { cut, tidy } = handrail.text;
  const LONGEST = 120;
  const MOST = 100; // nodes in an element whose text is its name
  const APART = "textarea, select, [contenteditable], [role=group], [role=menu], [role=tree], [role=listbox]";
  const TAGS = {
    A: "link", AREA: "link", BUTTON: "button", SUMMARY: "button", TEXTAREA: "textarea", OPTION: "option", IMG: "img",
    LI: "listitem", TD: "cell", TH: "columnheader", TR: "row", LABEL: "label", VIDEO: "video", AUDIO: "audio", CANVAS: "canvas",
  };
  const INPUTS = {
    button: "button", submit: "button", reset: "button", image: "button", file: "button", checkbox: "checkbox", radio: "radio",
    range: "slider", number: "spinbutton", search: "searchbox",
  };
  const ACTED_ON = new Set(
    ("link button textarea option checkbox radio slider spinbutton searchbox textbox combobox listbox menuitem menuitemcheckbox " +
      "menuitemradio tab treeitem switch").split(" "),
  );
  const NAMED_BY_CONTENT = new Set(
    "link button option checkbox radio menuitem menuitemcheckbox menuitemradio tab treeitem switch label".split(" "),
  );
  let offset = null; // of this frame on the screen, in CSS pixels; the first pointer event tells it

  /** The ARIA role, `generic` if there is none. */
  function roleOf(element) {
    const said = (element.getAttribute("role") ?? "").trim().split(/\s+/)[0].toLowerCase();
    if (/^[a-z]{1,30}$/.test(said)) return said === "textbox" && element.ariaMultiLine === "true" ? "textarea" : said;
    if (element instanceof HTMLInputElement) return element.list ? "combobox" : (INPUTS[element.type] ?? "textbox");
    if (element instanceof HTMLSelectElement) return element.multiple || element.size > 1 ? "listbox" : "combobox";
    if (element.isContentEditable) return "textarea";
    return TAGS[element.tagName] ?? "generic";
  }

  /** The name that assistive technology reads; of what is not acted on, none, for that is the page's text. */
  function nameOf(element) {
    const field = handrail.secure.fieldOf(element);
    const said = labelledBy(element) || element.getAttribute("aria-label") || fromLabels(element);
    return tidy(said || fromContent(element, field) || hints(element), LONGEST);
  }

  function labelledBy(element) {
    const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean).slice(0, 10);
    return ids.map((id) => element.getRootNode().getElementById?.(id)?.textContent ?? "").join(" ").trim();
  }

  function fromLabels(element) {
    return [...(element.labels ?? [])].map((label) => textOf(label)).join(" ").trim();
  }

  function fromContent(element, field) {
    if (element instanceof HTMLInputElement) return INPUTS[element.type] === "button" ? element.value || element.type : "";
    return !field && NAMED_BY_CONTENT.has(roleOf(element)) ? textOf(element) || element.querySelector("img[alt]")?.alt : "";
  }

  /** Its text, without what can be edited in it, and without the lists that it holds. */
  function textOf(element) {
    return element.querySelector(APART) ? [...element.childNodes].slice(0, MOST).map(textOfNode).join(" ") : element.textContent;
  }

  function textOfNode(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    return node instanceof Element && !node.matches(APART) ? textOf(node) : "";
  }

  function hints(element) {
    return ["alt", "placeholder", "title"].map((name) => element.getAttribute(name)).find(Boolean);
  }

  /** A selector built from what pages keep: test ids, names, ids without long numbers; else places among siblings. */
  function selectorOf(element) {
    const parts = [];
    for (let found = element; found && parts.length < 6; found = parent(found)) {
      const mark = found instanceof HTMLFormElement ? null : markOf(found);
      parts.unshift(found instanceof HTMLFormElement ? "form" : (mark ?? placeOf(found)));
      if (mark) break;
      if (parent(found) && handrail.tree.shadowOf(parent(found))?.contains(found)) parts.unshift(">>>");
    }
    return cut(parts.join(" "), 200);
  }

  function markOf(element) {
    const tag = element.tagName.toLowerCase();
    for (const name of ["data-testid", "data-test", "name", "id"]) {
      const value = element.getAttribute(name);
      if (value && value.length <= 60 && !/\d{3}|["\\\s]|\p{C}/u.test(value)) return name === "id" ? `${tag}#${value}` : `${tag}[${name}="${value}"]`;
    }
    return null;
  }

  function placeOf(element) {
    let place = 1;
    for (let before = element.previousElementSibling; before && place < 500; before = before.previousElementSibling) {
      if (before.tagName === element.tagName) place += 1;
    }
    return `${element.tagName.toLowerCase().slice(0, 40)}:nth-of-type(${place})`;
  }

  /** Learn from a pointer event where this frame lies on the screen. */
  function locate(event) {
    offset = { x: event.screenX - event.clientX, y: event.screenY - event.clientY };
  }

  function boundsOf(element) {
    if (!offset) return { x: 0, y: 0, width: 0, height: 0 };
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: pixels(x + offset.x), y: pixels(y + offset.y), width: pixels(width), height: pixels(height) };
  }

  /** CSS pixels as whole pixels of the screen. */
  function pixels(length) {
    return Math.max(-100_000, Math.min(100_000, Math.round(length * devicePixelRatio)));
  }

  /** What is acted on where an element was hit: the element itself, or the button, field or option around it. */
  function actedOn(element) {
    return closest(element, (found) => ACTED_ON.has(roleOf(found))) ?? element;
  }

  /** An element as it travels; null stays null. */
  function describe(element) {
    if (!element || element instanceof HTMLFormElement) return null;
    return { role: roleOf(element), name: nameOf(element), identifier: selectorOf(element), ...boundsOf(element) };
  }

  handrail.element = { roleOf, nameOf, describe, actedOn, locate, pixels };
}
