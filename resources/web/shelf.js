// Where the page keeps what survives a reload: names with JSON values, seen by all tabs of one browser.
// Its own storage; inside widget.js's frame, where browsers may forbid that, the storage of the page
// around it; without either, memory.

const PREFIX = 'handoff.';
const ANSWER_MS = 3000; // a page around us that is no widget.js does not answer

/** A key of the one who wrote it; when his page goes, its value is left to whoever comes next. */
const OWN = 'tab.';
const LEFT = 'left.';

class OwnShelf {
  lasting = true;
  #written = new Set();
  #gone = false;

  constructor() {
    localStorage.setItem(`${PREFIX}test`, '1'); // throws where it is forbidden
    localStorage.removeItem(`${PREFIX}test`);
    addEventListener('pagehide', () => {
      for (const key of this.#written) {
        const value = this.get(key);
        this.remove(key);
        if (value !== null) this.set(key.replace(OWN, LEFT), value);
      }
      this.#gone = true; // what fails because the page goes is written no more
    });
  }

  get(key) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  }

  set(key, value) {
    if (this.#gone) return;
    if (key.startsWith(OWN)) this.#written.add(key);
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // full: what is on the screen stays there
    }
  }

  remove(key) {
    this.#written.delete(key);
    localStorage.removeItem(PREFIX + key);
  }

  keys() {
    return Object.keys(localStorage).filter((k) => k.startsWith(PREFIX)).map((k) => k.slice(PREFIX.length));
  }

  /** `changed(key)`: another tab wrote it. */
  onChange(changed) {
    addEventListener('storage', (event) => {
      if (event.storageArea !== localStorage) return;
      if (event.key === null) changed('session');
      else if (event.key.startsWith(PREFIX)) changed(event.key.slice(PREFIX.length));
    });
  }
}

/** Memory, and when `tell` is given a copy of what widget.js keeps for us. */
class CopiedShelf {
  #entries;
  #tell;
  #listeners = [];

  constructor(entries = {}, tell = null) {
    this.#entries = new Map(Object.entries(entries));
    this.#tell = tell;
    this.lasting = tell !== null;
  }

  get(key) { return this.#entries.get(key) ?? null; }

  set(key, value) {
    this.#entries.set(key, value);
    this.#tell?.({ type: 'keep', key, value });
  }

  remove(key) {
    this.#entries.delete(key);
    this.#tell?.({ type: 'keep', key, value: null });
  }

  keys() { return [...this.#entries.keys()]; }

  onChange(changed) { this.#listeners.push(changed); }

  /** Another tab of the site around us wrote. */
  changed(key, value) {
    if (value === null) this.#entries.delete(key);
    else this.#entries.set(key, value);
    this.#listeners.forEach((listener) => listener(key));
  }
}

/**
 * The page around us as a shelf, or null. It is told nothing before it has answered, and then only at
 * the origin that answered; what it keeps came from us, so nobody learns another site's session.
 */
function askAround() {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ANSWER_MS);
    let around = null;
    let shelf = null;
    addEventListener('message', ({ source, origin, data }) => {
      if (source !== parent || data?.source !== 'handoff-widget' || (around ?? origin) !== origin) return;
      if (data.type === 'kept' && !shelf) {
        around = origin;
        clearTimeout(timer);
        shelf = data.entries && new CopiedShelf(data.entries,
          (message) => parent.postMessage({ source: 'handoff', ...message }, around));
        resolve(shelf);
      } else if (data.type === 'changed') {
        shelf?.changed(data.key, data.value);
      }
    });
    parent.postMessage({ source: 'handoff', type: 'shelf' }, '*'); // holds nothing
  });
}

/** The best shelf there is; `lasting` false: all is forgotten with this page. */
export async function openShelf(embedded) {
  try {
    return new OwnShelf();
  } catch {
    return (embedded && await askAround()) || new CopiedShelf();
  }
}

/** Takes what tabs that are gone have left: their values. `alive(value)` spares those of running ones. */
export function takeLeft(shelf, alive) {
  const values = [];
  for (const key of shelf.keys()) {
    const value = key.startsWith(LEFT) || key.startsWith(OWN) ? shelf.get(key) : null;
    if (!value || (key.startsWith(OWN) && alive(value))) continue;
    shelf.remove(key);
    values.push(value);
  }
  return values;
}
