// The service worker: decides what may be recorded, stamps what frames tell with the tab's heading, and hands it to the host.

import { Host } from "./host.js";
import { Journal } from "./journal.js";
import { Queue } from "./queue.js";
import { headingOf, includes, originOf, parse } from "./sites.js";

const SETTLED = 200; // milliseconds after which a tab that navigated has its title
const LATEST = 8000; // milliseconds in which policy, pause and host are known, or count as forbidden
const queue = new Queue();
const journal = new Journal();
const host = new Host(queue, tellFrames);
const navigated = new Map(); // tab → timer
let sites = [];
let paused = true; // until it is known

/** Whether a frame of a tab may be recorded: its own origin and the tab's, both. */
function open(tab, origin) {
  return !paused && host.near && includes(sites, originOf(tab?.url)) && includes(sites, origin);
}

async function take({ screen, events, lost }, { tab, frameId, url, origin }) {
  await ready;
  // A page that is being left tells its last when the tab has moved on: then the tab's address is not its own.
  const page = frameId === 0 && originOf(tab.url) !== origin ? { title: "", url } : tab;
  if (!open(page, origin)) return;
  queue.lose(lost);
  hand({ heading: headingOf(page), screen, events });
}

function hand(group) {
  if (group.events.length) queue.put(group);
  journal.note(group.events);
  host.send();
}

/** A tab shows something else: tell it when its title has settled, once for many changes. */
function navigate(id) {
  clearTimeout(navigated.get(id));
  navigated.set(id, setTimeout(async () => {
    navigated.delete(id);
    const tab = await chrome.tabs.get(id).catch(() => null);
    if (!tab?.active || !open(tab, originOf(tab.url))) return;
    hand({ heading: headingOf(tab), screen: null, events: [{ kind: "navigate", time: Date.now(), element: null }] });
  }, SETTLED));
}

/** What a tab's popup says. */
function stateOf(tab) {
  if (paused || host.state === "paused") return "paused";
  if (!includes(sites, originOf(tab?.url))) return "not allowed here";
  return host.state === "recording" ? "recording" : host.near ? "host away" : "no host";
}

/** Let every frame ask anew. */
async function tellFrames() {
  for (const tab of await chrome.tabs.query({})) chrome.tabs.sendMessage(tab.id, { type: "ask" }).catch(() => null);
}

async function setPaused(value) {
  await known;
  paused = value;
  if (value) queue.clear();
  await chrome.storage.local.set({ paused: value });
  host.ask(value ? "pause" : "resume");
  tellFrames();
}

async function readPause() {
  paused = (await chrome.storage.local.get("paused")).paused === true;
}

/** The policy answers late, and first with nothing: nothing is allowed until it names sites. */
async function readSites() {
  sites = parse((await chrome.storage.managed.get("sites").catch(() => ({}))).sites);
  tellFrames();
}

const answers = {
  hello: async (_, { tab, origin }) => {
    await ready;
    return { open: open(tab, origin), pointer: host.path };
  },
  events: take,
  status: async ({ tab }) => ({ state: stateOf(await chrome.tabs.get(tab).catch(() => null)), rows: journal.rows, lost: queue.lost }),
  pause: () => setPaused(true),
  resume: () => setPaused(false),
};

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const fromPopup = !sender.tab || sender.url?.startsWith(chrome.runtime.getURL(""));
  const allowed = fromPopup ? ["status", "pause", "resume"] : ["hello", "events"];
  if (!allowed.includes(message?.type)) return false;
  Promise.resolve(answers[message.type](message, sender)).then((answer) => reply(answer ?? {}));
  return true;
});
chrome.storage.managed.onChanged.addListener(readSites);
chrome.tabs.onUpdated.addListener((id, change) => {
  if (change.url) navigate(id);
});
const known = readPause();
// A worker that was suspended is woken by what a frame tells: that waits until the worker knows again what may be recorded.
const late = new Promise((resolve) => setTimeout(resolve, LATEST)); // then what is not known counts as forbidden
const ready = Promise.race([Promise.all([known, readSites(), host.connect()]), late]);
