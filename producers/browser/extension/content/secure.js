// Which fields take a secret. A field that ever was a password stays one, also when the page shows or replaces it.
"use strict";
{
  const { closest, shadowOf } = handrail.tree;
  const tokens = new Set(handrail.words.autocomplete);
  const anywhere = handrail.words.anywhere.map((word) => ` ${word} `);
  const atTheEnd = handrail.words.at_the_end.map((word) => ` ${word} `);
  const passwords = new WeakSet();
  const namesOfPasswords = new Set(); // a page may show a password in a field of its own that takes the first one's place
  const watched = new WeakSet();
  let remembered = false; // whether there was any

  const watcher = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.oldValue?.toLowerCase() === "password") remember(change.target);
      for (const node of change.addedNodes) if (node instanceof Element) look(node);
    }
  });

  function remember(field) {
    passwords.add(field);
    remembered = true;
    for (const name of [field.name, field.id]) if (name && namesOfPasswords.size < 1000) namesOfPasswords.add(name);
  }

  function look(root) {
    if (root instanceof HTMLInputElement && root.type === "password") remember(root);
    for (const field of root.querySelectorAll("input[type=password i]")) remember(field);
  }

  /** Watch a document or shadow root for fields that are, or were, passwords. */
  function watch(root) {
    if (watched.has(root)) return;
    watched.add(root);
    look(root);
    watcher.observe(root, { subtree: true, childList: true, attributeFilter: ["type"], attributeOldValue: true });
  }

  /** Watch every shadow root around an element, and its own. */
  function watchAround(element) {
    closest(element, (found) => {
      const root = shadowOf(found);
      if (root) watch(root);
      const own = found.getRootNode();
      if (own instanceof ShadowRoot) watch(own);
    });
  }

  /** The field that an element is or lies in: input, textarea, select, or what can be edited; null if there is none. */
  function fieldOf(element) {
    return element && closest(element, isField);
  }

  function isField(element) {
    if (element.matches("input, textarea, select, [role=textbox], [role=searchbox], [role=spinbutton], [role=combobox]")) return true;
    return element.isContentEditable === true && !element.parentElement?.isContentEditable;
  }

  /** A label in plain words: lower case, without accents, words and numbers apart. */
  function plain(label) {
    const words = label.slice(0, 300).replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
    return words.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().replace(/\d+/g, " $& ").replace(/[^a-z0-9]+/g, " ").trim();
  }

  /** Whether a label asks for a secret. */
  function labelled(label) {
    const words = ` ${plain(label)} `;
    return anywhere.some((word) => words.includes(word)) || atTheEnd.some((word) => words.endsWith(word));
  }

  function labelsOf(field) {
    const ids = (field.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean).slice(0, 10);
    const named = ids.map((id) => field.getRootNode().getElementById?.(id)?.textContent);
    const own = ["aria-label", "placeholder", "name", "id", "title"].map((name) => field.getAttribute(name));
    const labels = [...(field.labels ?? [])].map((label) => label.textContent);
    const before = field.previousSibling?.textContent;
    return [...own, ...named, ...labels, before?.length < 80 ? before : null].filter(Boolean);
  }

  function hidesText(field) {
    const style = getComputedStyle(field);
    return (style.webkitTextSecurity ?? "none") !== "none" || /text-?security|password/i.test(style.fontFamily);
  }

  function wasPassword(field) {
    return passwords.has(field) || namesOfPasswords.has(field.name) || namesOfPasswords.has(field.id);
  }

  function takesSecret(field) {
    if (field.type === "password") remember(field);
    const hints = (field.getAttribute("autocomplete") ?? "").toLowerCase().split(/\s+/);
    return wasPassword(field) || hints.some((hint) => tokens.has(hint)) || hidesText(field) || labelsOf(field).some(labelled);
  }

  function inSecret(element) {
    const field = fieldOf(element);
    return field !== null && (takesSecret(field) || inSecret(handrail.tree.parent(field)));
  }

  /** Whether an element is, or lies in, what takes a secret: a field, or a keypad. */
  function secure(element) {
    return element !== null && (inSecret(element) || handrail.pads.inPad(element));
  }

  /** Whether a field of this document takes, or took, a secret. */
  function isNear() {
    return remembered || [...document.querySelectorAll("input")].slice(0, 100).some(takesSecret);
  }

  handrail.secure = { secure, labelled, fieldOf, isNear, watch, watchAround };
}
