// Events that wait for the host: so many at most; what finds no room is dropped, the oldest first, and counted.

const MOST_EVENTS = 2_000;
const BATCH = 100_000; // characters of JSON

export class Queue {
  #groups = [];
  #count = 0;
  #sequence = 0;
  #sent = null;
  #session = crypto.randomUUID();
  lost = 0;

  /** Put in events of one frame, in order. */
  put(group) {
    this.#groups.push(group);
    this.#count += group.events.length;
    while (this.#count > MOST_EVENTS) this.#drop(this.#groups.shift());
  }

  /** Count what found no room before it came here. */
  lose(count) {
    this.lost += count;
  }

  /** Drop everything, and count it. */
  clear() {
    for (const group of this.#groups.splice(0)) this.#drop(group);
    for (const group of this.#sent?.groups ?? []) this.lost += group.events.length;
    this.#sent = null;
  }

  #drop(group) {
    this.#count -= group.events.length;
    this.lost += group.events.length;
  }

  /** The next message; the one that was not acknowledged is the next again. Null if nothing waits. */
  next() {
    if (this.#sent) return this.#sent;
    const groups = this.#take();
    if (!groups.length && !this.lost) return null;
    this.#sequence += 1;
    this.#sent = { type: "events", session: this.#session, sequence: this.#sequence, lost: this.lost, groups };
    this.lost = 0;
    return this.#sent;
  }

  #take() {
    const groups = [];
    for (let size = 0; this.#groups.length && size < BATCH; ) {
      const group = this.#groups.shift();
      this.#count -= group.events.length;
      size += JSON.stringify(group).length;
      groups.push(group);
    }
    return groups;
  }

  /** The host has taken in the message that was sent last. */
  acknowledge() {
    this.#sent = null;
  }
}
