"""A GTK application with what people use: text, a password, a dropdown, a menu, lists and a tree. Run by the system's Python.

Widgets stand at fixed places, so that a script finds them by their coordinates; every choice is a line on standard output.
"""

import signal
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk  # noqa: E402 (gi wants the version first)

WIDTH, HEIGHT = 420, 400


def say(*words: str) -> None:
    print(*words, flush=True)


def labelled(fixed: Gtk.Fixed, text: str, widget: Gtk.Widget, y: int) -> Gtk.Widget:
    label = Gtk.Label(label=text)
    label.set_mnemonic_widget(widget)
    fixed.put(label, 10, y + 8)
    widget.set_size_request(220, 34)
    fixed.put(widget, 140, y)
    return widget


def menu_bar() -> Gtk.MenuBar:
    bar, menu = Gtk.MenuBar(), Gtk.Menu()
    for name in ("New", "Open", "Export"):
        item = Gtk.MenuItem(label=name)
        item.connect("activate", lambda chosen: say("menu", chosen.get_label()))
        menu.append(item)
    top = Gtk.MenuItem(label="File")
    top.set_submenu(menu)
    bar.append(top)
    bar.set_size_request(WIDTH, 30)
    return bar


def rows() -> Gtk.TreeView:
    store = Gtk.ListStore(str)
    for name in ("First", "Second", "Third"):
        store.append([name])
    view = Gtk.TreeView(model=store)
    view.append_column(Gtk.TreeViewColumn("Row", Gtk.CellRendererText(), text=0))
    return view


def folders() -> Gtk.TreeView:
    store = Gtk.TreeStore(str)
    above = store.append(None, ["Inbox"])
    for name in ("Orders", "Bills"):
        store.append(above, [name])
    view = Gtk.TreeView(model=store, headers_visible=False)
    view.append_column(Gtk.TreeViewColumn("Folder", Gtk.CellRendererText(), text=0))
    view.expand_all()
    return view


def sizes() -> Gtk.ListBox:
    box = Gtk.ListBox()
    for name in ("S", "M", "L"):
        box.add(Gtk.Label(label=name))
    box.get_accessible().set_name("Sizes")
    box.set_size_request(40, -1)
    return box


def main(title: str, left: str = "100") -> None:
    fixed = Gtk.Fixed()
    fixed.put(menu_bar(), 0, 0)
    labelled(fixed, "City", Gtk.Entry(), 50)
    secret = labelled(fixed, "Passphrase", Gtk.Entry(), 100)
    secret.set_visibility(False)
    colours = labelled(fixed, "Colour", Gtk.ComboBoxText(), 150)
    for name in ("Red", "Green", "Blue"):
        colours.append_text(name)
    colours.set_active(0)
    colours.connect("changed", lambda box: say("combo", box.get_active_text()))
    listed = labelled(fixed, "Rows", rows(), 210)
    labelled(fixed, "Folders", folders(), 314)
    fixed.put(sizes(), 370, 150)
    secret.connect("notify::visibility", lambda entry, _: say("visible", str(entry.get_visibility())))
    button = Gtk.Button(label="Show")
    button.connect("clicked", lambda _: secret.set_visibility(not secret.get_visibility()))
    fixed.put(button, 370, 100)
    window = Gtk.Window(title=title, default_width=WIDTH, default_height=HEIGHT)
    window.add(fixed)
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    window.move(int(left), 80)
    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, lambda: colours.set_active(0) or True)
    GLib.unix_signal_add(
        GLib.PRIORITY_DEFAULT, signal.SIGUSR2, lambda: listed.get_selection().select_path(2) or say("selected") or True
    )
    say("ready")
    Gtk.main()


main(*sys.argv[1:])
