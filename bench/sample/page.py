"""The web page of the sample: an order, as a shop's people see it."""

PAGE = """
<style>
body { font: 14px sans-serif; margin: 16px } label { display: block; margin: 6px 0 } input, select, textarea { width: 300px }
[role=listbox], [role=menu] { border: 1px solid gray; width: 300px; padding: 4px } [role=menu] { position: absolute; top: 46px }
table { position: absolute; left: 420px; top: 60px } td { padding: 4px 12px } iframe { border: 1px solid gray; display: block }
</style>
<button id=order aria-haspopup=menu onclick="actions.hidden = !actions.hidden">Order</button>
<div role=menu aria-label=Order id=actions hidden onclick="actions.hidden = true; summary()">
<div role=menuitem tabindex=-1>Duplicate</div><div role=menuitem tabindex=-1 id=paid>Mark as paid</div>
</div>
<label>User name <input id=user></label> <label>Password <input type=password id=password></label>
<label>Customer <input id=customer></label> <label>Card number <input id=card></label> <label>IBAN <input id=iban></label>
<label>Country <select id=country><option>Denmark<option>Finland<option>Norway<option>Sweden</select></label>
<div role=combobox id=shipping tabindex=0 aria-label=Shipping aria-expanded=true aria-controls=ways>Shipping</div>
<div role=listbox id=ways><div role=option>Pick-up</div><div role=option id=courier>Courier</div></div>
<label>Notes <textarea id=notes rows=3></textarea></label>
<table id=products></table>
<iframe id=frame srcdoc="<label>Message <input id=message></label>" width=300 height=50></iframe>
<p id=terms>All prices are in crowns and without tax, for the whole of the quantity that was ordered.</p>
<div id=host></div>
<script>
document.title = 'Order 2718 - Order desk';
for (const name of ['Paint, white', 'Paint, grey', 'Brush, wide', 'Tape']) products.insertRow().insertCell().append(name);
const root = host.attachShadow({mode: 'closed'});
root.innerHTML = '<button>Save order</button>';
window.save = root.firstChild;
function summary() { history.pushState(0, '', '/orders/2718/summary'); document.title = 'Summary - Order desk'; }
addEventListener('keydown', event => { if (event.ctrlKey && event.key === 's') event.preventDefault(); });
</script>
"""
