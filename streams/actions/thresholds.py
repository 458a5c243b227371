"""What counts as a double click, a drag, a stuck key. All limits travel in every trajectory, to say how it was reduced."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of the reducer, in milliseconds and pixels of the screen; a limit itself still counts as within.

    Attributes:
        multi_click_ms: press to press; DuckTrack and AgentNetTool.
        double_click_px: from the first press to the second; DuckTrack and AgentNetTool.
        triple_click_px: from the first press to the third; DuckTrack.
        drag_px: from press to release, with a move between, and more is a drag; AgentNetTool.
        path_interval_ms: one point of a path for each, 20 Hz; OWA (rrweb samples at 50 ms too).
        path_tolerance_px: Douglas-Peucker's, half the distance that still is one click.
        target_ms: from the naming of a pointer's target to its event; ours.
        wait_ms: between two steps, and more is a wait, and parts no choice; PC Tracker (OWA cuts an idle stretch after 5 s).
        choice_ms: from the click or key that chose an option to its selection, where nothing else tells that it did; ours.
        scroll_gap_ms: from notch to notch of one scroll; ours: other reducers have none and join what is minutes apart.
        modifier_hold_ms: a modifier held for longer counts as stuck, its release lost; ours.
        hotkey_letters: different characters typed in one hold of a modifier, and more is text: the modifier is stuck; ours.
        snapshot_characters: of all snapshots of a text; with more it is withheld as oversize; ours, 20 times what an essay gives.
        rules: raised whenever the reducer's rules change.
    """

    multi_click_ms: int = 500
    double_click_px: int = 4
    triple_click_px: int = 5
    drag_px: int = 6
    path_interval_ms: int = 50
    path_tolerance_px: float = 2.0
    target_ms: int = 1_000
    wait_ms: int = 6_000
    choice_ms: int = 500
    scroll_gap_ms: int = 5_000
    modifier_hold_ms: int = 5_000
    hotkey_letters: int = 3
    snapshot_characters: int = 2_000_000
    rules: int = 3
