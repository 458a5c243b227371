"""The windows in front of which the person sits: an order form, a mail, and a vault. Run by the system's Python.

Whenever a window is moved, it says where its widgets are, as a line of JSON: name → x, y, width, height on the screen.
"""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk  # noqa: E402 (gi wants the version first)

COUNTRIES = ("Austria", "Finland", "Norway", "Portugal", "Sweden")
SHIPPING = ("Letter", "Parcel", "Courier")
PRODUCTS = (
    *("Shelf, oak", "Shelf, pine", "Desk lamp", "Floor lamp", "Paint, grey", "Paint, white", "Bench", "Stool"),
    *("Coat rack", "Mirror", "Carpet", "Curtain"),
)
MENUS = {"File": ("New order", "Print", "Archive"), "Order": ("Duplicate", "Mark as paid", "Send back")}


class Window:
    """A window with a grid of labelled widgets."""

    def __init__(self, name: str, title: str, width: int, height: int) -> None:
        self.places: dict[str, Gtk.Widget] = {}
        self.grid = Gtk.Grid(row_spacing=8, column_spacing=12, margin=10)
        self.window = Gtk.Window(title=title, default_width=width, default_height=height)
        self.window.set_wmclass(name, name.capitalize())
        self.window.add(self.grid)
        self.window.connect("destroy", Gtk.main_quit)

    def row(self, text: str, widget: Gtk.Widget, around: Gtk.Widget | None = None) -> None:
        """A widget below the others, with its label beside it."""
        label = Gtk.Label(label=text, xalign=0)
        label.set_mnemonic_widget(widget)
        row, outer = len(self.places) + 1, around or widget
        outer.set_hexpand(True)
        self.grid.attach(label, 0, row, 1, 1)
        self.grid.attach(outer, 1, row, 1, 1)
        self.places[text] = outer

    def button(self, text: str) -> None:
        """A button below them."""
        button = Gtk.Button(label=text, halign=Gtk.Align.START)
        self.grid.attach(button, 1, len(self.places) + 1, 1, 1)
        self.places[text] = button

    def show(self, x: int, y: int) -> None:
        """Show it there, and say where its widgets are for as long as it lives."""
        self.window.connect("configure-event", lambda *_: GLib.idle_add(self._say) and False)
        self.window.show_all()
        self.window.move(x, y)
        Gtk.main()

    def _say(self) -> bool:
        _, left, top = self.window.get_window().get_origin()
        found = {}
        for name, widget in self.places.items():
            x, y = widget.translate_coordinates(self.window, 0, 0)
            found[name] = left + x, top + y, widget.get_allocated_width(), widget.get_allocated_height()
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        return False


def text(height: int) -> Gtk.TextView:
    """Text of several lines."""
    view = Gtk.TextView(wrap_mode=Gtk.WrapMode.WORD, accepts_tab=False)
    view.set_size_request(-1, height)
    return view


def dropdown(options: tuple[str, ...]) -> Gtk.ComboBoxText:
    """A choice of one."""
    box = Gtk.ComboBoxText()
    for option in options:
        box.append_text(option)
    return box


def products() -> Gtk.TreeView:
    """A list of what can be ordered."""
    store = Gtk.ListStore(str)
    for name in PRODUCTS:
        store.append([name])
    view = Gtk.TreeView(model=store, headers_visible=False, enable_search=False)
    view.append_column(Gtk.TreeViewColumn("Product", Gtk.CellRendererText(), text=0))
    return view


def orders() -> None:
    """A form with everything that forms have."""
    window = Window("orders", "Order 2718 - Order desk", 520, 600)
    bar = Gtk.MenuBar()
    for name, items in MENUS.items():
        menu, top = Gtk.Menu(), Gtk.MenuItem(label=name)
        for item in items:
            menu.append(Gtk.MenuItem(label=item))
        top.set_submenu(menu)
        bar.append(top)
        window.places[name] = top
    window.grid.attach(bar, 0, 0, 2, 1)
    window.row("User name", Gtk.Entry())
    window.row("Password", Gtk.Entry(visibility=False))
    window.row("Customer", Gtk.Entry())
    window.row("Country", dropdown(COUNTRIES))
    window.row("Shipping", dropdown(SHIPPING))
    window.row("Card number", Gtk.Entry())
    window.row("IBAN", Gtk.Entry())
    view, scrolled = products(), Gtk.ScrolledWindow(min_content_height=100)
    scrolled.add(view)
    window.row("Products", view, scrolled)
    window.row("Notes", text(110))
    window.button("Save order")
    window.show(40, 30)


def mail() -> None:
    """A mail to write."""
    window = Window("mail", "New message - Mail", 560, 360)
    window.row("To", Gtk.Entry())
    window.row("Subject", Gtk.Entry())
    window.row("Message body", text(200))
    window.button("Send")
    window.show(620, 330)


def vault() -> None:
    """Secrets, in an application that nobody allowed."""
    window = Window("vault", "Vault", 420, 200)
    window.row("Entry", text(120))
    window.show(640, 60)


if __name__ == "__main__":
    {"orders": orders, "mail": mail, "vault": vault}[sys.argv[1]]()
