// The conversation's behaviour: what happens when the customer writes, when events come, when the
// network goes and returns. Knows the API and the model, not the page.

import { ApiError } from './api.js';
import { Conversation } from './conversation.js';
import { customerLanguage } from './i18n.js';
import { EventStream, Pulse, framesOf, watchSilence } from './stream.js';

const POLL_MS = 5000;
const RESEND_MS = 5000;
const TURN_OPEN_MS = 10000;      // a turn's stream begins within this
const RECOVER_POLL_MS = 2000;
const RECOVER_TRIES = 40;        // the server finishes an abandoned turn within 60 s
const CREATED_WAIT_MS = 5000;    // another tab's first message
const TYPING_SHOWN_MS = 6000;
const TYPING_SENT_EVERY_MS = 4000;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Chat {
  conversation = new Conversation();
  connection = { name: 'idle' };  // idle, open, full, waiting {until}
  busy = false;                   // an AI turn is running
  loading = true;
  typingName = '';
  problem = null;                 // a text key shown near the composer
  #api;
  #identity;
  #outbox;
  #tabs;
  #changed;
  #events = null;
  #pulse;
  #turnAbort = null;
  #draining = null;               // the conversation whose messages are being sent
  #typingTimer = 0;
  #typingSentAt = 0;
  #turns = 0;                     // counts begins and ends of turns
  #wasLive = false;

  /**
   * `identity`, `outbox`, `tabs`: of store.js. `changed(arrived)` is called after every change; `arrived`:
   * messages from the other side.
   */
  constructor({ api, identity, outbox, tabs, changed }) {
    this.#api = api;
    this.#identity = identity;
    this.#outbox = outbox;
    this.#tabs = tabs;
    this.#changed = (arrived = []) => {
      outbox.messages = this.conversation.undelivered();
      changed(arrived);
    };
    this.#pulse = new Pulse({
      wanted: () => this.busy || (!this.isOffline && (this.conversation.isLive || this.conversation.isPending)),
      probe: (signal) => api.probe(signal),
      onDead: () => {
        if (this.connection.name === 'full') this.connection.deaf = true;
        else this.#events?.giveUp();
        api.hangUp();
        this.#turnAbort?.abort();
        this.#changed();
      },
    });
    api.onAnswer = () => this.#pulse.heard();
    identity.onChange((renamed) => (renamed ? this.#begin() : this.#join()));
    tabs.onNews(() => this.#sync());
    setInterval(() => this.#poll(), POLL_MS);
  }

  /** Resumes the session of an earlier visit. */
  async start() {
    if (this.#identity.created) this.#listen();
    await this.#takeOver();
    await this.#sync();
    this.loading = false;
    this.#changed();
  }

  /** Nothing can come from the server at the moment. */
  get isOffline() {
    return this.connection.name === 'waiting' || this.connection.deaf === true;
  }

  canSend() {
    return !this.conversation.isPending && (this.conversation.isLive || !this.busy);
  }

  send(text) {
    this.#identity.refresh();
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
      const { name } = this.#identity;
      const answer = await this.#api.escalate();
      this.#identity.establish(name, null);
      this.#merge(answer.data, null);
    });
  }

  async cancelWaiting() {
    await this.#attempt(async () => this.#merge(await this.#api.cancelWaiting(), null));
  }

  /** Leaves this session and begins an empty one; what was not delivered goes with the old one. */
  restart() {
    const { isPending, isLive } = this.conversation;
    if (isPending || isLive) this.#api.leave().catch(() => {});
    this.conversation = new Conversation();
    this.#identity.renew();
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

  /** Shows the session of the identity; own messages that were not delivered come along. */
  #begin() {
    const carried = this.conversation.undelivered();
    this.#events?.stop();
    this.#events = null;
    this.#turnAbort?.abort();
    this.conversation = new Conversation();
    carried.forEach((message) => this.conversation.restore({ ...message, accepted: false }, 'kept'));
    this.connection = { name: 'idle' };
    this.busy = false;
    this.loading = this.#identity.created;
    this.typingName = '';
    this.problem = null;
    this.#changed();
    this.#join();
  }

  /** The server knows our session, maybe by another tab. */
  #join() {
    if (!this.#identity.created) return;
    this.#listen();
    this.#sync();
  }

  /** What other tabs left undelivered when they were closed; a turn they began is waited for. */
  async #takeOver() {
    const mine = this.conversation;
    const taken = this.#outbox.takeOver().map((message) => mine.restore(message));
    if (!taken.length) return;
    this.#changed();
    await this.#sync();
    const running = taken.find((message) => message.id === null && message.accepted);
    if (running && mine === this.conversation) this.#recover(running, mine);
  }

  async #poll() {
    this.#takeOver();
    if (this.connection.name !== 'full' && !this.conversation.isPending) return;
    const synced = await this.#sync();
    if (this.connection.name === 'full') this.connection.deaf = !synced;
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

  /** Makes the session known to the server, once for all tabs: who comes second gets the first one's token. */
  async #ensureSession() {
    const mine = this.conversation;
    while (!this.#identity.created && mine === this.conversation) {
      const { name } = this.#identity;
      try {
        const answer = await this.#api.newConversation({ language: customerLanguage() });
        if (!answer.success && !answer.session_token) return; // the first message makes the session then
        this.#identity.establish(name, answer.session_token);
      } catch (error) {
        if (error.status !== 403) throw error;
        await this.#otherTab();
        // Nobody has the token: it was lost on its way. Nothing was said in that session yet.
        if (!this.#identity.created && this.#identity.name === name) this.#identity.rename();
      }
    }
  }

  async #otherTab() {
    for (const end = Date.now() + CREATED_WAIT_MS; Date.now() < end && !this.#identity.created;) {
      await pause(100);
      this.#identity.refresh();
    }
  }

  #listen() {
    if (this.#events) return;
    this.#events = new EventStream({
      open: (lastId, signal) => this.#api.openEvents(lastId, signal),
      onEvent: (event) => this.#event(event),
      onBytes: () => this.#pulse.heard(),
      onState: (state) => {
        if (state.name === 'refused') {
          this.#events = null;
          this.#lost();
          return;
        }
        if (state.name === 'open' && this.isOffline) this.#api.hangUp(); // asked into the void
        this.connection = state;
        this.#changed();
      },
    });
    this.#events.start();
  }

  /** The server does not know this session any more, or not with our token; unless another tab knows better. */
  #lost() {
    if (this.#identity.refresh()) return;
    this.#identity.renew();
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
    const { token } = this.#identity;
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
      const refused = error.status === 404 || error.status === 403;
      if (refused && mine === this.conversation && token === this.#identity.token) this.#lost();
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

  // ---- to a person

  #deliver(message) {
    Object.assign(message, { route: 'agent', state: 'sending', reason: null });
    this.#changed();
    this.#drain();
  }

  /** One after the other, oldest first: what could not be sent is not overtaken by what was written later. */
  async #drain() {
    const mine = this.conversation;
    if (this.#draining === mine) return;
    this.#draining = mine;
    while (mine === this.conversation) {
      const message = mine.nextToSend();
      if (!message || !(await this.#sendToAgent(message, mine))) break;
    }
    if (this.#draining === mine) this.#draining = null;
  }

  /** True when the next one may follow. */
  async #sendToAgent(message, mine) {
    try {
      Object.assign(message, { state: 'sending', reason: null });
      const { message_id: id, timestamp } = await this.#api.sendToAgent(message.content, message.key);
      mine.acknowledge(message, id, timestamp);
      this.#changed();
      this.#tabs.tell();
      return true;
    } catch (error) {
      if (message.id !== null) return true;
      if (error.network) {
        mine.undeliveredTo('agent').forEach((m) => this.#fail(m, 'network'));
        setTimeout(() => this.#flush(), RESEND_MS);
      } else if (error.status === 429) {
        this.#failRate(message, error);
        setTimeout(() => { if (message.state === 'failed' && mine.isLive) this.#deliver(message); }, message.until - Date.now());
      } else if (error.status === 409) {
        mine.undeliveredTo('agent').forEach((m) => this.#fail(m, 'waiting'));
        await this.#sync();
        if (!mine.isPending && !mine.isLive && message.state === 'failed') this.#fail(message, 'moved');
      } else {
        this.#fail(message, 'refused');
        return true;
      }
      return false;
    }
  }

  // ---- to the AI

  async #turn(message) {
    const mine = this.conversation;
    const stillMine = () => mine === this.conversation;
    Object.assign(message, { route: 'ai', state: 'sending', reason: null });
    this.#setBusy(true);
    let outcome;
    let name;
    try {
      await this.#ensureSession();
      if (!stillMine()) return;
      name = this.#identity.name;
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
    this.#identity.establish(name, null);
    await this.#sync();
    if (message.state === 'failed' && this.conversation.isLive) this.#deliver(message);
    this.#changed();
    this.#tabs.tell();
  }

  #setBusy(busy) {
    this.busy = busy;
    this.#turns += 1;
    this.#changed();
  }

  #failTurn(message, error) {
    const tooLong = error.status === 413 || error.status === 422;
    if (error.status === 429) this.#failRate(message, error);
    else this.#fail(message, error.network ? 'network' : tooLong ? 'long' : 'refused');
  }

  #failRate(message, { retryAfter }) {
    this.#fail(message, 'rate', { until: Date.now() + 1000 * (retryAfter || 10) });
  }

  /** `done`, `manual` (a person has the session: nothing was stored) or `cut`. */
  async #readTurn(message, mine) {
    const abort = new AbortController();
    this.#turnAbort = abort;
    const watch = watchSilence(abort, TURN_OPEN_MS);
    const touch = () => {
      watch.touch();
      this.#pulse.heard();
    };
    let answer = null;
    let outcome = 'cut';
    try {
      const response = await this.#api.startTurn(message.content, abort.signal);
      touch();
      Object.assign(message, { state: 'sent', accepted: true });
      this.#changed();
      for await (const { json } of framesOf(response, touch)) {
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
