// The page's modules that need no browser: the frame parser and the merging of messages.

import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Node takes .js for modules only beside a package.json that says so; the page needs none.
const dir = mkdtempSync(path.join(tmpdir(), 'handoff-modules-'));
cpSync(fileURLToPath(new URL('../../resources/web', import.meta.url)), dir, { recursive: true });
writeFileSync(path.join(dir, 'package.json'), '{"type":"module"}');
globalThis.crypto ??= webcrypto;
const { FrameParser } = await import(pathToFileURL(path.join(dir, 'stream.js')));
const { Conversation } = await import(pathToFileURL(path.join(dir, 'conversation.js')));
const text = await import(pathToFileURL(path.join(dir, 'text.js')));
const { findLinks } = await import(pathToFileURL(path.join(dir, 'links.js')));
rmSync(dir, { recursive: true });
const cases = JSON.parse(readFileSync(new URL('../data/texts.json', import.meta.url)));

const message = (id, role, content, timestamp) => ({ id, role, content, timestamp, agent_id: null, agent_name: null });
const session = (history, status = 'bot_active', version = 1) => ({ status, version, history, assigned_agent: null });
const texts = (conversation) => conversation.messages.map((m) => m.content);

test('frames are the same however the bytes are split', () => {
  const stream = ': hb\r\n\r\nretry: 3000\nid: 7\nevent: ready\ndata: {"a":1}\n\ndata:x\r\ndata: 好\r\rid: 8\ndata: y\n\nevent: empty\n\n';
  const wanted = [
    { id: '7', event: 'ready', data: '{"a":1}' },
    { id: undefined, event: 'message', data: 'x\n好' },
    { id: '8', event: 'message', data: 'y' },
  ];
  for (let size = 1; size <= stream.length; size += 1) {
    const parser = new FrameParser();
    const frames = [];
    for (let i = 0; i < stream.length; i += size) frames.push(...parser.push(stream.slice(i, i + size)));
    assert.deepEqual(frames, wanted, `pieces of ${size}`);
  }
});

test('the history and what was just written merge without doubles', () => {
  const conversation = new Conversation();
  const now = Date.now() / 1000;
  const own = conversation.addOwn('hello', 'ai');
  const answer = conversation.addAnswer(own);
  answer.content = 'Good m';
  answer.open = false;
  own.state = 'sent';
  const history = [message('m1', 'user', 'hello', now), message('m2', 'assistant', 'Good morning', now + 1)];
  const added = conversation.merge(session(history), {}, true);
  assert.deepEqual(added, []);
  assert.deepEqual(texts(conversation), ['hello', 'Good morning']);
  assert.equal(own.id, 'm1');

  assert.ok(conversation.addEvent({ message_id: 'm3', role: 'agent', content: 'Hi', timestamp: now + 2 }));
  assert.equal(conversation.addEvent({ message_id: 'm3', role: 'agent', content: 'Hi', timestamp: now + 2 }), null);
  conversation.merge(session([...history, message('m3', 'agent', 'Hi', now + 2)]), {}, true);
  assert.deepEqual(texts(conversation), ['hello', 'Good morning', 'Hi']);
});

test('the same text twice is two messages', () => {
  const conversation = new Conversation();
  const now = Date.now() / 1000;
  const first = conversation.addOwn('yes', 'agent');
  conversation.acknowledge(first, 'm1', now);
  const second = conversation.addOwn('yes', 'agent');
  conversation.merge(session([message('m1', 'user', 'yes', now)]), {}, true);
  assert.equal(second.id, null);
  conversation.merge(session([message('m1', 'user', 'yes', now), message('m2', 'user', 'yes', now + 1)]), {}, true);
  assert.equal(second.id, 'm2');
  conversation.acknowledge(second, 'm2', now + 1); // the late answer of the same request
  assert.deepEqual(texts(conversation), ['yes', 'yes']);
});

test('an old message of the same text does not swallow a failed one', () => {
  const conversation = new Conversation();
  const now = Date.now() / 1000;
  const failed = conversation.restore({ key: 'k', content: 'yes', route: 'agent', ts: now });
  conversation.merge(session([message('m1', 'user', 'yes', now - 600)]), {}, true);
  assert.equal(failed.id, null);
  assert.deepEqual(conversation.undelivered().map((m) => m.key), ['k']);
});

test('of a finished turn the history decides, failed messages stay', () => {
  const conversation = new Conversation();
  const now = Date.now() / 1000;
  const own = conversation.addOwn('question', 'ai');
  own.state = 'sent';
  conversation.addAnswer(own).content = 'said before the person came';
  conversation.messages.at(-1).open = false;
  const failed = conversation.addOwn('not sent', 'ai');
  failed.state = 'failed';
  conversation.merge(session([message('m1', 'user', 'question', now)]), {}, true);
  assert.deepEqual(texts(conversation), ['question', 'not sent']);
});

test('an older state never overwrites a newer one', () => {
  const conversation = new Conversation();
  conversation.setStatus('manual_live', 5, 'Wang');
  conversation.merge(session([], 'pending_manual', 4), { position: 3 }, true);
  assert.equal(conversation.status, 'manual_live');
  assert.equal(conversation.position, null);
  conversation.merge(session([], 'pending_manual', 6), { position: 3 }, true);
  assert.equal(conversation.status, 'pending_manual');
  assert.equal(conversation.position, 3);
});

test('what is known of the mail to the staff outlives an older state that comes late', () => {
  const conversation = new Conversation();
  const late = session([], 'bot_active', 1);
  conversation.merge({ ...session([], 'after_hours_email', 3), mail: { sent: false, error: 'no mail' } },
    { answering: false }, true);
  conversation.merge(late, { position: 2, answering: true }, true);
  assert.equal(conversation.mail.error, 'no mail');
  assert.equal(conversation.isMailing, false);
  assert.equal(conversation.answering, false);
  conversation.setStatus('bot_active', 4);
  conversation.setStatus('after_hours_email', 5); // another night: nothing is known yet
  assert.equal(conversation.isMailing, true);
});

test('text is measured and cut as the desk does it', () => {
  for (const [given, wanted] of cases.blank) assert.equal(text.isBlank(given), wanted, JSON.stringify(given));
  for (const [given, wanted] of cases.trimmed) assert.equal(text.trimmed(given), wanted, JSON.stringify(given));
  for (const [given, wanted] of cases.length) assert.equal(text.length(given), wanted, JSON.stringify(given));
  for (const [given, max, wanted] of cases.cut) assert.equal(text.cut(given, max), wanted, JSON.stringify(given));
  const tower = `a${'\u0301'.repeat(1000)}`;
  assert.ok(!text.fits(tower, 2) && text.cut(tower, 2).length <= 32);
});

test('links are found as the desk finds them', () => {
  for (const [given, wanted] of cases.links) {
    const found = findLinks(given).map(({ start, length }) => given.slice(start, start + length));
    assert.deepEqual(found, wanted, given);
  }
});
