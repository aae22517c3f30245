// Server-sent events over fetch: a parser, and a stream that reconnects and resumes.

const QUIET_RETRY_MS = 600;   // a planned end or a blip: try at once, show nothing
const RETRY_MS = 3000;
const RETRY_MAX_MS = 15000;
const SILENCE_MS = 75000;     // heartbeats come every 30 s

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
export function watchSilence(abort) {
  let last = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - last > SILENCE_MS) abort.abort();
  }, 5000);
  return {
    touch: () => { last = Date.now(); },
    silentFor: () => Date.now() - last,
    stop: () => clearInterval(timer),
  };
}

/**
 * Keeps one event stream open for ever. `open(lastId, signal)` makes the request, `onEvent(json)` is
 * awaited before its id counts as seen, `onState({name, until?, error?})` gets `open`, `waiting` and
 * `refused` (403, 404: it has stopped).
 */
export class EventStream {
  #callbacks;
  #lastId = null;
  #abort = null;
  #wake = null;
  #running = false;
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

  async #run() {
    let failures = 0;
    while (this.#running) {
      let failure = null;
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
      failures += 1;
      await this.#pause(failures, failure);
    }
  }

  async #readOne(onOpen) {
    this.#abort = new AbortController();
    this.#watch = watchSilence(this.#abort);
    try {
      const response = await this.#callbacks.open(this.#lastId, this.#abort.signal);
      let head = null;
      for await (const { id, json } of framesOf(response, this.#watch.touch)) {
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
      this.#abort.abort();
    }
  }

  #pause(failures, failure) {
    const jitter = 0.8 + Math.random() * 0.4;
    const quiet = failures <= 1;
    const wait = jitter * (quiet ? QUIET_RETRY_MS
      : Math.min(RETRY_MS * 1.5 ** (failures - 2), RETRY_MAX_MS));
    if (!quiet) this.#callbacks.onState({ name: 'waiting', until: Date.now() + wait, error: failure });
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
