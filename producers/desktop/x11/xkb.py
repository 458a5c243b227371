"""The few calls of libxkbcommon that are needed, declared for ctypes: its binding has no wheel, only source in C."""

import ctypes
from ctypes import CDLL, POINTER, c_char_p, c_int, c_int32, c_size_t, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from typing import Any

from schemas.errors import HandrailError

DEPRESSED_MODIFIERS = 1 << 0
EFFECTIVE_LAYOUT = 1 << 7
COMPOSING, COMPOSED = 1, 2
CRITICAL = 10  # nothing less is printed

_Declarations = dict[str, tuple[Any, list[Any]]]

_CORE: _Declarations = {
    "xkb_context_new": (c_void_p, [c_int]),
    "xkb_context_unref": (None, [c_void_p]),
    "xkb_context_set_log_level": (None, [c_void_p, c_int]),
    "xkb_keymap_unref": (None, [c_void_p]),
    "xkb_keymap_min_keycode": (c_uint32, [c_void_p]),
    "xkb_keymap_max_keycode": (c_uint32, [c_void_p]),
    "xkb_keymap_num_layouts": (c_uint32, [c_void_p]),
    "xkb_state_new": (c_void_p, [c_void_p]),
    "xkb_state_unref": (None, [c_void_p]),
    "xkb_state_update_key": (c_int, [c_void_p, c_uint32, c_int]),
    "xkb_state_update_mask": (c_int, [c_void_p, *[c_uint32] * 6]),
    "xkb_state_serialize_mods": (c_uint32, [c_void_p, c_int]),
    "xkb_state_serialize_layout": (c_uint32, [c_void_p, c_int]),
    "xkb_state_key_get_one_sym": (c_uint32, [c_void_p, c_uint32]),
    "xkb_keysym_to_utf32": (c_uint32, [c_uint32]),
    "xkb_keysym_get_name": (c_int, [c_uint32, c_char_p, c_size_t]),
    "xkb_compose_table_new_from_locale": (c_void_p, [c_void_p, c_char_p, c_int]),
    "xkb_compose_table_unref": (None, [c_void_p]),
    "xkb_compose_state_new": (c_void_p, [c_void_p, c_int]),
    "xkb_compose_state_feed": (c_int, [c_void_p, c_uint32]),
    "xkb_compose_state_get_status": (c_int, [c_void_p]),
    "xkb_compose_state_get_utf8": (c_int, [c_void_p, c_char_p, c_size_t]),
    "xkb_compose_state_reset": (None, [c_void_p]),
}
_X11: _Declarations = {
    "xkb_x11_setup_xkb_extension": (c_int, [c_void_p, c_uint16, c_uint16, c_int, *[c_void_p] * 4]),
    "xkb_x11_get_core_keyboard_device_id": (c_int32, [c_void_p]),
    "xkb_x11_keymap_new_from_device": (c_void_p, [c_void_p, c_void_p, c_int32, c_int]),
    "xkb_x11_state_new_from_device": (c_void_p, [c_void_p, c_void_p, c_int32]),
}
_XCB: _Declarations = {
    "xcb_connect": (c_void_p, [c_char_p, POINTER(c_int)]),
    "xcb_connection_has_error": (c_int, [c_void_p]),
    "xcb_disconnect": (None, [c_void_p]),
}


@dataclass(frozen=True, slots=True)
class Libraries:
    """The loaded libraries; every function by its own name."""

    core: Any
    x11: Any
    xcb: Any


def load() -> Libraries:
    """Load the libraries.

    Raises:
        HandrailError: one is not installed.
    """
    return Libraries(_declare("libxkbcommon.so.0", _CORE), _declare("libxkbcommon-x11.so.0", _X11), _declare("libxcb.so.1", _XCB))


def _declare(name: str, functions: _Declarations) -> CDLL:
    try:
        library = ctypes.CDLL(name)
    except OSError:
        raise HandrailError(f"The library {name} is missing: install the system's packages for the desktop agent.") from None
    for function, (result, arguments) in functions.items():
        declared = getattr(library, function)
        declared.restype, declared.argtypes = result, arguments
    return library
