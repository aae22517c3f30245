// One turn of the AI, read from its stream.

import { framesOf, watchSilence } from './stream.js';

const OPEN_MS = 10000; // a turn's stream begins within this

/**
 * Asks `message` and tells `onAccepted()`, `onText(piece)`, `onEvent(event of the session)`, `onBytes()`; not
 * `isWanted()` any more, it ends. Answers `done` (also when the AI failed), `manual` (a person has the session)
 * or `cut`; throws when the request was refused or never arrived.
 */
export async function readTurn(api, message, abort, { isWanted, onAccepted, onText, onEvent, onBytes }) {
  const watch = watchSilence(abort, OPEN_MS);
  const touch = () => {
    watch.touch();
    onBytes();
  };
  let accepted = false;
  try {
    const response = await api.startTurn(message.content, message.key, abort.signal);
    touch();
    accepted = true;
    onAccepted();
    for await (const { json } of framesOf(response, touch)) {
      if (!isWanted()) return 'cut';
      if (json.type === 'message') onText(json.content);
      else if (json.type === 'done') return 'done';
      else if (json.type === 'error') return /MANUAL_IN_PROGRESS|SESSION_IN_MANUAL_MODE/.test(json.content) ? 'manual' : 'done';
      else await onEvent(json);
    }
  } catch (error) {
    if (!accepted) throw error;
  } finally {
    watch.stop();
  }
  return 'cut';
}
