// The HTTP calls of the page: one function per endpoint, errors as ApiError.

const REQUEST_TIMEOUT_MS = 10000;
const COZE_TIMEOUT_MS = 20000; // where the server asks Coze before it answers

/** A refused or failed request. `network` means no answer came, so nobody knows whether it arrived. */
export class ApiError extends Error {
  constructor({ status = 0, code = 'NETWORK', text = '', retryAfter = 0 }) {
    super(text || code);
    this.status = status;
    this.code = code;
    this.retryAt = Date.now() + 1000 * (retryAfter || 10);
    this.network = status === 0;
  }
}

/** Reads the error body of the contract; `Retry-After` in seconds. */
export async function errorOf(response) {
  const body = await response.json().catch(() => ({}));
  return new ApiError({
    status: response.status,
    code: body.code || `HTTP_${response.status}`,
    text: body.detail || body.error,
    retryAfter: Number(response.headers.get('Retry-After')) || 0,
  });
}

/**
 * Calls in the name of one session; `identity` is `{name, token}` and is read at every call. `onAnswer` is
 * called whenever the server said something.
 */
export class Api {
  onAnswer = () => {};
  #underWay = new Set();

  constructor(identity) {
    this.identity = identity;
  }

  #headers(extra) {
    const headers = { ...extra };
    if (this.identity.token) headers['X-Session-Token'] = this.identity.token;
    return headers;
  }

  #path(rest) {
    return `/api/sessions/${encodeURIComponent(this.identity.name)}${rest}`;
  }

  async #fetch(path, options) {
    try {
      const response = await fetch(path, { cache: 'no-store', credentials: 'omit', ...options });
      this.onAnswer();
      return response;
    } catch {
      throw new ApiError({});
    }
  }

  async #json(method, path, body, timeout = REQUEST_TIMEOUT_MS) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeout);
    this.#underWay.add(abort);
    try {
      const response = await this.#fetch(path, {
        method,
        headers: this.#headers(body ? { 'Content-Type': 'application/json' } : {}),
        body: body && JSON.stringify(body),
        signal: abort.signal,
        keepalive: method === 'POST', // the last word of a page that is being closed
      });
      if (!response.ok) throw await errorOf(response);
      return await response.json().catch(() => { throw new ApiError({}); });
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(abort);
    }
  }

  /** Gives up what is under way on connections that may be dead: those calls fail as `network`. */
  hangUp() {
    this.#underWay.forEach((abort) => abort.abort());
  }

  async botInfo() {
    return (await this.#json('GET', '/api/bot/info')).bot;
  }

  async shiftConfig() {
    return (await this.#json('GET', '/api/shift/config')).data;
  }

  /** `{success, conversation_id, session_token}`; `success` false when Coze failed, the session exists all the same. */
  newConversation(profile) {
    return this.#json('POST', '/api/conversation/new', { session_id: this.identity.name, profile }, COZE_TIMEOUT_MS);
  }

  /** Is there anybody? Fails without an answer. */
  probe(signal) {
    return this.#fetch('/healthz', { signal });
  }

  /** `{session, audit_trail, queue_position?, answering}` */
  async session() {
    return (await this.#json('GET', this.#path(''))).data;
  }

  /** The whole answer: `data` is the session, beside it `is_in_shift` and `email_sent`. */
  escalate() {
    return this.#json('POST', '/api/manual/escalate',
      { session_name: this.identity.name, reason: 'user_request' });
  }

  async cancelWaiting() {
    return (await this.#json('POST', this.#path('/cancel'), {})).data;
  }

  /** The customer goes to another session: who waits for him here is told. */
  leave() {
    return this.#json('POST', this.#path('/leave'), {});
  }

  /** `{message_id, timestamp}`; the same `clientMessageId` again gives the first answer. */
  async sendToAgent(content, clientMessageId) {
    return (await this.#json('POST', '/api/manual/messages', {
      session_name: this.identity.name, role: 'user', content, client_message_id: clientMessageId,
    })).data;
  }

  typing(active) {
    return this.#json('POST', this.#path('/typing'), { active });
  }

  /** Starts one AI turn, or joins it again; the answer's body is a data-only event stream. */
  async startTurn(message, clientMessageId, signal) {
    const response = await this.#fetch('/api/chat/stream', {
      method: 'POST',
      headers: this.#headers({ 'Content-Type': 'application/json', Accept: 'text/event-stream' }),
      body: JSON.stringify({ message, user_id: this.identity.name, client_message_id: clientMessageId }),
      signal,
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  /** Opens the session's resumable event stream. */
  async openEvents(lastEventId, signal) {
    const headers = this.#headers({ Accept: 'text/event-stream' });
    if (lastEventId) headers['Last-Event-ID'] = lastEventId;
    const response = await this.#fetch(this.#path('/events'), { headers, signal });
    if (!response.ok) throw await errorOf(response);
    return response;
  }
}
