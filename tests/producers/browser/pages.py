"""The pages that the extension is tried on, served from loopback; `localhost` is another origin than `127.0.0.1`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FORM = """
<label>City <input id=city></label> <label>Note <textarea id=note></textarea></label>
<label>Colour <select id=colour><option>Red<option>Green<option>Blue</select></label>
<div id=chat contenteditable aria-label=Message style="min-height:20px">received words</div>
<label><input type=checkbox id=agree> Agree</label> <button id=save>Save order</button>
<p id=prose>What the page says.</p>
<button id=route onclick="history.pushState(0, '', '/orders/4711/edit'); document.title = 'Edit'">Edit</button>
"""
ARIA = """
<div role=combobox id=size tabindex=0 aria-label=Size aria-expanded=true aria-controls=sizes aria-activedescendant=s1>pick</div>
<ul role=listbox id=sizes>
<li role=option id=s1>Small<li role=option id=s2>Large<li role=option aria-disabled=true id=s3>None
</ul>
<button id=file aria-haspopup=menu>File</button>
<div role=menu aria-label=File>
<div role=menuitem tabindex=-1 id=first>Open</div><div role=menuitem tabindex=-1 id=second>Print</div>
</div>
<script>
size.onkeydown = e => {
  if (e.key === 'ArrowDown') size.setAttribute('aria-activedescendant', 's2');
  e.stopImmediatePropagation();
};
</script>
"""
SHADOW = """
<div id=open></div><div id=closed></div>
<script>
const inside = '<label>Street <input></label><label>Kind <select><option>A<option>B</select></label><button>Send</button>';
window.roots = ['open', 'closed'].map(mode => document.getElementById(mode).attachShadow({mode}));
for (const root of roots) root.innerHTML = inside;
</script>
"""
FRAMES = """
<iframe id=same src=/inner width=300 height=80></iframe>
<iframe id=other src="http://localhost:PORT/inner" width=300 height=80></iframe>
<iframe id=doc srcdoc="<label>City <input id=city></label>" width=300 height=80></iframe>

"""
INNER = "<label>City <input id=city></label>"
SECRETS = """
<input type=password id=plain>
<input type=password id=shown><button id=show onclick="shown.type='text'">show</button>
<span id=box><input type=password name=swapped id=before></span>
<button id=swap onclick="box.innerHTML='<input name=swapped id=after>'">swap</button>
<input autocomplete="section-a cc-number" id=card><input autocomplete=one-time-code id=code>
<input autocomplete=new-password id=fresh><input id=dots style="-webkit-text-security:disc">
<label>Passwort <input id=labelled></label><label for=far>Security code</label><input id=far>
<input placeholder="Your PIN" id=held><input aria-label="API key" id=key><textarea id=tokens name=passphrase></textarea>
<div contenteditable id=edit aria-label="One-time code" style="min-height:20px"></div>
<select autocomplete=cc-exp-month id=month><option>January<option>May</select>
<div id=open></div><div id=closed></div><iframe id=same src=/secret width=300 height=60></iframe>
<iframe id=other src="http://localhost:PORT/secret" width=300 height=60></iframe>
<iframe id=doc srcdoc="<input type=password id=secret>" width=300 height=60></iframe>
<input id=city>
<script>
window.roots = ['open', 'closed'].map(mode => document.getElementById(mode).attachShadow({mode}));
for (const root of roots) root.innerHTML = '<input type=password><button>show</button>';
for (const root of roots) root.querySelector('button').onclick = () => root.querySelector('input').type = 'text';
</script>
"""
SECRET = """
<div id=host></div>
<script>window.root = host.attachShadow({mode: 'closed'}); root.innerHTML = '<input type=password>'</script>
"""
HOSTILE = """
<form id=form>
<input name=parentElement><input name=getAttribute><input name=getRootNode><input name=labels id=labels aria-label=Plain>
</form>
<img name=activeElement><button id=huge></button><button id=html aria-label="&lt;script&gt;alert(1)&lt;/script&gt;">x</button>
<button id=bidi aria-label="&#x202e;evil&#x2066; name">y</button>
<script>huge.ariaLabel = 'x'.repeat(1 << 20);</script>
"""
PAGES = {
    "/form": FORM, "/aria": ARIA, "/shadow": SHADOW, "/frames": FRAMES, "/inner": INNER, "/secrets": SECRETS, "/secret": SECRET,
    "/hostile": HOSTILE,
}  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        found = PAGES.get(self.path.partition("?")[0], "")
        content = f"<!doctype html><title>Orders</title>{found}".replace("PORT", str(self.server.server_address[1])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@contextmanager
def served() -> Iterator[int]:
    """The port of a server of the pages on 127.0.0.1, where `localhost` leads, too."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
