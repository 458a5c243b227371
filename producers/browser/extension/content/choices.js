// Choices from dropdowns, lists and menus: native <select>, and ARIA options and menu items, by pointer or keys.
"use strict";
{
  const { active, target } = handrail.tree;
  const { secure } = handrail.secure;
  const { roleOf, describe } = handrail.element;
  const { listOf, openerOf, popsUp, optionOf, isMarked, keyOf, chosenIn, choiceOf } = handrail.lists;
  const { tidy } = handrail.text;
  const { put } = handrail.outbox;
  const SETTLED = 50; // milliseconds in which a page shows what was chosen
  let awaited = null; // what a key or click acted on, until the page has shown what became of it
  let timer = null;
  const before = new WeakMap(); // <select multiple> → the options that were chosen

  /** A list, before a key or click may change it; `option` is what that acts on, null if on none. */
  function watch(list, option, keyboard) {
    const known = { key: option && keyOf(option), pops: popsUp(list), chosen: chosenIn(list) };
    return { list, keyboard, choice: option && openChoice(option), ...known };
  }

  /** The choice of an option; null where it is a secret. */
  function openChoice(option) {
    const list = listOf(option);
    return secure(option) || (list && secure(openerOf(list) ?? list)) ? null : choiceOf(option);
  }

  /** An option, before it may be chosen; what this gives is for `choose`, when that has happened. */
  function aim(option) {
    const list = isMarked(option) ? listOf(option) : null;
    return list ? watch(list, option, active()) : { choice: openChoice(option), keyboard: active() };
  }

  /** An option was acted on. Where the page says which are chosen, that decides, for it may have been taken back. */
  function choose(aimed) {
    if (aimed.list) expect(aimed);
    else tell(aimed.choice, aimed.keyboard);
  }

  function tell(choice, keyboard) {
    if (choice) put("select", secure(keyboard) ? null : keyboard, choice);
  }

  function expect(watched) {
    awaited = watched;
    timer = setTimeout(settle, SETTLED);
  }

  /** Tell what a list shows as chosen since a key or click. */
  function settle() {
    clearTimeout(timer);
    const found = awaited;
    awaited = null;
    if (!found || !handrail.outbox.state.open) return;
    const now = chosenIn(found.list);
    if (found.closing ? isClosedOn(found) : isChosen(found, now)) tell(found.choice, found.keyboard);
    if (!othersCount(found)) return;
    for (const [key, option] of now) if (key !== found.key && !found.chosen.has(key)) tell(openChoice(option), found.keyboard);
  }

  /** Whether options beside the one that was acted on may have been chosen, too: not where they are only active, or follow from it. */
  function othersCount({ list, choice, pops }) {
    if (pops || popsUp(list)) return pops && list.ariaMultiSelectable === "true";
    return !choice || roleOf(list) === "listbox";
  }

  /** Whether acting on an option chose it. In a list that pops up, what is only active may be shown as chosen, too. */
  function isChosen({ list, key, chosen, pops }, now) {
    if (!list.isConnected) return true;
    if (!pops) return now.has(key) && !chosen.has(key);
    return !chosen.has(key) || now.has(key) || list.ariaMultiSelectable !== "true";
  }

  /** Whether a list was closed, and what opens it shows the option that was active. */
  function isClosedOn({ list, choice }) {
    const opener = openerOf(list);
    return opener !== null && opener.ariaExpanded !== "true" && tidy(opener.value ?? opener.textContent, 120) === choice?.option;
  }

  /** A key went down: Enter or Space choose the active option, Tab and Alt+ArrowUp may close on it, others may move the choice. */
  function key(event) {
    settle();
    const focused = active();
    if (!focused || secure(focused)) return;
    note(focused);
    const types = roleOf(focused) === "combobox" && focused.matches("input, [contenteditable]");
    if (types && [...event.key].length === 1) return;
    const option = optionOf(focused);
    if (["Enter", " "].includes(event.key)) return option ? choose(aim(option)) : undefined;
    const list = listOf(option ?? focused);
    if (list) follow(event, list, option, focused);
  }

  function follow(event, list, option, keyboard) {
    const closing = event.key === "Tab" || (event.key === "ArrowUp" && event.altKey);
    if (!popsUp(list)) expect(watch(list, null, keyboard));
    else if (closing && option) expect({ ...watch(list, option, keyboard), closing });
  }

  /** Remember what is chosen in a <select multiple>, before it changes. */
  function note(element) {
    const select = handrail.secure.fieldOf(element);
    if (select instanceof HTMLSelectElement && select.multiple) before.set(select, new Set(select.selectedOptions));
  }

  /** A <select> changed; whether it was one. Of several options those are told that were not chosen before. */
  function input(event) {
    const select = target(event);
    if (!(select instanceof HTMLSelectElement)) return false;
    const options = [...select.selectedOptions];
    const known = before.get(select);
    const fresh = known ? options.filter((option) => !known.has(option)) : options.slice(-1);
    note(select);
    if (secure(select)) return true;
    for (const option of fresh) put("select", select, { target: describe(select), option: tidy(option.label, 120), index: option.index });
    return true;
  }

  handrail.choices = { aim, choose, settle, key, note, input };
}
