from producers.desktop.x11.line import Line


def test_what_comes_after_an_open_place_waits_for_it() -> None:
    out: list[str] = []
    line = Line(out.append)
    line.put("first")
    fill = line.open()
    line.put("third")
    assert out == ["first"]
    fill("second")
    assert out == ["first", "second", "third"]


def test_places_that_are_filled_in_another_order_keep_theirs() -> None:
    out: list[str] = []
    line = Line(out.append)
    first, second = line.open(), line.open()
    second("second")
    assert out == []
    first("first")
    assert out == ["first", "second"]
