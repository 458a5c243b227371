// The popup: what happens in this tab, a button to pause, and what was sent last, by kind and never by content.

const WORDS = {
  recording: ["Recording", "Clicks, choices and forms on this site are recorded. Secret fields never are."],
  paused: ["Paused", "Nothing is recorded until you resume."],
  "not allowed here": ["Not allowed here", "Your organisation did not name this site: nothing is recorded on it."],
  "host away": ["Connecting", "Handrail on this computer does not answer just now."],
  "no host": ["Not connected", "Handrail does not run on this computer: nothing is recorded."],
};
const KINDS = {
  button: "click", move: "pointer", wheel: "scroll", key: "key", select: "choice", input: "field", navigate: "page",
};
const find = (id) => document.getElementById(id);

async function tabId() {
  const named = new URLSearchParams(location.search).get("tab");
  return named ? Number(named) : (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id;
}

async function show() {
  const { state, rows, lost } = await chrome.runtime.sendMessage({ type: "status", tab: await tabId() });
  const [headline, why] = WORDS[state];
  document.body.dataset.state = state;
  find("state").textContent = headline;
  find("why").textContent = why;
  find("pause").textContent = state === "paused" ? "Resume" : "Pause";
  find("rows").replaceChildren(...rows.map(row));
  find("lost").textContent = rows.length ? (lost ? `${lost} dropped: nobody took them.` : "") : "Nothing yet.";
}

function row({ kind, role, time, count }) {
  const item = document.createElement("li");
  const texts = [`${KINDS[kind]}${role && role !== "generic" ? `, ${role}` : ""}${count > 1 ? ` × ${count}` : ""}`, new Date(time).toLocaleTimeString()];
  item.append(...texts.map((text) => Object.assign(document.createElement("span"), { textContent: text })));
  return item;
}

find("pause").addEventListener("click", async () => {
  await chrome.runtime.sendMessage({ type: document.body.dataset.state === "paused" ? "resume" : "pause" });
  await show();
});
setInterval(show, 1000); // first: what is asked of a worker that just starts may go unanswered
await show();
