// Server-sent events over fetch: a parser, and a stream that reconnects and resumes.

const QUIET_RETRY_MS = 600;   // a planned end or a blip: try at once, show nothing
const RETRY_MS = 3000;
const RETRY_MAX_MS = 15000;
const FULL_RETRY_MS = 30000;  // the server has no stream for us: somebody polls meanwhile
const OPEN_MS = 8000;         // a stream says `ready` within this
const SILENCE_MS = 75000;     // heartbeats come every 30 s
const PULSE_AFTER_MS = 4000;  // a customer who waits for a person learns within 10 s …
const PULSE_ANSWER_MS = 5000; // … that nothing can come any more

/** Splits text into frames `{id, event, data}`; any split of the input gives the same frames. */
export class FrameParser {
  #rest = '';
  #frame = { data: [] };

  push(text) {
    const frames = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (this.#frame.data.length) {
          const { id, event, data } = this.#frame;
          frames.push({ id, event: event || 'message', data: data.join('\n') });
        }
        this.#frame = { data: [] };
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') this.#frame.data.push(value);
      else if (field === 'event' || field === 'id') this.#frame[field] = value;
    }
    return frames;
  }
}

/** Frames of a response with their JSON payload in `json`; a frame that is no JSON is skipped. */
export async function* framesOf(response, onBytes = () => {}) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parser = new FrameParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      for (const frame of parser.push(decoder.decode(value, { stream: true }))) {
        try {
          frame.json = JSON.parse(frame.data);
        } catch {
          continue;
        }
        yield frame;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Aborts a request whose body has been silent too long: `touch()` at every byte, `stop()` at the end. */
export function watchSilence(abort, firstMs = SILENCE_MS) {
  let last = Date.now();
  let allowed = firstMs;
  const timer = setInterval(() => {
    if (Date.now() - last > allowed) abort.abort();
  }, 1000);
  return {
    touch: () => {
      last = Date.now();
      allowed = SILENCE_MS;
    },
    silentFor: () => Date.now() - last,
    stop: () => clearInterval(timer),
  };
}

/**
 * Notices a network that hangs, which ends no connection. While `wanted()`, a silence of the server is
 * followed by `probe(signal)`; without an answer, or when the browser says it is offline, `onDead` is called.
 */
export class Pulse {
  #callbacks;
  #heardAt = Date.now();
  #probing = false;

  constructor(callbacks) {
    this.#callbacks = callbacks;
    setInterval(() => this.#look(), 500);
    addEventListener('offline', () => callbacks.onDead());
  }

  /** Something came from the server. */
  heard() { this.#heardAt = Date.now(); }

  async #look() {
    const { wanted, probe, onDead } = this.#callbacks;
    if (document.hidden || !wanted()) this.heard(); // a new wait has its full time
    if (this.#probing || Date.now() - this.#heardAt < PULSE_AFTER_MS) return;
    this.#probing = true;
    const askedAt = Date.now();
    try {
      await probe(AbortSignal.timeout(PULSE_ANSWER_MS));
      this.heard();
    } catch {
      if (wanted() && this.#heardAt < askedAt) onDead();
    }
    this.#probing = false;
  }
}

/**
 * Keeps one event stream open for ever. `open(lastId, signal)` makes the request, `onEvent(json)` is
 * awaited before its id counts as seen, `onBytes()` is called for whatever comes. `onState({name, until?,
 * error?})` gets `open`, `waiting`, `full` (too many streams: one will be tried again now and then) and
 * `refused` (403, 404: it has stopped).
 */
export class EventStream {
  #callbacks;
  #lastId = null;
  #abort = null;
  #wake = null;
  #running = false;
  #dead = false;
  #watch = null;

  constructor(callbacks) {
    this.#callbacks = callbacks;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#run();
  }

  stop() {
    this.#running = false;
    this.#abort?.abort();
    this.#wake?.();
  }

  /** Ends a pause between two tries; a stream that has been silent too long is opened anew. */
  retryNow() {
    this.#wake?.();
    if (this.#watch?.silentFor() > SILENCE_MS / 2) this.#abort.abort();
  }

  /** Nothing comes any more: the stream is given up, a new one is tried, and that is told. */
  giveUp() {
    this.#dead = true;
    this.#abort?.abort();
  }

  async #run() {
    let failures = 0;
    while (this.#running) {
      let failure = null;
      this.#dead = false;
      try {
        await this.#readOne(() => { failures = 0; });
      } catch (error) {
        if (!this.#running) return;
        if (error.status === 403 || error.status === 404) {
          this.#running = false;
          this.#callbacks.onState({ name: 'refused', error });
          return;
        }
        failure = error;
      }
      if (!this.#running) return;
      failures += 1;
      await this.#pause(failures, failure);
    }
  }

  async #readOne(onOpen) {
    const abort = new AbortController();
    this.#abort = abort;
    this.#watch = watchSilence(abort, OPEN_MS);
    const touch = () => {
      this.#watch.touch();
      this.#callbacks.onBytes();
    };
    try {
      const response = await this.#callbacks.open(this.#lastId, abort.signal);
      let head = null;
      for await (const { id, json } of framesOf(response, touch)) {
        if (!this.#running) return;
        if (json.type === 'ready') {
          head = json.last_event_id;
          this.#lastId ??= String(head);
          onOpen();
          this.#callbacks.onState({ name: 'open' });
        }
        await this.#callbacks.onEvent(json);
        if (json.type === 'resync' && head !== null) this.#lastId = String(head);
        else if (json.type !== 'ready' && id) this.#lastId = id;
      }
    } finally {
      this.#watch.stop();
      abort.abort();
    }
  }

  #pause(failures, failure) {
    const jitter = 0.8 + Math.random() * 0.4;
    const full = failure?.status === 429 || failure?.code === 'SSE_CAPACITY';
    const quiet = failures <= 1 && !this.#dead && !full;
    const wait = full ? FULL_RETRY_MS : jitter * (quiet ? QUIET_RETRY_MS
      : Math.min(RETRY_MS * 1.5 ** Math.max(failures - 2, 0), RETRY_MAX_MS));
    if (!quiet) this.#callbacks.onState({ name: full ? 'full' : 'waiting', until: Date.now() + wait, error: failure });
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
