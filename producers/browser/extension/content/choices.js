// Choices from dropdowns, lists and menus: native <select>, and ARIA options and menu items, by pointer or keys.
"use strict";
{
  const { active, closest } = handrail.tree;
  const { secure } = handrail.secure;
  const { roleOf, nameOf, describe } = handrail.element;
  const { put } = handrail.outbox;
  const CHOSEN = new Set(["option", "menuitem", "menuitemcheckbox", "menuitemradio", "treeitem"]);
  const LISTS = new Set(["listbox", "menu", "menubar", "tree"]);

  /** The option or menu item that an element is or lies in; null where choosing it chooses nothing. */
  function optionAt(element) {
    const option = closest(element, (found) => CHOSEN.has(roleOf(found)));
    if (!option || option instanceof HTMLOptionElement || option.ariaDisabled === "true") return null;
    return ["true", "menu"].includes(option.ariaHasPopup) ? null : option;
  }

  /** What an option belongs to: the combobox or button that opened its list, or else the list. */
  function ownerOf(option) {
    const list = closest(option, (found) => LISTS.has(roleOf(found)));
    const id = list?.id && CSS.escape(list.id);
    const opener = id && list.getRootNode().querySelector(`[aria-controls~="${id}"], [aria-owns~="${id}"]`);
    return opener || list || option;
  }

  /** An option was chosen. */
  function choose(option) {
    const owner = ownerOf(option);
    if (secure(owner) || secure(option)) return;
    const options = [...owner.ownerDocument.querySelectorAll("[role=option]")].filter((found) => ownerOf(found) === owner).slice(0, 1000);
    put("select", active(), { target: describe(owner), option: nameOf(option), index: options.indexOf(option) });
  }

  /** Enter or Space went down: what it chooses is the active option, or the focused one. */
  function key(event) {
    const focused = active();
    if (!focused || secure(focused)) return;
    const types = roleOf(focused) === "combobox" && focused.matches("input, [contenteditable]");
    if (event.key !== "Enter" && (event.key !== " " || types)) return;
    const id = focused.getAttribute("aria-activedescendant");
    const option = id ? focused.getRootNode().getElementById(id) : focused;
    if (option && focused.ariaExpanded !== "false" && optionAt(option)) choose(optionAt(option));
  }

  /** A <select> changed; whether it was one. */
  function input(event) {
    const path = event.composedPath()[0];
    const select = path instanceof HTMLSelectElement ? path : active();
    if (!(select instanceof HTMLSelectElement)) return false;
    const option = select.selectedOptions[select.selectedOptions.length - 1];
    if (option && !secure(select)) {
      put("select", select, { target: describe(select), option: (option.label ?? "").trim().slice(0, 120), index: option.index });
    }
    return true;
  }

  handrail.choices = { optionAt, choose, key, input };
}
