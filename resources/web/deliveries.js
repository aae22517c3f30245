// Own messages to a person: one after the other, oldest first. What could not be sent is not overtaken by
// what was written later.

const RESEND_MS = 5000;

export class Deliveries {
  #api;
  #conversation;
  #changed;
  #delivered;
  #sync;
  #draining = null; // the conversation whose messages are being sent
  #wasLive = false;

  /** `conversation()`: the one that is shown; `delivered()` after each message; `sync()` reads the session. */
  constructor({ api, conversation, changed, delivered, sync }) {
    this.#api = api;
    this.#conversation = conversation;
    this.#changed = changed;
    this.#delivered = delivered;
    this.#sync = sync;
  }

  deliver(message) {
    Object.assign(message, { route: 'agent', state: 'sending', reason: null });
    this.#changed();
    this.#drain();
  }

  /** Sends what waited for a person or for the network; the client_message_id makes that safe. */
  flush() {
    const { isLive, messages } = this.#conversation();
    const reasons = isLive && !this.#wasLive ? ['network', 'waiting'] : ['network'];
    this.#wasLive = isLive;
    if (!isLive) return;
    messages
      .filter((m) => m.state === 'failed' && m.route === 'agent' && reasons.includes(m.reason))
      .forEach((m) => this.deliver(m));
  }

  async #drain() {
    const mine = this.#conversation();
    if (this.#draining === mine) return;
    this.#draining = mine;
    while (mine === this.#conversation()) {
      const message = mine.nextToSend();
      if (!message || !(await this.#send(message, mine))) break;
    }
    if (this.#draining === mine) this.#draining = null;
  }

  /** True when the next one may follow. */
  async #send(message, mine) {
    try {
      Object.assign(message, { state: 'sending', reason: null });
      const { message_id: id, timestamp } = await this.#api.sendToAgent(message.content, message.key);
      mine.acknowledge(message, id, timestamp);
      this.#changed();
      this.#delivered();
      return true;
    } catch (error) {
      if (message.id !== null) return true;
      await this.#fail(message, error, mine);
      this.#changed();
      return !error.network && error.status !== 429 && error.status !== 409;
    }
  }

  async #fail(message, error, mine) {
    if (error.network) {
      mine.undeliveredTo('agent').forEach((m) => mine.fail(m, 'network'));
      setTimeout(() => this.flush(), RESEND_MS);
    } else if (error.status === 429) {
      mine.fail(message, 'rate', { until: error.retryAt });
      setTimeout(() => { if (message.state === 'failed' && mine.isLive) this.deliver(message); }, error.retryAt - Date.now());
    } else if (error.status === 409) { // the state was another one
      mine.undeliveredTo('agent').forEach((m) => mine.fail(m, 'waiting'));
      await this.#sync();
      if (!mine.isPending && !mine.isLive && message.state === 'failed') mine.fail(message, 'moved');
    } else {
      mine.fail(message, 'refused');
    }
  }
}
