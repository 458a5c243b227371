"""A session in real Chromium, step by step as it arrives in the data set: from extension and agent, and from the former alone."""

import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from producers.browser import install
from producers.desktop.home import Home
from tests.producers.browser import chromium, pages
from tests.producers.browser.conftest import HOST, Policy
from tests.producers.browser.test_states import popup
from tests.producers.desktop import desktops
from tests.system.conftest import Process, application, until
from tests.system.test_desktop import Agent, keys, of

POLICY = """
[[rules]]
application = "chromium"
kinds = ["pointer", "button", "wheel", "key", "focus", "element", "selection", "input"]
window_titles = true
"""
CANARY = "wolkenschieber"
STATE = """
Promise.race([
    chrome.runtime?.sendMessage({type: 'status', tab: Number(new URLSearchParams(location.search).get('tab'))})
        .then(found => found.state, () => ''),
    new Promise(late => setTimeout(late, 1000)),
])
"""
PAGE = """
<label>Item <input id=item></label> <label>Passphrase <input type=password id=secret></label>
<label>Colour <select id=colour><option>Red<option>Green<option>Blue</select></label>
<div role=combobox id=size tabindex=0 aria-label=Size aria-expanded=true aria-controls=sizes>pick</div>
<ul role=listbox id=sizes><li role=option id=small>Small<li role=option id=large>Large</ul>
<button id=file aria-haspopup=menu>File</button>
<div role=menu aria-label=File>
<div role=menuitem tabindex=-1>Open</div><div role=menuitem tabindex=-1 id=printing>Print</div>
</div>
<iframe id=frame srcdoc="<label>Note <input id=note></label>" width=300 height=60></iframe>
<div id=host></div><p id=prose>What the page says, in one line.</p>
<button id=route onclick="history.pushState(0, '', '/orders/4711/edit'); document.title = 'Edit'">Edit</button>
<script>
window.root = host.attachShadow({mode: 'closed'});
root.innerHTML = '<label>Amount <input></label>';
</script>
"""


class Hands:
    """Mouse and keyboard of the desktop, over a page."""

    def __init__(self, desktop, page):
        self._do, self._page = desktop.do, page
        self._left, self._top = page.run("[screenX + (outerWidth - innerWidth) / 2, screenY + outerHeight - innerHeight]")

    def at(self, name, dx=0):
        x, y = self._page.place(name)
        return "mousemove", round(x + self._left + dx), round(y + self._top)

    def click(self, name):
        self.did(*self.at(name), "click", 1)

    def did(self, *words):
        self._do(*words)
        time.sleep(0.2)


def play(hands: Hands) -> None:
    """What the person does."""
    hands.click("item")
    hands.did("type", "--delay", 25, "blue notebook")
    hands.did("key", "ctrl+a")
    hands.click("secret")
    hands.did("type", "--delay", 25, CANARY)
    hands.click("colour")
    hands.did("key", "Down", "key", "Return")
    hands.click("large")
    hands.click("file")
    hands.click("printing")
    hands.click("frame.contentDocument.getElementById('note')")
    hands.did("type", "--delay", 25, "ring twice")
    hands.click("root.querySelector('input')")
    hands.did("type", "--delay", 25, "three")
    hands.did(*hands.at("prose"), "click", 5, "click", 5)
    hands.did(*hands.at("prose", -60), "mousedown", 1, "sleep", 0.1, *hands.at("prose"), "sleep", 0.1, *hands.at("prose", 40))
    hands.did("mouseup", 1)
    hands.click("route")
    time.sleep(0.5)


@contextmanager
def shown(browser, url):
    """The page at the front, and recorded."""
    with browser.page(url) as page:
        assert desktops.until(lambda: page.run("location.href + document.readyState") == f"{url}complete", 20)
        with popup(SimpleNamespace(browser=browser), page) as says:
            assert desktops.until(lambda: says.run(STATE) == "recording", 60)
        page.call("Page.bringToFront")
        time.sleep(0.7)
        yield page


@pytest.fixture(scope="module")
def pipeline(stack):
    """A pipeline that takes a pause of five seconds for the end of a trajectory: the script makes none."""
    with application(stack, "handrail-browser") as pipeline:
        pipeline.worker = Process("worker", pipeline, HANDRAIL_SESSIONS__SILENCE="5000")
        pipeline.worker.start()
        pipeline.sink.start()
        yield pipeline


def enrolled(pipeline, desktop, folder, device):
    """A device that may record the browser."""
    agent, policy = Agent(desktop, folder / device, device), folder / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    agent.says("enroll", "Ada", "--device", device, "--policy", str(policy), "--yes", "--dir", str(pipeline.folder))
    return agent


@contextmanager
def window(agent, program, url, *words):
    """The page, recorded, in a Chromium whose host belongs to a device."""
    profile = agent.home.parent / f"{agent.device}-profile"
    command = ["env", f"PYTHONPATH={Path.cwd()}", *HOST, "--home", str(agent.home), *words]
    install.write(Home(agent.home), command, [profile / "NativeMessagingHosts"])
    with chromium.running(program, profile, agent.desktop.environment) as browser, shown(browser, url) as page:
        yield page


@pytest.fixture(scope="module")
def sessions(pipeline, desktop, chromium_program, tmp_path_factory):
    """The trajectories of the session: as extension and agent tell it together, and as the extension does alone."""
    folder = tmp_path_factory.mktemp("devices")
    both, alone = (enrolled(pipeline, desktop, folder, device) for device in ("browser-both", "browser-alone"))
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setitem(pages.PAGES, "/order", PAGE)
        port = stack.enter_context(pages.served())
        stack.enter_context(Policy(install.policy(install.EXTENSION_ID, [f"http://127.0.0.1:{port}"])))
        url = f"http://127.0.0.1:{port}/order"
        below = stack.enter_context(window(alone, chromium_program, url, "--alone"))
        with both.running(), window(both, chromium_program, url) as page:
            play(Hands(desktop, page))
        play(Hands(desktop, below))
    until(lambda: pipeline.dataset.exists() and all(played(pipeline, agent) for agent in (both, alone)), "the trajectories", 90)
    return {"both": played(pipeline, both), "alone": played(pipeline, alone)}


def played(pipeline, agent):
    """The trajectories of a device in which anything was done; to have been at the front is none."""
    return [row for row in of(pipeline, agent) if row["steps"]]


TELLERS = pytest.mark.parametrize("tellers", ["both", "alone"])


@TELLERS
def test_the_script_arrives_step_by_step(sessions, tellers):
    [row] = sessions[tellers]
    found = [(step["kind"], (step["element"] or {}).get("name"), step["option"] or step["text"]) for step in row["steps"]]
    assert found == [
        ("click", "Item", None),
        ("type", "Item", "blue notebook"),
        ("hotkey", "Item", None),
        ("select_option", "Colour", "Green"),
        ("select_option", "Size", "Large"),
        ("click", "File", None),
        ("select_option", "File", "Print"),
        ("click", "Note", None),
        ("click", "Amount", None),  # a frame tells what was typed when the keyboard is elsewhere
        ("type", "Note", "ring twice"),
        ("scroll", None, None),
        ("type", "Amount", "three"),
        ("drag", "", None),
        ("focus", None, None),
        ("click", "Edit", None),
    ]
    assert (row["application"], row["dropped"]) == ("chromium", [])


@TELLERS
def test_steps_have_what_a_model_needs_to_repeat_them_in_the_order_of_their_times(sessions, tellers):
    [row] = sessions[tellers]
    steps = {step["kind"]: step for step in row["steps"]}
    assert steps["hotkey"]["keys"] == ["Control", "a"]
    assert steps["scroll"]["delta_y"] == 2
    drag = [(point["x"], point["y"]) for point in steps["drag"]["path"]]
    assert (drag[-1][0] - drag[0][0], drag[-1][1] - drag[0][1]) == (100, 0)
    assert steps["focus"]["window_title"].endswith("/orders/*/edit")
    clicked = [step for step in row["steps"] if step["kind"] == "click"]
    assert all(step["element"]["x"] <= step["x"] < step["element"]["x"] + step["element"]["width"] for step in clicked)
    times = [step["time"] for step in row["steps"]]
    assert times == sorted(times)


@TELLERS
def test_no_key_of_a_text_or_a_secret_was_sent(sessions, pipeline, tellers):
    """Not even sealed: what was sent is opened here, and its only keys are the shortcut's."""
    [row] = sessions[tellers]
    assert keys(pipeline, row["device_id"]) == ["Control", "a"]
    assert CANARY not in str(row)
