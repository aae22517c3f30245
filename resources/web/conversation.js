// What the page knows of one session: its state and its messages, merged from answers, events and
// what the customer just wrote. No network, no DOM.

import { uuid } from './store.js';

const HISTORY_LIMIT = 50;
const CLOCK_TOLERANCE_S = 10;

/** The local message without id is the stored `entry`; of an interrupted answer we hold the beginning. */
function isSame(local, entry) {
  if (entry.client_message_id) return entry.client_message_id === local.key;
  if (local.role !== entry.role || entry.timestamp < local.ts - CLOCK_TOLERANCE_S) return false;
  const ours = local.content.trim();
  const theirs = entry.content.trim();
  return local.role === 'assistant' ? theirs.startsWith(ours) : theirs === ours;
}

/**
 * A message: `key` (stable for the view; the client_message_id of own ones), `id` (the server's, null until
 * known), `role`, `content`, `ts`, `agentName`. Own ones also have `route` (`ai` or `agent`), `state`
 * (`sending`, `sent`, `failed`), `reason` of a failure and `answered` (of the server: does the AI's answer
 * stand?). `open`: an answer still being written.
 */
export class Conversation {
  messages = [];
  status = 'none';
  version = 0;
  agentName = '';
  mail = {};       // after hours: was the staff told?
  position = null;
  answering = false; // the server says: the AI is at the last question
  truncated = false;
  #clockOffset = 0;

  get isPending() { return this.status === 'pending_manual'; }
  get isLive() { return this.status === 'manual_live'; }

  /** After hours: whether the staff could be told is not decided yet. */
  get isMailing() { return this.status === 'after_hours_email' && !this.mail.sent && !this.mail.error; }

  setServerTime(seconds) {
    this.#clockOffset = seconds - Date.now() / 1000;
  }

  /** The server's time now, so that own messages sort among the others. */
  now() {
    return Date.now() / 1000 + this.#clockOffset;
  }

  /** Takes a state unless a newer one is known. */
  setStatus(status, version, agentName) {
    if (version < this.version) return;
    this.version = version;
    if (status !== this.status) this.mail = {}; // that was about another night
    this.status = status;
    if (status === 'manual_live' && agentName) this.agentName = agentName;
    if (status !== 'pending_manual') this.position = null;
  }

  /** A message the customer just wrote. */
  addOwn(content, route) {
    return this.#insert({ key: uuid(), id: null, role: 'user', content, route, state: 'sending',
      ts: this.#nextTime() });
  }

  /** An own message that was not acknowledged, of an earlier page load or of another session (`kept`). */
  restore({ key, content, route, ts }, reason = 'network') {
    return this.#insert({ key, id: null, role: 'user', content, route, state: 'failed', reason, ts });
  }

  /** The bubble the AI's answer to `question` streams into. */
  addAnswer(question) {
    return this.#insert({ key: uuid(), id: null, role: 'assistant', content: '', open: true,
      after: question, ts: this.#nextTime() });
  }

  /** A `manual_message` event; null when it is known already. */
  addEvent(event) {
    if (this.#byId(event.message_id)) return null;
    return this.#insert({ key: event.message_id, id: event.message_id, role: event.role,
      content: event.content, ts: event.timestamp,
      agentName: event.agent_name || event.agent_info?.agent_name || '' });
  }

  /** The server acknowledged an own message. */
  acknowledge(message, id, ts) {
    const twin = this.#byId(id);
    if (twin && twin !== message) this.remove(twin);
    Object.assign(message, { id, ts, state: 'sent', reason: null });
    this.#sort();
  }

  fail(message, reason, extra = {}) {
    Object.assign(message, { state: 'failed', reason }, extra);
  }

  remove(message) {
    this.messages = this.messages.filter((m) => m !== message);
  }

  /**
   * Merges `session` (SessionState); returns the messages that are new. `settled`: no turn is running, so
   * what the server's history does not hold of finished turns goes away. Of a state that was overtaken by a
   * newer one on its way only the messages are news.
   */
  merge(session, { position = null, answering = this.answering }, settled) {
    const isNewest = session.version >= this.version;
    if (isNewest) {
      this.setStatus(session.status, session.version, session.assigned_agent?.name);
      this.position = this.isPending ? position : null;
      this.mail = session.mail || {};
      this.answering = answering;
    }
    const history = session.history || [];
    this.truncated ||= history.length >= HISTORY_LIMIT;
    const added = [];
    for (const entry of history) {
      const known = this.#byId(entry.id);
      if (known) {
        if (isNewest) Object.assign(known, { answered: entry.answered, content: entry.content });
        continue;
      }
      const own = this.messages.find((m) => m.id === null && !m.open && isSame(m, entry));
      if (own) {
        Object.assign(own, { id: entry.id, ts: entry.timestamp, content: entry.content, answered: entry.answered,
          state: own.state && 'sent', reason: null });
      } else {
        const message = { key: entry.client_message_id || entry.id, id: entry.id, role: entry.role,
          content: entry.content, ts: entry.timestamp, answered: entry.answered, agentName: entry.agent_name || '' };
        if (entry.role === 'user') message.state = 'sent';
        this.messages.push(message);
        added.push(message);
      }
    }
    if (settled) {
      this.messages = this.messages.filter((m) => m.id !== null || m.open || m.state === 'sending'
        || m.state === 'failed');
    }
    this.#sort();
    return added;
  }

  /** The last question to the AI, when nobody is at it and it has no whole answer; else null. */
  get unanswered() {
    if (this.answering || this.isPending || this.isLive) return null;
    const last = this.messages.findLast((m) => m.role === 'user' || m.role === 'agent');
    return last?.answered === false ? last : null;
  }

  /** The beginning of an answer to `question` stands. */
  isPartlyAnswered(question) {
    return this.messages[this.messages.indexOf(question) + 1]?.role === 'assistant';
  }

  /** Own messages on their way to a person, or stopped on it by the network, oldest first. */
  undeliveredTo(route) {
    return this.messages.filter((m) => m.role === 'user' && m.id === null && m.route === route
      && (m.state === 'sending' || m.reason === 'network' || m.reason === 'rate'));
  }

  /** The oldest of them, unless it has to wait. */
  nextToSend() {
    const [first] = this.undeliveredTo('agent');
    return first?.reason === 'rate' && first.until > Date.now() ? null : first;
  }

  /** Own messages the server has not acknowledged, for the outbox. */
  undelivered() {
    return this.messages.filter((m) => m.role === 'user' && m.id === null)
      .map(({ key, content, route, ts }) => ({ key, content, route, ts }));
  }

  #byId(id) {
    return this.messages.find((m) => m.id === id);
  }

  #nextTime() {
    const last = this.messages.at(-1);
    return Math.max(this.now(), last ? last.ts + 0.001 : 0);
  }

  #insert(message) {
    this.messages.push(message);
    this.#sort();
    return message;
  }

  #sort() {
    // What we placed below a question stays there when the server tells the question's own time.
    for (const m of this.messages) if (m.after && m.id === null) m.ts = Math.max(m.ts, m.after.ts + 0.0005);
    this.messages.sort((a, b) => a.ts - b.ts); // stable: equal times keep the server's order
  }
}
