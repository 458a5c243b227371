"""What a person does on a page arrives behind the host as it was meant, and what the page does by itself does not."""

import time

from schemas.events import Button, ElementEvent, Focus, Input, Key, Pointer, Selection, Wheel


def of(events, kind):
    return [event for event in events if isinstance(event, kind)]


def inputs(events):
    return [(event.input_type, event.data) for event in of(events, Input)]


def choices(events):
    return [(event.element.role, event.element.name, event.option, event.index) for event in of(events, Selection)]


def targets(events):
    return [(event.element.role, event.element.name) for event in of(events, ElementEvent) if not event.focused]


def test_a_form_is_told_by_its_final_values_its_keys_by_name_and_its_clicks_by_element(anywhere):
    world = anywhere
    with world.page("/form") as page:
        world.ready(page)
        page.click("city")
        page.type("romx")
        page.press("Backspace", "e", "Tab")
        page.type("two lines")
        page.click("save")
        page.click("agree")
        page.press("s", modifiers=2)
        page.click("prose")
        events = world.settled()
        context = world.recorder.stamped[-1][1]
    assert inputs(events) == [("change", "rome"), ("change", "two lines")]
    assert [event.key for event in of(events, Key)] == ["Tab", "Control", "s"]
    assert targets(events) == [("textbox", "City"), ("button", "Save order"), ("checkbox", "Agree"), ("generic", "")]
    assert [event.pressed for event in of(events, Button)] == [True, False] * 4
    assert (context.application, context.window_title) == ("chromium", f"Orders | 127.0.0.1:{world.port}/form")


def test_an_element_has_a_selector_and_bounds_on_the_screen(world):
    with world.page("/form") as page:
        world.ready(page)
        page.click("save")
        (down,) = [event for event in of(world.settled(), Button) if event.pressed]
        (target,) = [event.element for event in world.recorder.events if isinstance(event, ElementEvent)]
    assert target.identifier == "button#save"
    assert target.x <= down.x <= target.x + target.width
    assert target.y <= down.y <= target.y + target.height


def test_choices_from_a_select_are_told_once_with_label_and_index(world):
    with world.page("/form") as page:
        world.ready(page)
        page.run("colour.focus()")
        page.press("ArrowDown", "ArrowDown")
        events = world.settled()
    assert choices(events) == [("combobox", "Colour", "Green", 1), ("combobox", "Colour", "Blue", 2)]


def test_choices_from_aria_lists_and_menus_by_mouse_and_keys(world):
    with world.page("/aria") as page:
        world.ready(page)
        page.click("s2")
        page.click("s3")
        page.click("file")
        page.click("second")
        page.run("size.focus()")
        page.press("ArrowDown", "Enter")
        page.run("first.focus()")
        page.press("Enter")
        events = world.settled()
    chosen = [(name, option, index) for _, name, option, index in choices(events)]
    assert chosen == [("Size", "Large", 1), ("File", "Print", -1), ("Size", "Large", 1), ("File", "Open", -1)]


def test_shadow_roots_open_and_closed_are_looked_into(world):
    with world.page("/shadow") as page:
        world.ready(page)
        for root in ("roots[0]", "roots[1]"):
            page.click(f"{root}.querySelector('input')")
            page.type("high")
            page.click(f"{root}.querySelector('button')")
            page.run(f"{root}.querySelector('select').focus()")
            page.press("ArrowDown")
        events = world.settled()
    assert inputs(events) == [("change", "high")] * 2
    assert choices(events) == [("combobox", "Kind", "B", 1)] * 2
    assert targets(events) == [("textbox", "Street"), ("button", "Send")] * 2


def test_frames_of_allowed_origins_are_recorded_under_the_tabs_heading(world):
    with world.page("/frames") as page:
        world.ready(page)
        places = [(x - 50, y - 22) for x, y in map(page.place, ("same", "other", "doc"))]
        world.ready(page, *places)
        for frame, place in zip(("same", "other", "doc"), places, strict=True):
            page.click_at(*place)
            page.type(frame)
        page.press("Tab")
        page.click_at(990, 600)
        inputs_seen = inputs(world.settled())
        headings = {context.window_title for _, context in world.recorder.stamped}
    assert sorted(inputs_seen) == [
        ("change", "doc"),
        ("change", "other"),
        ("change", "same"),
    ]  # each frame tells its own in its own time
    assert headings == {f"Orders | 127.0.0.1:{world.port}/frames"}


def test_of_text_that_others_wrote_only_what_the_person_typed_is_told_and_of_a_paste_nothing(world):
    with world.page("/form") as page:
        page.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        world.ready(page)
        page.click("chat")
        page.type("yes")
        page.click("city")
        page.type("to ")
        page.paste("pasted words")
        page.click("save")
        events = world.settled()
        value = page.run("city.value")
    assert value == "to pasted words"
    assert inputs(events) == [("insertText", "yes"), ("change", "to "), ("insertFromPaste", None)]


def test_a_route_of_the_page_is_told_without_what_may_be_an_id(world):
    with world.page("/form") as page:
        world.ready(page)
        page.click("route")
        events = world.settled()
        page.click("city")
        world.settled()
        heading = world.recorder.stamped[-1][1].window_title
    assert heading == f"Edit | 127.0.0.1:{world.port}/orders/*/edit"
    assert all("4711" not in event.window_title for event in of(events, Focus))


def test_a_drag_has_a_path_and_the_wheel_notches(world):
    with world.page("/form") as page:
        world.ready(page)
        page.drag("prose", (20, 5), (60, 10), (120, 20))
        page.wheel("prose", 3)
        events = world.settled()
    down, up = of(events, Button)
    assert (up.x - down.x, up.y - down.y) == (120, 20)
    assert len(of(events, Pointer)) >= 2
    assert [event.delta_y for event in of(events, Wheel)] == [3]


def test_what_a_page_makes_up_is_ignored_however_much_and_cannot_be_heard_by_it(world):
    with world.page("/form") as page:
        world.ready(page)
        page.run(
            "(() => { for (let i = 0; i < 10000; i++) { save.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));"
            "save.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); save.click(); city.focus();"
            "city.dispatchEvent(new InputEvent('input', {data: 'x', bubbles: true})); }"
            "window.postMessage({type: 'events', events: []}, '*'); })()"
        )
        events = world.settled()
        seen = page.run(
            "[typeof window.handrail, typeof window.chrome?.runtime?.sendMessage, document.all[0].outerHTML.length < 2000]"
        )
        page.click("save")
        assert targets(world.settled()) == [("button", "Save order")]
    assert events == []
    assert seen == ["undefined", "undefined", True]


def test_hostile_names_are_cut_and_tidied_and_a_form_that_hides_its_own_properties_harms_nothing(world):
    with world.page("/hostile") as page:
        world.ready(page)
        for name in ("huge", "html", "bidi", "labels"):
            page.click(f"document.getElementById('{name}')")
        page.type("fine")
        page.click("html")
        time.sleep(0.1)
        events = world.settled()
    names = [name for _, name in targets(events)]
    assert names == ["x" * 120, "<script>alert(1)</script>", "evil name", "Plain", "<script>alert(1)</script>"]
    assert world.recorder.dropped == {}
