// ARIA lists, menus and trees: their options, what they belong to, and which of them the page shows as chosen.
"use strict";
{
  const { closest } = handrail.tree;
  const { roleOf, nameOf, describe } = handrail.element;
  const CHOSEN = new Set(["option", "menuitem", "menuitemcheckbox", "menuitemradio", "treeitem"]);
  const LISTS = new Set(["listbox", "menu", "menubar", "tree"]);
  const MOST = 1000; // options of a list that are looked at

  /** The option or menu item that an element is or lies in; null where choosing it chooses nothing. */
  function optionAt(element) {
    const option = closest(element, (found) => CHOSEN.has(roleOf(found)));
    if (!option || option instanceof HTMLOptionElement || option.ariaDisabled === "true") return null;
    return ["true", "menu"].includes(option.ariaHasPopup) ? null : option;
  }

  /** The list that an element lies in, or that it opens; null if there is none. */
  function listOf(element) {
    const around = closest(element, (found) => LISTS.has(roleOf(found)));
    const ids = `${element.getAttribute("aria-controls") ?? ""} ${element.getAttribute("aria-owns") ?? ""}`.split(/\s+/).filter(Boolean);
    const opened = ids.slice(0, 10).map((id) => element.getRootNode().getElementById?.(id));
    return around ?? opened.find((found) => found && LISTS.has(roleOf(found))) ?? null;
  }

  /** The combobox or button that opens a list; null if it stands by itself. */
  function openerOf(list) {
    const id = list.id && CSS.escape(list.id);
    return (id && list.getRootNode().querySelector(`[aria-controls~="${id}"], [aria-owns~="${id}"]`)) || null;
  }

  /** Whether a list is open only until something in it is chosen. */
  function popsUp(list) {
    const opener = openerOf(list);
    return opener !== null && opener.ariaExpanded !== "false";
  }

  /** The option that the keys act on: the active one, or the one that has the keyboard; null if there is none. */
  function optionOf(focused) {
    const id = focused.getAttribute("aria-activedescendant");
    if (!id) return optionAt(focused);
    const option = focused.getRootNode().getElementById?.(id);
    return option && focused.ariaExpanded !== "false" ? optionAt(option) : null;
  }

  /** Whether the page says of an option if it is chosen; of a menu's items it does not matter. */
  function isMarked(option) {
    return ["option", "treeitem"].includes(roleOf(option)) && (option.ariaSelected !== null || option.ariaChecked !== null);
  }

  /** What stays the same of an option when the page draws its list again. */
  function keyOf(option) {
    return option.id || nameOf(option);
  }

  /** The options that the page shows as chosen, by their keys. */
  function chosenIn(list) {
    const marked = [...list.querySelectorAll('[aria-selected="true"], [aria-checked="true"]')].slice(0, MOST);
    return new Map(marked.filter((found) => optionAt(found) === found && isMarked(found)).map((option) => [keyOf(option), option]));
  }

  /** The choice of an option, as it travels. */
  function choiceOf(option) {
    const list = listOf(option);
    const options = [...(list ?? option).querySelectorAll("[role=option]")].slice(0, MOST);
    return { target: describe((list && openerOf(list)) ?? list ?? option), option: nameOf(option), index: options.indexOf(option) };
  }

  handrail.lists = { optionAt, listOf, openerOf, popsUp, optionOf, isMarked, keyOf, chosenIn, choiceOf };
}
