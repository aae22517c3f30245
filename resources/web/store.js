// What survives a reload: the session's name and token, the draft, messages not yet delivered.
// Without storage (private mode, blocked by the browser) everything lives as long as the page.

const memory = new Map();

function read(key, fallback) {
  try {
    const text = localStorage.getItem(`handoff.${key}`);
    return text === null ? fallback : JSON.parse(text);
  } catch {
    return memory.has(key) ? memory.get(key) : fallback;
  }
}

function write(key, value) {
  memory.set(key, value);
  try {
    localStorage.setItem(`handoff.${key}`, JSON.stringify(value));
  } catch {
    // memory has it
  }
}

function random(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, '0'))
    .join('');
}

/** A UUID; crypto.randomUUID does not exist on plain http. */
export function uuid() {
  const h = random(16);
  const variant = '89ab'[parseInt(h[16], 16) & 3];
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
}

/** The customer's session: its long random name is what gives access to it. */
export class Identity {
  constructor() {
    const saved = read('session', null);
    if (saved && typeof saved.name === 'string') Object.assign(this, { name: saved.name, token: saved.token, created: saved.created === true });
    else this.renew();
  }

  /** A new name; the server hears of it with the first message. */
  renew() {
    this.name = `session_${Date.now()}_${random(16)}_${random(8)}`;
    this.token = null;
    this.created = false;
    this.save();
  }

  /** Another tab may have written: true when this tab now shows a stale session. */
  isStale() {
    return read('session', this).name !== this.name;
  }

  save() {
    write('session', { name: this.name, token: this.token, created: this.created });
  }
}

export const draft = {
  load: () => String(read('draft', '')),
  save: (text) => write('draft', text),
};

/** Own messages without an answer of the server: `[{key, content, route, ts, accepted}]`. */
export const outbox = {
  load: () => [].concat(read('outbox', [])).filter((m) => m && m.key && m.content),
  /** Called at every change, writes only what differs. */
  save(messages) {
    const text = JSON.stringify(messages);
    if (text !== this.saved) write('outbox', messages);
    this.saved = text;
  },
};
