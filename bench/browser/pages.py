"""The pages of the benchmark: one to work on, a long one, and one of many frames."""

WORK, LONG, FRAMES = "/work", "/long", "/many"
LONG_ROWS, MANY = 250, 50

_ROW = "<tr><td>Order {0}<td><label>Note <input></label><td><select><option>A<option>B</select><td><button>Save</button></tr>"

PAGES = {
    WORK: """
<label>City <input id=city></label> <label>Colour <select id=colour><option>Red<option>Green<option>Blue</select></label>
<button id=save>Save order</button>
<ul role=listbox aria-label=Sizes><li role=option id=small>Small<li role=option id=large>Large</ul>
<p id=prose>What the page says.</p>
""",
    LONG: "<table>" + "".join(_ROW.format(number) for number in range(LONG_ROWS)) + "</table>",
    FRAMES: "<iframe src=/inner width=90 height=40></iframe>" * MANY,
}
