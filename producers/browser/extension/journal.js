// What the popup shows: the last things sent, by kind and role, and never what they hold.

const ROWS = 8;

export class Journal {
  #rows = [];

  /** Note events that were handed on. */
  note(events) {
    for (const { kind, time, element, target, pressed } of events) {
      if (pressed === false) continue; // a click is one thing to a person
      const role = (target ?? element)?.role ?? "";
      const last = this.#rows[0];
      if (last?.kind === kind && last.role === role) Object.assign(last, { time, count: last.count + 1 });
      else this.#rows.unshift({ kind, role, time, count: 1 });
    }
    this.#rows.length = Math.min(this.#rows.length, ROWS);
  }

  get rows() {
    return this.#rows;
  }
}
