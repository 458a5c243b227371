"""What a key gives: its character or W3C name, as the layout in force makes it, with groups, AltGr, dead keys and Compose."""

from ctypes import create_string_buffer
from typing import Any

from producers.desktop.x11 import xkb
from producers.desktop.x11.names import UNIDENTIFIED, w3c_name
from schemas.errors import HandrailError
from schemas.events import MODIFIERS, NO_MODIFIER, Modifier

_REAL_MODIFIERS = 0xFF  # of the state that X sends with every event
_DOWN = 1
_USUAL_LOCALE = "en_US.UTF-8"  # most others have its sequences, too


class Keymap:
    """The keyboard of a display. To be used by one thread."""

    def __init__(self, display: str) -> None:
        self._display = display
        self._libraries: Any = None
        self._context: Any = None
        self._connection: Any = None
        self._device = 0
        self._keymap: Any = None
        self._state: Any = None
        self._compose: Any = None
        self._masks: list[tuple[int, Modifier]] = []

    def open(self, locale: str) -> None:
        """Connect and load the layout; Compose works as in `locale`, such as `de_DE.UTF-8`, if that has any.

        Raises:
            HandrailError: a library is missing, or the display has no XKB keyboard.
        """
        self._libraries = xkb.load()
        xcb, x11, core = self._libraries.xcb, self._libraries.x11, self._libraries.core
        self._connection = xcb.xcb_connect(self._display.encode(), None)
        if xcb.xcb_connection_has_error(self._connection) or not x11.xkb_x11_setup_xkb_extension(
            self._connection, 1, 0, 0, None, None, None, None
        ):
            raise HandrailError(f"The display {self._display} has no keyboard that can be read (XKB).")
        self._context = core.xkb_context_new(0)
        core.xkb_context_set_log_level(self._context, xkb.CRITICAL)
        self._device = x11.xkb_x11_get_core_keyboard_device_id(self._connection)
        self._compose = self._composer(locale)
        self.reload()

    def close(self) -> None:
        """Disconnect and free."""
        if self._libraries is None:
            return
        core = self._libraries.core
        for free, held in (
            (core.xkb_state_unref, self._state),
            (core.xkb_keymap_unref, self._keymap),
            (core.xkb_context_unref, self._context),
            (self._libraries.xcb.xcb_disconnect, self._connection),
        ):
            if held:
                free(held)
        self._libraries = self._state = self._keymap = self._context = self._connection = None

    def reload(self) -> None:
        """Take the layout that is in force now; the one before stays where there is none."""
        core, x11 = self._libraries.core, self._libraries.x11
        keymap = x11.xkb_x11_keymap_new_from_device(self._context, self._connection, self._device, 0)
        if not keymap:
            return
        if self._keymap:
            core.xkb_state_unref(self._state)
            core.xkb_keymap_unref(self._keymap)
        self._keymap, self._state = keymap, core.xkb_state_new(keymap)
        self._masks = self._modifier_masks()
        self.forget()

    def press(self, keycode: int, state: int) -> str:
        """The character or W3C name that a press gives, under the modifiers of an X `state`; `Dead` within a sequence."""
        core = self._libraries.core
        core.xkb_state_update_mask(self._state, state & _REAL_MODIFIERS, 0, 0, 0, 0, self._group())
        symbol = core.xkb_state_key_get_one_sym(self._state, keycode)
        name = self._name(symbol)
        if not self._compose:
            return name
        core.xkb_compose_state_feed(self._compose, symbol)
        return self._composed(name)

    def modifiers(self, state: int) -> Modifier:
        """The modifiers of an X `state`."""
        held = NO_MODIFIER
        for mask, modifier in self._masks:
            if state & mask:
                held |= modifier
        return held

    def forget(self) -> None:
        """Begin anew with dead keys: what follows goes elsewhere."""
        if self._compose:
            self._libraries.core.xkb_compose_state_reset(self._compose)

    def _group(self) -> int:
        """The group in force. The state of a recorded event does not tell it, so it is asked where there are several."""
        core = self._libraries.core
        if core.xkb_keymap_num_layouts(self._keymap) < 2:
            return 0
        now = self._libraries.x11.xkb_x11_state_new_from_device(self._keymap, self._connection, self._device)
        if not now:
            return 0
        group = core.xkb_state_serialize_layout(now, xkb.EFFECTIVE_LAYOUT)
        core.xkb_state_unref(now)
        return int(group)

    def _name(self, symbol: int) -> str:
        core, buffer = self._libraries.core, create_string_buffer(64)
        core.xkb_keysym_get_name(symbol, buffer, len(buffer))
        character = chr(core.xkb_keysym_to_utf32(symbol))
        return w3c_name(buffer.value.decode("ascii", "replace"), character if character.isprintable() else "")

    def _composed(self, name: str) -> str:
        core = self._libraries.core
        status = core.xkb_compose_state_get_status(self._compose)
        if status == xkb.COMPOSING:
            return name if name == "Compose" or name in MODIFIERS else "Dead"
        if status != xkb.COMPOSED:
            return name
        buffer = create_string_buffer(64)
        core.xkb_compose_state_get_utf8(self._compose, buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") or UNIDENTIFIED

    def _composer(self, locale: str) -> Any:
        core = self._libraries.core
        for name in (locale, _USUAL_LOCALE):
            if table := core.xkb_compose_table_new_from_locale(self._context, name.encode(), 0):
                break
        else:
            return None
        state = core.xkb_compose_state_new(table, 0)
        core.xkb_compose_table_unref(table)
        return state

    def _modifier_masks(self) -> list[tuple[int, Modifier]]:
        """Which bit each modifier sets: the layout says so, key by key."""
        core = self._libraries.core
        masks = {}
        for keycode in range(core.xkb_keymap_min_keycode(self._keymap), core.xkb_keymap_max_keycode(self._keymap) + 1):
            state = core.xkb_state_new(self._keymap)
            modifier = MODIFIERS.get(self._name(core.xkb_state_key_get_one_sym(state, keycode)))
            if modifier is not None:
                core.xkb_state_update_key(state, keycode, _DOWN)
                masks[core.xkb_state_serialize_mods(state, xkb.DEPRESSED_MODIFIERS) & _REAL_MODIFIERS] = modifier
            core.xkb_state_unref(state)
        return [(mask, modifier) for mask, modifier in masks.items() if mask]
