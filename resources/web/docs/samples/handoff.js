// A client for a page of your own: one file, no framework, nothing to install.
//
//   const chat = new HandoffChat('https://desk.example');
//   chat.addEventListener('change', () => draw(chat.shown, chat.status));
//   await chat.start();

const RETRY_MS = 3000;
const SILENCE_MS = 75000; // heartbeats come every 30 s

/** What the desk refused: its `code` is stable, the text is for people. */
export class HandoffError extends Error {
  constructor(status, { code = 'NETWORK', error = 'no answer', detail } = {}) {
    super(detail || error);
    this.status = status; // 0: no answer came, so nobody knows whether the request arrived
    this.code = code;
  }
}

export class HandoffChat extends EventTarget {
  status = 'none';    // none, bot_active, pending_manual, manual_live, after_hours_email, closed
  agent = null;       // who serves the customer: {id, name}
  answering = false;  // the AI is writing
  online = true;      // false while the stream of events is broken
  problem = null;     // why the last message has no answer, for the customer
  #base;
  #session;
  #stored = new Map(); // messages of the desk by their id: what comes twice is shown once
  #local = [];         // what the desk has not confirmed yet, and the answer being written
  #lastEventId = null;
  #listening = null;
  #draining = false;
  #again = 0;

  constructor(base, storage = localStorage) {
    super();
    this.#base = base;
    // One name per customer, long and random: who knows it can read the conversation.
    const saved = JSON.parse(storage.getItem('handoff-chat'));
    this.#session = saved ?? { name: `session_${Date.now()}_${uuid()}`, token: null, created: false };
    this.save = () => storage.setItem('handoff-chat', JSON.stringify(this.#session));
    this.save();
  }

  /** What to draw, oldest first: `{key, role, content, timestamp, agent, state}`. */
  get shown() {
    const stored = [...this.#stored.values()].sort((a, b) => a.timestamp - b.timestamp);
    return [...stored, ...this.#local];
  }

  /** A conversation of an earlier visit goes on. */
  async start() {
    if (this.#session.created) this.#listen();
  }

  /** Sends what the customer wrote: to the person who serves him, else to the AI. */
  async send(content) {
    this.problem = null;
    this.#local.push({ key: uuid(), role: 'user', content, state: 'waiting' });
    this.#changed();
    await this.#drain();
  }

  /** The customer wants a person. */
  async askForPerson() {
    await this.#ensureSession();
    const { data } = await this.#call('POST', '/api/manual/escalate', { session_name: this.#session.name });
    this.#take(data);
  }

  stop() {
    clearTimeout(this.#again);
    this.#listening?.abort();
    this.#listening = null;
  }

  // ---- sending

  /** One after the other: what could not be sent is not overtaken by what was written later. */
  async #drain() {
    if (this.#draining) return;
    this.#draining = true;
    for (;;) {
      const message = this.#local.find((m) => m.state === 'waiting');
      if (!message) break;
      await this.#deliver(message);
      if (message.state !== 'waiting') continue;
      setTimeout(() => this.#drain(), RETRY_MS); // no network
      break;
    }
    this.#draining = false;
  }

  async #deliver(message) {
    message.state = 'sending';
    this.#changed();
    try {
      await this.#ensureSession();
      if (this.status === 'manual_live') await this.#toPerson(message);
      else await this.#toAi(message);
    } catch (error) {
      // No answer: it may have arrived. The same key again is stored once, so trying again is safe.
      message.state = error.status ? 'failed' : 'waiting';
      if (error.status) this.problem = error.message;
      if (error.status === 409) await this.#sync().catch(() => {}); // the state was another one
      this.#changed();
    }
  }

  async #toPerson(message) {
    const { data } = await this.#call('POST', '/api/manual/messages', {
      session_name: this.#session.name, role: 'user', content: message.content, client_message_id: message.key,
    });
    this.#confirm(message, data.message_id, data.timestamp);
  }

  async #toAi(message) {
    const answer = { key: uuid(), role: 'assistant', content: '', state: 'writing' };
    this.answering = true;
    this.#changed();
    try {
      const response = await this.#fetch('POST', '/api/chat/stream', {
        user_id: this.#session.name, message: message.content, client_message_id: message.key,
      });
      message.state = 'sent';
      for await (const { data } of frames(response)) {
        if (data.type === 'message') {
          if (!answer.content) this.#local.push(answer);
          answer.content += data.content;
          this.#changed();
        } else if (data.type === 'error') {
          // A person has the conversation, and now the text too; else the AI could not answer.
          if (!/MANUAL/.test(data.content)) this.problem = 'The assistant could not answer.';
          break;
        } else if (data.type === 'done') {
          break;
        } else {
          this.#event(data);
        }
      }
    } finally {
      this.answering = false;
      this.#local = this.#local.filter((m) => m !== answer);
      await this.#sync().catch(() => {}); // what the desk has stored is what counts
    }
  }

  #confirm(message, id, timestamp) {
    this.#local = this.#local.filter((m) => m !== message);
    this.#stored.set(id, { ...message, timestamp, state: 'sent' });
    this.#changed();
  }

  async #ensureSession() {
    if (this.#session.created) return;
    const answer = await this.#call('POST', '/api/conversation/new',
      { session_id: this.#session.name, profile: { language: navigator.language.slice(0, 2) } });
    this.#session = { ...this.#session, token: answer.session_token ?? null, created: true };
    this.save();
    this.#listen();
  }

  // ---- receiving

  /** One stream for ever: it ends now and then, and goes on behind the last event that was seen. */
  async #listen() {
    if (this.#listening) return;
    const whole = new AbortController();
    this.#listening = whole;
    while (!whole.signal.aborted) {
      const one = new AbortController();
      whole.signal.addEventListener('abort', () => one.abort());
      let silence = null;
      const heard = () => {
        clearTimeout(silence);
        silence = setTimeout(() => one.abort(), SILENCE_MS);
      };
      try {
        heard();
        const response = await this.#fetch('GET', `/api/sessions/${encodeURIComponent(this.#session.name)}/events`,
          undefined, { signal: one.signal, headers: this.#lastEventId ? { 'Last-Event-ID': this.#lastEventId } : {} });
        for await (const { id, data } of frames(response, heard)) {
          if (data.type === 'ready' || data.type === 'resync') {
            await this.#sync(); // everything that happened before this stream
            this.#lastEventId = String(data.last_event_id ?? this.#lastEventId ?? '');
            this.online = true;
          } else {
            this.#event(data);
            if (id) this.#lastEventId = id;
          }
          this.#changed();
        }
      } catch (error) {
        if (error.status === 403 || error.status === 404) break; // this conversation is gone
      } finally {
        clearTimeout(silence);
        one.abort();
      }
      if (whole.signal.aborted) break;
      this.online = false;
      this.#changed();
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
    }
  }

  #event(event) {
    if (event.type === 'status_change') {
      this.status = event.status;
      this.agent = event.agent_info ? { id: event.agent_info.agent_id, name: event.agent_info.agent_name } : null;
    } else if (event.type === 'manual_message') {
      this.#stored.set(event.message_id, { key: event.message_id, role: event.role, content: event.content,
        timestamp: event.timestamp, agent: event.agent_name ?? null });
    }
    this.#changed();
  }

  async #sync() {
    if (!this.#session.created) return;
    const { data } = await this.#call('GET', `/api/sessions/${encodeURIComponent(this.#session.name)}`);
    this.#take(data.session);
    // A turn whose stream was cut goes on without us: its answer comes into the history.
    clearTimeout(this.#again);
    if (data.answering && !this.answering) this.#again = setTimeout(() => this.#sync().catch(() => {}), 2000);
    const last = data.session.history.findLast((m) => m.role === 'user');
    if (!data.answering && last?.answered === false) this.problem = 'The assistant could not answer.';
    this.#drain();
  }

  /** The state of the session, with its newest messages. */
  #take(session) {
    this.status = session.status;
    this.agent = session.assigned_agent;
    for (const { id, role, content, timestamp, agent_name: agent, client_message_id: key } of session.history) {
      this.#stored.set(id, { key: key ?? id, role, content, timestamp, agent, state: 'sent' });
      if (key) this.#local = this.#local.filter((m) => m.key !== key);
    }
    this.#changed();
  }

  // ---- HTTP

  async #fetch(method, path, body, { headers, signal } = {}) {
    const response = await fetch(this.#base + path, {
      method,
      signal,
      headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }),
        ...(this.#session.token && { 'X-Session-Token': this.#session.token }) },
      body: body && JSON.stringify(body),
    }).catch(() => { throw new HandoffError(0); });
    if (!response.ok) throw new HandoffError(response.status, await response.json().catch(() => ({})));
    return response;
  }

  async #call(method, path, body) {
    const response = await this.#fetch(method, path, body, { signal: AbortSignal.timeout(20000) });
    return response.json().catch(() => { throw new HandoffError(0); });
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

function uuid() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The frames of an event stream: `{id, data}`; comments are heartbeats. */
async function* frames(response, heard = () => {}) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      const parts = (rest + value).split('\n\n');
      rest = parts.pop();
      for (const part of parts) {
        const field = (name) => part.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        if (field('data')) yield { id: field('id'), data: JSON.parse(field('data')) };
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
