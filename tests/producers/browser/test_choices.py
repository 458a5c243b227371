"""Lists, menus and trees worked by keys alone, and those of which several may be chosen: each choice is told once."""

import pytest

from tests.producers.browser import pages
from tests.producers.browser.test_capture import choices

STANDING = """
<div role=listbox tabindex=0 id=fruit aria-label=Fruit aria-activedescendant=f0></div>
<div role=listbox tabindex=0 id=many aria-label=Many aria-multiselectable=true aria-activedescendant=m0></div>
<label>Towns <select multiple id=towns size=4><option>Rome<option>Oslo<option>Bern<option>Riga</select></label>
<ul role=tree aria-label=Files>
<li role=treeitem tabindex=0 id=docs aria-expanded=false aria-selected=false>Docs<ul role=group><li role=treeitem>Inner</ul>
<li role=treeitem tabindex=-1 id=music aria-selected=false>Music
</ul>
<script>
function fill(list, letter, names) {
  list.innerHTML = names.map((name, i) => `<div role=option id=${letter}${i} aria-selected=false>${name}</div>`).join('');
}
fill(fruit, 'f', ['Apple', 'Banana', 'Cherry']);
fill(many, 'm', ['One', 'Two', 'Three']);
const at = list => [...list.children].findIndex(o => o.id === list.getAttribute('aria-activedescendant'));
const toggle = option => option.ariaSelected = String(option.ariaSelected !== 'true');
function step(list, event) {
  const i = Math.max(0, Math.min(2, at(list) + ({ArrowDown: 1, ArrowUp: -1}[event.key] ?? 0)));
  list.setAttribute('aria-activedescendant', list.children[i].id);
  return list.children[i];
}
fruit.onkeydown = event => {
  const typed = [...fruit.children].find(o => o.textContent.toLowerCase().startsWith(event.key));
  if (typed) fruit.setAttribute('aria-activedescendant', typed.id);
  const chosen = step(fruit, event);
  for (const option of fruit.children) option.ariaSelected = String(option === chosen);
};
many.onkeydown = event => {
  const option = step(many, event);
  if (event.key === ' ' || event.shiftKey && event.key === 'ArrowDown') toggle(option);
};
many.onclick = event => toggle(event.target);
for (const item of [docs, music]) item.onkeydown = event => {
  if (event.target !== item) return;
  if (event.key === 'ArrowDown') music.focus();
  if (event.key === 'Enter') for (const other of [docs, music]) other.ariaSelected = String(other === item);
};
</script>
"""
POPUPS = """
<div role=combobox tabindex=0 id=size aria-label=Size aria-controls=sizes aria-expanded=false>Small</div>
<div role=listbox id=sizes hidden>
<div role=option id=s0 aria-selected=true>Small</div><div role=option id=s1 aria-selected=false>Large</div>
</div>
<input id=after aria-label=After>
<button id=file aria-haspopup=menu aria-controls=menu>File</button>
<div role=menu id=menu aria-label=File hidden>
<div role=menuitem tabindex=-1>New</div><div role=menuitemcheckbox tabindex=-1 aria-checked=true>Wrap lines</div>
<div role=menuitem tabindex=-1 aria-disabled=true>Old</div>
</div>
<script>
const options = [...sizes.children];
const current = () => options.find(o => o.id === size.getAttribute('aria-activedescendant'));
function show(open) {
  size.ariaExpanded = String(open);
  sizes.hidden = !open;
  if (!open) size.removeAttribute('aria-activedescendant');
}
function mark(option) {
  size.setAttribute('aria-activedescendant', option.id);
  for (const other of options) other.ariaSelected = String(other === option);
}
size.onkeydown = event => {
  const open = size.ariaExpanded === 'true';
  if (!open) { if (event.key === 'ArrowDown') { show(true); mark(options[0]); } return; }
  if (event.key === 'ArrowDown') mark(options[1]);
  if (event.key === 'Enter' || event.key === 'Tab') { size.textContent = current().textContent; show(false); }
  if (event.key === 'Escape') show(false);
};
file.onclick = () => { menu.hidden = false; menu.firstElementChild.focus(); };
menu.onkeydown = event => {
  const next = document.activeElement.nextElementSibling;
  if (event.key === 'ArrowDown' && next) next.focus();
  if (event.key === 'Enter' && document.activeElement.ariaDisabled !== 'true') { menu.hidden = true; file.focus(); }
};
</script>
"""


def chosen(world):
    return [(name, option) for _, name, option, _ in choices(world.settled())]


@pytest.fixture
def standing(world, monkeypatch):
    monkeypatch.setitem(pages.PAGES, "/standing", STANDING)
    with world.page("/standing") as page:
        world.ready(page)
        yield page


@pytest.fixture
def popups(world, monkeypatch):
    monkeypatch.setitem(pages.PAGES, "/popups", POPUPS)
    with world.page("/popups") as page:
        world.ready(page)
        yield page


def test_a_list_in_which_the_choice_follows_the_keys_tells_each_once(world, standing):
    standing.run("fruit.focus()")
    standing.press("ArrowDown", "ArrowDown", "Enter", "ArrowUp", "ArrowUp", "ArrowUp", "c")
    assert chosen(world) == [("Fruit", name) for name in ("Banana", "Cherry", "Banana", "Apple", "Cherry")]


def test_of_a_list_of_several_what_is_chosen_is_told_and_what_is_taken_back_is_not(world, standing):
    standing.run("many.focus()")
    standing.press(" ", "ArrowDown", " ", " ")
    standing.press("ArrowDown", modifiers=8)
    standing.click("document.getElementById('m1')")
    standing.click("document.getElementById('m1')")
    assert chosen(world) == [("Many", name) for name in ("One", "Two", "Three", "Two")]


def test_of_a_native_list_of_several_every_option_is_told_once(world, standing):
    standing.run("towns.focus()")
    standing.press("ArrowDown")
    standing.press("ArrowDown", "ArrowDown", modifiers=8)
    standing.click("towns.options[3]")
    standing.call(
        "Input.dispatchKeyEvent", type="keyDown", key="Control", code="ControlLeft", windowsVirtualKeyCode=17, modifiers=2
    )
    x, y = standing.place("towns.options[1]")
    for _ in range(2):
        for kind in ("mousePressed", "mouseReleased"):
            standing.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1, modifiers=2)
    assert [found[1:] for found in choices(world.settled())] == [
        ("Towns", "Rome", 0),
        ("Towns", "Oslo", 1),
        ("Towns", "Bern", 2),
        ("Towns", "Riga", 3),
        ("Towns", "Oslo", 1),
    ]


def test_a_tree_is_chosen_from_by_enter_and_an_item_is_named_without_those_below_it(world, standing):
    standing.run("docs.focus()")
    standing.press("Enter", "ArrowDown", "Enter", "Enter")
    assert chosen(world) == [("Files", "Docs"), ("Files", "Music")]


def test_a_combobox_is_chosen_from_by_enter_or_tab_and_neither_by_arrows_nor_escape(world, popups):
    popups.run("size.focus()")
    popups.press("ArrowDown", "ArrowDown", "Escape")
    popups.press("ArrowDown", "ArrowDown", "Enter")
    popups.press("ArrowDown", "Tab")
    assert chosen(world) == [("Size", "Large"), ("Size", "Small")]


def test_a_menu_is_chosen_from_by_arrows_and_enter_also_where_an_item_is_switched_off(world, popups):
    popups.click("file")
    popups.press("ArrowDown", "Enter")
    popups.click("file")
    popups.press("Enter")
    popups.click("file")
    popups.press("ArrowDown", "ArrowDown", "Enter")
    assert chosen(world) == [("File", "Wrap lines"), ("File", "New")]


def test_a_click_of_another_button_on_an_option_chooses_nothing(world, popups):
    popups.run("(sizes.hidden = false, size.ariaExpanded = 'true')")
    x, y = popups.place("document.getElementById('s1')")
    for kind in ("mousePressed", "mouseReleased"):
        popups.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="middle", clickCount=1)
    assert chosen(world) == []
