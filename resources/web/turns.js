// Questions to the AI, one at a time: asked, read, and compared with what the server has in the end. Also how
// a customer writes while he waits for a person: the server keeps it for that person and says so.

import { readTurn } from './turn.js';

const AGAIN_MS = 2000; // until the history can be read

export class Turns {
  busy = false; // one is running
  count = 0;    // of begins and ends
  #api;
  #on;
  #abort = null;

  /**
   * `on`: `conversation()`, the one that is shown; `changed(arrived)`; `heard()` at each sign of life;
   * `event(e)` of the session; `begin()` makes the session known and gives its name; `established(name)`: the
   * server has it; `sync(options)` reads the session; `sent()`: other tabs may look; `deliver(message)` to a person.
   */
  constructor(api, on) {
    this.#api = api;
    this.#on = on;
  }

  /** Another conversation is shown. */
  stop() {
    this.hangUp();
    this.busy = false;
  }

  hangUp() {
    this.#abort?.abort();
  }

  /** Asks the AI. The same message asked again is the same question: the server stores it once. */
  async ask(message, again = false) {
    const on = this.#on;
    const mine = on.conversation();
    const stillMine = () => mine === on.conversation();
    Object.assign(message, { route: 'ai', state: message.id === null ? 'sending' : 'sent', reason: null });
    this.#setBusy(true);
    let outcome;
    let name;
    try {
      name = await on.begin();
      if (!stillMine()) return;
      outcome = await this.#read(message, mine);
    } catch (error) {
      if (!stillMine()) return;
      this.#setBusy(false);
      if (message.id === null) this.#fail(mine, message, error);
      return;
    }
    if (!stillMine()) return;
    on.established(name);
    // The history decides what became of it; until it can be read nothing is known.
    while (stillMine() && !(await on.sync({ force: true }))) await new Promise((go) => { setTimeout(go, AGAIN_MS); });
    if (!stillMine()) return;
    this.#setBusy(false);
    if (message.id === null && outcome === 'manual') mine.fail(message, 'waiting', { route: 'agent' });
    else if (message.id === null) mine.fail(message, 'network');
    on.changed();
    await on.sync();
    if (outcome === 'cut' && !again && mine.unanswered === message && !mine.isPartlyAnswered(message)) {
      this.ask(message, true); // the server lost the turn, not the question
      return;
    }
    if (message.state === 'failed' && mine.isLive) on.deliver(message);
    on.changed();
    on.sent();
  }

  #setBusy(busy) {
    this.busy = busy;
    this.count += 1;
    this.#on.changed();
  }

  #fail(mine, message, error) {
    const tooLong = error.status === 413 || error.status === 422;
    if (error.network && mine.isPending) mine.fail(message, 'waiting', { route: 'agent' }); // the person's, when he is here
    else if (error.status === 429) mine.fail(message, 'rate', { until: error.retryAt });
    else mine.fail(message, error.network ? 'network' : tooLong ? 'long' : 'refused');
    this.#on.changed();
  }

  async #read(message, mine) {
    const on = this.#on;
    const abort = new AbortController();
    this.#abort = abort;
    let answer = null;
    const outcome = await readTurn(this.#api, message, abort, {
      isWanted: () => mine === on.conversation(),
      onBytes: on.heard,
      onAccepted: () => {
        message.state = 'sent';
        on.changed();
        on.sent();
      },
      onText: (text) => {
        answer ??= mine.addAnswer(message);
        answer.content += text;
        on.changed();
      },
      onEvent: on.event,
    }).finally(() => { if (answer) answer.open = false; });
    if (outcome === 'done' && answer) on.changed([answer]);
    return outcome;
  }
}
