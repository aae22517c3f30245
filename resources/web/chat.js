// The conversation's behaviour: what happens when the customer writes, when events come, when the
// network goes and returns. Knows the API and the model, not the page.

import { ApiError } from './api.js';
import { Conversation } from './conversation.js';
import { Deliveries } from './deliveries.js';
import { customerLanguage } from './i18n.js';
import { EventStream, Pulse } from './stream.js';
import { Turns } from './turns.js';

const POLL_MS = 5000;
const ANSWER_POLL_MS = 2000;     // while the server answers without our stream
const CREATED_WAIT_MS = 5000;    // another tab's first message
const TYPING_SHOWN_MS = 6000;
const TYPING_SENT_EVERY_MS = 4000;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Chat {
  conversation = new Conversation();
  connection = { name: 'idle' };  // idle, open, full, waiting {until}
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
  #deliveries;
  #turns;
  #typingTimer = 0;
  #typingSentAt = 0;
  #answerTimer = 0;

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
      wanted: () => this.isAnswering || (!this.isOffline && (this.conversation.isLive || this.conversation.isPending)),
      probe: (signal) => api.probe(signal),
      onDead: () => {
        if (this.connection.name === 'full') this.connection.deaf = true;
        else this.#events?.giveUp();
        api.hangUp();
        this.#turns.hangUp();
        this.#changed();
      },
    });
    this.#deliveries = new Deliveries({
      api,
      conversation: () => this.conversation,
      changed: this.#changed,
      delivered: () => tabs.tell(),
      sync: () => this.#sync(),
    });
    this.#turns = new Turns(api, {
      conversation: () => this.conversation,
      changed: this.#changed,
      heard: () => this.#pulse.heard(),
      event: (event) => this.#event(event),
      begin: async () => {
        await this.#ensureSession();
        return identity.name;
      },
      established: (name) => identity.establish(name, null),
      sync: (options) => this.#sync(options),
      sent: () => tabs.tell(),
      deliver: (message) => this.#deliveries.deliver(message),
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

  /** A question to the AI is on its way or being answered. */
  get busy() { return this.#turns.busy; }

  /** The AI is at a question, for this tab or another one. */
  get isAnswering() { return this.busy || this.conversation.answering; }

  /** Nothing can come from the server at the moment. */
  get isOffline() {
    return this.connection.name === 'waiting' || this.connection.deaf === true;
  }

  canSend() {
    return this.conversation.isLive || !this.isAnswering;
  }

  send(text) {
    this.#identity.refresh();
    if (!this.canSend()) return;
    this.problem = null;
    if (this.conversation.isLive) this.#deliveries.deliver(this.conversation.addOwn(text, 'agent'));
    else this.#turns.ask(this.conversation.addOwn(text, 'ai'));
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
    if (this.conversation.isLive) this.#deliveries.deliver(message);
    else this.#turns.ask(message);
  }

  /** The AI failed at a question: the same one once more, or anew when a part of an answer stands. */
  askAgain(question) {
    if (!this.canSend()) return;
    if (this.conversation.isPartlyAnswered(question)) this.send(question.content);
    else this.#turns.ask(question);
  }

  /** The customer wants a person. */
  async escalate() {
    await this.#attempt(async () => {
      await this.#ensureSession();
      const { name } = this.#identity;
      const answer = await this.#api.escalate();
      this.#identity.establish(name, null);
      this.#merge(answer.data);
    });
  }

  async cancelWaiting() {
    await this.#attempt(async () => this.#merge(await this.#api.cancelWaiting()));
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
    this.#turns.stop();
    this.conversation = new Conversation();
    carried.forEach((message) => this.conversation.restore(message, 'kept'));
    this.connection = { name: 'idle' };
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

  /** What other tabs left undelivered when they were closed. */
  async #takeOver() {
    const mine = this.conversation;
    const taken = this.#outbox.takeOver().map((message) => mine.restore(message));
    if (!taken.length) return;
    this.#changed();
    await this.#sync();
  }

  async #poll() {
    this.#takeOver();
    const { isPending, isMailing } = this.conversation;
    if (this.connection.name !== 'full' && !isPending && !isMailing) return;
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
    if (this.conversation.isPending || this.conversation.isMailing) this.#sync();
    this.#deliveries.flush();
    this.#changed();
  }

  /** Fetches the session and merges it; false when that was not possible. */
  async #sync({ force = false } = {}) {
    if (!this.#identity.created) return true;
    const mine = this.conversation;
    const { token } = this.#identity;
    const turns = this.#turns.count;
    const idle = !this.busy;
    try {
      const data = await this.#api.session();
      if (mine !== this.conversation) return true;
      const { session } = data;
      // While a turn runs its messages are ours; the history is read at its end.
      if (force || (idle && turns === this.#turns.count)) this.#merge(session, data);
      else mine.setStatus(session.status, session.version, session.assigned_agent?.name);
      this.#changed();
      this.#deliveries.flush();
      return true;
    } catch (error) {
      const refused = error.status === 404 || error.status === 403;
      if (refused && mine === this.conversation && token === this.#identity.token) this.#lost();
      return false;
    }
  }

  #merge(session, { queue_position: position, answering } = {}) {
    const added = this.conversation.merge(session, { position, answering }, !this.busy);
    clearTimeout(this.#answerTimer);
    if (this.conversation.answering) this.#answerTimer = setTimeout(() => this.#sync(), ANSWER_POLL_MS);
    const news = this.loading ? [] : added.filter((m) => m.role !== 'user');
    this.loading = false;
    this.#changed(news);
  }
}
