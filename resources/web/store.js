// What survives a reload: the session's name and token, what was seen of it, and per tab the draft and
// the messages not yet delivered.

import { takeLeft } from './shelf.js';

const LEASE_RENEW_MS = 20000;
const LEASE_MS = 180000; // a hidden tab's timers run once a minute

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

/**
 * The customer's session, one for all tabs: its long random name is what gives access to it, `token` is
 * given to who made it, `created` once the server knows it. Only `refresh` takes over what another tab
 * wrote, and tells; so nobody acts on half a change.
 */
export class Identity {
  name = null;
  token = null;
  created = false;
  #shelf;
  #changed = () => {};

  constructor(shelf) {
    this.#shelf = shelf;
    shelf.onChange((key) => { if (key === 'session') this.refresh(); });
    if (!this.refresh()) this.rename();
  }

  /** `changed(renamed)`: the session is another one, or the server knows it now. */
  onChange(changed) { this.#changed = changed; }

  /** Takes what the shelf holds; true when there was something new. */
  refresh() {
    const saved = this.#shelf.get('session');
    if (typeof saved?.name !== 'string') return false;
    const { name, token = null, created } = saved;
    const renamed = name !== this.name;
    if (!renamed && token === this.token && (created === true) === this.created) return false;
    Object.assign(this, { name, token, created: created === true });
    this.#changed(renamed);
    return true;
  }

  /** Another session; the server hears of it with the first message. */
  renew() {
    this.rename();
    this.#changed(true);
  }

  /** Another name for a session in which nothing was said yet. */
  rename() {
    this.#write({ name: this.#newName(), token: null, created: false });
  }

  /** The server knows session `name`. Another tab's session that it knew first stays. */
  establish(name, token) {
    this.refresh();
    if (this.name !== name) return;
    if (this.created && (this.token || !token)) return;
    this.#write({ name, token: token || this.token, created: true });
    this.#changed(false);
  }

  #newName() {
    return `session_${Date.now()}_${random(16)}_${random(8)}`;
  }

  #write(session) {
    Object.assign(this, session);
    this.#shelf.set('session', session);
  }
}

/** Tells the other tabs of news they get no event of: what the customer wrote here. */
export class Tabs {
  #shelf;

  constructor(shelf) { this.#shelf = shelf; }

  tell() { this.#shelf.set('news', uuid()); }

  onNews(listener) { this.#shelf.onChange((key) => { if (key === 'news') listener(); }); }
}

/** Until when the customer has seen session `name`, for all tabs; null when nobody noted it. */
export class Seen {
  #shelf;

  constructor(shelf) { this.#shelf = shelf; }

  of(name) {
    const seen = this.#shelf.get('seen');
    return seen?.name === name ? seen.until : null;
  }

  note(name, until) {
    if (until > (this.of(name) ?? -1)) this.#shelf.set('seen', { name, until });
  }
}

/**
 * Of this tab: the draft, and own messages without an answer of the server
 * (`[{key, content, route, ts}]`). When a tab is gone, the next one takes them.
 */
export class Outbox {
  /** `onDraft(text)`: another tab's draft became ours. */
  onDraft = () => {};
  #shelf;
  #key = `tab.${random(8)}`;
  #record = { draft: '', messages: [] };
  #saved = '';
  #savedAt = 0;

  constructor(shelf) { this.#shelf = shelf; }

  get draft() { return this.#record.draft; }

  set draft(text) {
    this.#record.draft = text;
    this.#save();
  }

  set messages(messages) {
    this.#record.messages = messages;
    this.#save();
  }

  /** Messages of tabs that are gone; their drafts become ours. Called now and then, which renews our lease. */
  takeOver() {
    this.#save();
    const left = takeLeft(this.#shelf, ({ at }) => Date.now() - at < LEASE_MS);
    const drafts = left.map((record) => record.draft).filter(Boolean);
    if (drafts.length) {
      this.draft = [this.draft, ...drafts].filter(Boolean).join('\n');
      this.onDraft(this.draft);
    }
    return left.flatMap((record) => record.messages || []).filter((m) => m?.key && m.content);
  }

  /** Called at every change and now and then; writes what differs, or that this tab still lives. */
  #save() {
    const { draft, messages } = this.#record;
    const text = JSON.stringify(this.#record);
    if (text === this.#saved && Date.now() - this.#savedAt < LEASE_RENEW_MS) return;
    this.#saved = text;
    this.#savedAt = Date.now();
    if (draft || messages.length) this.#shelf.set(this.#key, { ...this.#record, at: this.#savedAt });
    else this.#shelf.remove(this.#key);
  }
}
