// The conversation's behaviour: what happens when the customer writes, when events come, when the
// network goes and returns. Knows the API and the model, not the page.

import { ApiError } from './api.js';
import { Conversation } from './conversation.js';
import { language } from './i18n.js';
import { outbox } from './store.js';
import { EventStream, framesOf, watchSilence } from './stream.js';

const POLL_MS = 5000;
const RESEND_MS = 5000;
const RECOVER_POLL_MS = 2000;
const RECOVER_TRIES = 40;        // the server finishes an abandoned turn within 60 s
const TYPING_SHOWN_MS = 6000;
const TYPING_SENT_EVERY_MS = 4000;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Chat {
  conversation = new Conversation();
  connection = { name: 'idle' };  // idle, open, waiting {until, error}
  busy = false;                   // an AI turn is running
  loading = true;
  typingName = '';
  problem = null;                 // a text key shown near the composer
  #api;
  #identity;
  #changed;
  #events = null;
  #deliveries = Promise.resolve();
  #typingTimer = 0;
  #typingSentAt = 0;
  #turns = 0;                     // counts begins and ends of turns
  #wasLive = false;
  #tabs = 'BroadcastChannel' in window ? new BroadcastChannel('handoff') : null;

  /** `changed({arrived})` is called after every change; `arrived`: messages from the other side. */
  constructor(api, identity, changed) {
    this.#api = api;
    this.#identity = identity;
    this.#changed = (arrived = []) => {
      outbox.save(this.conversation.undelivered());
      changed(arrived);
    };
    this.#tabs?.addEventListener('message', () => {
      if (this.#identity.isStale()) location.reload();
      else this.#sync();
    });
    setInterval(() => {
      const windowTooMany = this.connection.error?.status === 429; // no stream for this one
      if (this.conversation.isPending || windowTooMany) this.#sync();
    }, POLL_MS);
  }

  /** Resumes the session of an earlier visit. */
  async start() {
    outbox.load().forEach((message) => this.conversation.restore(message));
    if (this.#identity.created) {
      this.#listen();
      await this.#sync();
    } else {
      this.loading = false;
    }
    this.#changed();
    const running = this.conversation.messages.find((m) => m.id === null && m.accepted);
    if (running) this.#recover(running, this.conversation);
  }

  canSend() {
    return !this.conversation.isPending && (this.conversation.isLive || !this.busy);
  }

  send(text) {
    if (!this.canSend()) return;
    this.problem = null;
    if (this.conversation.isLive) this.#deliver(this.conversation.addOwn(text, 'agent'));
    else this.#turn(this.conversation.addOwn(text, 'ai'));
  }

  /** Sends a failed message again; never twice, if it did arrive the first time. */
  async retry(message) {
    if (message.state !== 'failed') return;
    if (message.route === 'ai' && !(await this.#sync())) {
      this.problem = 'offline';
      this.#changed();
      return;
    }
    if (message.id !== null || !this.canSend()) return;
    if (this.conversation.isLive) this.#deliver(message);
    else this.#turn(message);
  }

  /** The customer wants a person. */
  async escalate() {
    await this.#attempt(async () => {
      await this.#ensureSession();
      const answer = await this.#api.escalate();
      this.#identity.created = true;
      this.#identity.save();
      this.#merge(answer.data, null);
      this.#listen();
    });
  }

  async cancelWaiting() {
    await this.#attempt(async () => this.#merge(await this.#api.cancelWaiting(), null));
  }

  /** Leaves this session and begins an empty one. */
  restart() {
    if (this.conversation.isPending) this.#api.cancelWaiting().catch(() => {});
    this.#reset();
    this.#tabs?.postMessage('changed');
  }

  retryConnection() {
    this.#events?.retryNow();
  }

  /** The page came back to the foreground or the network returned. */
  wake() {
    this.retryConnection();
    this.#sync();
  }

  /** The customer is typing to a person; `active` false when the text was emptied. */
  typing(active) {
    if (!this.conversation.isLive || (active && Date.now() - this.#typingSentAt < TYPING_SENT_EVERY_MS)) return;
    this.#typingSentAt = active ? Date.now() : 0;
    this.#api.typing(active).catch(() => {});
  }

  #reset() {
    this.#events?.stop();
    this.#events = null;
    this.#identity.renew();
    this.conversation = new Conversation();
    this.connection = { name: 'idle' };
    this.loading = false;
    this.busy = false;
    this.typingName = '';
    this.problem = null;
    this.#changed();
  }

  async #attempt(action) {
    this.problem = null;
    try {
      await action();
    } catch (error) {
      this.problem = error.network ? 'offline' : 'escalateFailed';
      if (!error.network) await this.#sync();
    }
    this.#changed();
  }

  async #ensureSession() {
    if (this.#identity.created) return;
    let answer;
    try {
      answer = await this.#api.newConversation({ language });
    } catch (error) {
      if (error.network) this.#identity.renew(); // the token may be lost with the answer
      throw error;
    }
    if (answer.session_token) this.#identity.token = answer.session_token;
    this.#identity.created = answer.success === true || Boolean(answer.session_token);
    this.#identity.save();
    if (this.#identity.created) this.#listen();
  }

  #listen() {
    if (this.#events) return;
    this.#events = new EventStream({
      open: (lastId, signal) => this.#api.openEvents(lastId, signal),
      onEvent: (event) => this.#event(event),
      onState: (state) => {
        if (state.name === 'refused') { this.#lost(); return; }
        this.connection = state;
        this.#changed();
      },
    });
    this.#events.start();
  }

  /** The server does not know this session any more, or not with our token. */
  #lost() {
    this.#reset();
    this.problem = 'gone';
    this.#changed();
  }

  async #event(event) {
    switch (event.type) {
      case 'ready':
        this.conversation.setServerTime(event.server_time);
        // falls through: what happened before the stream is in the history
      case 'resync':
        if (!(await this.#sync())) throw new ApiError({});
        break;
      case 'status_change':
        this.conversation.setStatus(event.status, event.version, event.agent_info?.agent_name);
        this.#afterStatus();
        break;
      case 'manual_message':
        if (event.role === 'agent') this.#showTyping('');
        this.#changed([this.conversation.addEvent(event)].filter(Boolean));
        break;
      case 'typing':
        if (event.who?.role === 'agent') this.#showTyping(event.active ? event.who.name : '');
        break;
    }
  }

  #showTyping(name) {
    clearTimeout(this.#typingTimer);
    this.typingName = name;
    if (name) this.#typingTimer = setTimeout(() => this.#showTyping(''), TYPING_SHOWN_MS);
    this.#changed();
  }

  #afterStatus() {
    if (!this.conversation.isLive) this.typingName = '';
    if (this.conversation.isPending) this.#sync();
    this.#flush();
    this.#changed();
  }

  /** Fetches the session and merges it; false when that was not possible. */
  async #sync({ force = false } = {}) {
    if (!this.#identity.created) return true;
    const mine = this.conversation;
    const turns = this.#turns;
    const idle = !this.busy;
    try {
      const { session, queue_position: position } = await this.#api.session();
      if (mine !== this.conversation) return true;
      // While a turn runs its messages are ours; the history is read at its end.
      if (force || (idle && turns === this.#turns)) this.#merge(session, position);
      else mine.setStatus(session.status, session.version, session.assigned_agent?.name);
      this.#changed();
      this.#flush();
      return true;
    } catch (error) {
      if (mine === this.conversation && (error.status === 404 || error.status === 403)) this.#lost();
      return false;
    }
  }

  #merge(session, position) {
    const added = this.conversation.merge(session, position, !this.busy);
    const news = this.loading ? [] : added.filter((m) => m.role !== 'user');
    this.loading = false;
    this.#changed(news);
  }

  /** Sends what waited for a person or for the network; the client_message_id makes that safe. */
  #flush() {
    const { isLive, messages } = this.conversation;
    const reasons = isLive && !this.#wasLive ? ['network', 'waiting'] : ['network'];
    this.#wasLive = isLive;
    if (!isLive) return;
    messages
      .filter((m) => m.state === 'failed' && m.route === 'agent' && reasons.includes(m.reason))
      .forEach((m) => this.#deliver(m));
  }

  #fail(message, reason, extra = {}) {
    Object.assign(message, { state: 'failed', reason, accepted: false }, extra);
    this.#changed();
  }

  // ---- to a person: one after the other, so that the order stays

  #deliver(message) {
    const mine = this.conversation;
    Object.assign(message, { route: 'agent', state: 'sending', reason: null });
    this.#changed();
    this.#deliveries = this.#deliveries.then(async () => {
      if (mine !== this.conversation || message.id !== null) return;
      try {
        const { message_id: id, timestamp } = await this.#api.sendToAgent(message.content, message.key);
        mine.acknowledge(message, id, timestamp);
        this.#changed();
        this.#tabs?.postMessage('changed');
      } catch (error) {
        if (message.id !== null) return;
        this.#fail(message, error.network ? 'network' : error.status === 409 ? 'waiting' : 'refused');
        if (error.network) setTimeout(() => this.#flush(), RESEND_MS);
        if (error.status === 409) {
          await this.#sync();
          if (!mine.isPending && !mine.isLive && message.state === 'failed') this.#fail(message, 'moved');
        }
      }
    });
  }

  // ---- to the AI

  async #turn(message) {
    const mine = this.conversation;
    const stillMine = () => mine === this.conversation;
    Object.assign(message, { route: 'ai', state: 'sending', reason: null });
    this.#setBusy(true);
    let outcome;
    try {
      await this.#ensureSession();
      outcome = await this.#readTurn(message, mine);
    } catch (error) {
      if (!stillMine()) return;
      this.#setBusy(false);
      this.#failTurn(message, error);
      return;
    }
    if (!stillMine()) return;
    if (outcome === 'cut') {
      await this.#recover(message, mine);
      return;
    }
    this.#setBusy(false);
    if (outcome === 'manual') this.#fail(message, 'waiting', { route: 'agent' });
    this.#identity.created = true;
    this.#identity.save();
    this.#listen();
    await this.#sync();
    if (message.state === 'failed' && this.conversation.isLive) this.#deliver(message);
    this.#changed();
    this.#tabs?.postMessage('changed');
  }

  #setBusy(busy) {
    this.busy = busy;
    this.#turns += 1;
    this.#changed();
  }

  #failTurn(message, error) {
    if (error.status === 429) {
      this.#fail(message, 'rate', { until: Date.now() + 1000 * (error.retryAfter || 10) });
    } else {
      const tooLong = error.status === 413 || error.status === 422;
      this.#fail(message, error.network ? 'network' : tooLong ? 'long' : 'refused');
    }
  }

  /** `done`, `manual` (a person has the session: nothing was stored) or `cut`. */
  async #readTurn(message, mine) {
    const abort = new AbortController();
    const watch = watchSilence(abort);
    let answer = null;
    let outcome = 'cut';
    try {
      const response = await this.#api.startTurn(message.content, abort.signal);
      Object.assign(message, { state: 'sent', accepted: true });
      this.#changed();
      for await (const { json } of framesOf(response, watch.touch)) {
        if (mine !== this.conversation) break;
        if (json.type === 'message') {
          answer ??= mine.addAnswer(message);
          answer.content += json.content;
          this.#changed();
        } else if (json.type === 'done') {
          outcome = 'done';
          break;
        } else if (json.type === 'error') {
          outcome = /MANUAL_IN_PROGRESS|SESSION_IN_MANUAL_MODE/.test(json.content) ? 'manual' : 'done';
          if (outcome === 'done') mine.addError('answerFailed', message);
          break;
        } else {
          await this.#event(json);
        }
      }
    } catch (error) {
      if (!message.accepted) throw error;
    } finally {
      watch.stop();
      if (answer) answer.open = false;
    }
    if (outcome === 'done' && answer) this.#changed([answer]);
    return outcome;
  }

  /** The stream broke in a running turn: the server goes on with it, so ask until its result is there. */
  async #recover(message, mine) {
    Object.assign(message, { state: 'sent', accepted: true });
    this.#setBusy(true);
    for (let tries = 0; tries < RECOVER_TRIES && mine === this.conversation;) {
      await pause(RECOVER_POLL_MS);
      const synced = await this.#sync({ force: true });
      if (message.id !== null) break;
      if (synced) tries += 1;
    }
    if (mine !== this.conversation) return;
    this.#setBusy(false);
    if (message.id === null) this.#fail(message, 'network');
    await this.#sync();
    this.#changed();
  }
}
