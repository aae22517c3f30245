// A customer with two tabs on a network that fails at random: nothing lost, nothing doubled, the same
// order everywhere. HANDOFF_CUTS_SEED repeats a run, HANDOFF_CUTS_STEPS makes it longer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Customer, startWire, until } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

const SEED = Number(process.env.HANDOFF_CUTS_SEED) || Date.now() % 1e9;
const STEPS = Number(process.env.HANDOFF_CUTS_STEPS) || 40;

/** The same numbers for the same seed. */
function chance(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6D2B79F5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) % n;
  };
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** All messages of a session, oldest first, as `role: content`. */
async function everything(session) {
  const all = [];
  for (let before = ''; ;) {
    const { items, has_more: more } = (await agent.call('GET', `/api/sessions/${session}/messages?limit=200${before && `&before=${before}`}`)).data;
    all.unshift(...items);
    if (!more) return all.map((m) => `${m.role}: ${m.content}`);
    before = items[0].id;
  }
}

/** What a tab shows of the texts that begin with a letter of ours and a number, in order. */
const shown = async (tab) => (await tab.page.locator('.row .bubble').allInnerTexts()).filter((text) => /^[uv]\d+ /.test(text));

test('two tabs talking to a person over a network that fails', async (t) => {
  console.log(`# HANDOFF_CUTS_SEED=${SEED} HANDOFF_CUTS_STEPS=${STEPS}`);
  const random = chance(SEED);
  const wire = await startWire(desk.server.port);
  t.after(() => wire.stop());
  const tabs = [await Customer.open(browser, wire.url)];
  tabs.push(await tabs[0].sibling(wire.url));
  await tabs[0].page.getByRole('button', { name: 'Talk to a person' }).click();
  await tabs[0].page.locator('#cancel').waitFor();
  const session = await tabs[0].session();
  await agent.takeOver(session);
  for (const tab of tabs) await tab.presence(/is helping you/);

  const written = [[], []];
  const answered = [];
  let count = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const which = random(2);
    switch (random(8)) {
      case 0: wire.set('cut'); break;
      case 1: wire.set('deaf'); break;
      case 2: wire.set('hung'); break;
      case 3:
        if (wire.mode !== 'open') break; // without a network there is no page to come back to
        await tabs[which].reload();
        await tabs[which].presence(/is helping you/);
        break;
      case 4: {
        count += 1;
        answered.push(`v${count} from the other side`);
        await agent.write(session, answered.at(-1));
        break;
      }
      default: {
        count += 1;
        const text = `u${count} of tab ${which}`;
        written[which].push(text);
        await tabs[which].input.fill(text);
        await tabs[which].input.press('Enter');
        assert.equal(await tabs[which].input.inputValue(), '', `${text} was taken`);
      }
    }
    await pause(random(400));
    if (random(3) === 0) wire.set('open');
  }
  wire.set('cut'); // what hangs ends
  wire.set('open');
  const all = [...written[0], ...written[1], ...answered];
  const texts = (list) => list.map((m) => m.replace(/^\w+: /, '')).filter((text) => all.includes(text));
  await until(async () => texts(await everything(session)).length >= all.length, `the server has ${all.length} messages`);
  for (const tab of tabs) {
    await tab.page.waitForFunction(() => !document.querySelector('.own.sending, .own.failed'));
    await tab.page.getByRole('alert').waitFor({ state: 'hidden' });
  }
  const stored = texts(await everything(session));
  assert.deepEqual([...stored].sort(), [...all].sort(), 'each exactly once');
  for (const list of [...written, answered]) assert.deepEqual(stored.filter((text) => list.includes(text)), list, 'in order');
  for (const tab of tabs) {
    await until(async () => (await shown(tab)).includes(stored.at(-1)), 'the last is shown');
    await tab.reload(); // the newest 50
    assert.deepEqual(await shown(tab), stored.slice(-(await shown(tab)).length));
    assert.ok((await shown(tab)).length >= Math.min(stored.length, 45));
  }
  await agent.release(session);
  await tabs[0].close();
});
test('questions to the AI over a network that fails', async (t) => {
  const random = chance(SEED + 1);
  const wire = await startWire(desk.server.port);
  t.after(() => wire.stop());
  const customer = await Customer.open(browser, wire.url);
  const questions = [];
  for (let round = 0; round < Math.ceil(STEPS / 8); round += 1) {
    questions.push(`u${round} what does the City C1 cost? @sim:slow=40 @sim:chunks=10`);
    await customer.send(questions.at(-1));
    await pause(random(900));
    wire.set(['cut', 'deaf', 'open', 'cut'][random(4)]);
    await pause(random(1500));
    wire.set('open');
    for (;;) {
      await customer.page.waitForFunction(() => document.querySelector('.own.failed .link')
        || !document.querySelector('.dots, .row[aria-busy="true"], .own.sending, .own.failed'));
      const retry = customer.page.locator('.own.failed .link').first();
      if (!(await retry.isVisible())) break;
      await retry.click();
      await pause(100);
    }
  }
  const session = await customer.session();
  const stored = await everything(session);
  assert.deepEqual(stored.filter((m) => m.startsWith('user: ')), questions.map((q) => `user: ${q}`), 'each question once, in order');
  const page = await customer.texts();
  await customer.reload();
  assert.deepEqual(await customer.texts(), page, 'a reload changes nothing');
  await customer.close();
});
