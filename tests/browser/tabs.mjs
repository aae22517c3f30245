// One customer with several tabs: one session at any moment, nothing lost in any of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Customer, until } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

/** Two tabs of one browser, both open before a word was said. */
async function twoTabs() {
  const first = await Customer.open(browser, desk.server.url);
  return { first, second: await first.sibling(desk.server.url) };
}

const userTexts = async (session) => (await agent.session(session)).history.filter((m) => m.role === 'user').map((m) => m.content);

test('one identity for all tabs: the AI remembers in the second what was said in the first', async () => {
  const { first, second } = await twoTabs();
  await first.ask('My name is Zoe');
  assert.match(await (await second.ask('Who am I?')).innerText(), /Zoe/);
  const session = await first.session();
  assert.equal(await second.session(), session);
  assert.deepEqual(await userTexts(session), ['My name is Zoe', 'Who am I?']);
  await first.page.locator('.own', { hasText: 'Who am I?' }).waitFor();
  await first.close();
});

test('the first message in two tabs at once', async () => {
  const { first, second } = await twoTabs();
  await Promise.all([first.send('hello from one'), second.send('hello from two')]);
  for (const tab of [first, second]) {
    for (const text of ['hello from one', 'hello from two']) {
      await tab.page.locator('.own.sent', { hasText: text }).waitFor();
    }
    await tab.idle(2);
    assert.equal(await tab.page.locator('.own').count(), 2);
    assert.equal(await tab.page.locator('.failed').count(), 0);
  }
  const session = await first.session();
  assert.equal(await second.session(), session);
  assert.deepEqual((await userTexts(session)).sort(), ['hello from one', 'hello from two']);
  await first.close();
});

test('the token was lost on its way: the first message goes into another session', async () => {
  const first = await Customer.open(browser, desk.server.url);
  const name = await first.session();
  await fetch(`${desk.server.url}/api/conversation/new`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ session_id: name }),
  });
  await first.ask('hello');
  assert.notEqual(await first.session(), name);
  assert.deepEqual(await userTexts(await first.session()), ['hello']);
  await first.close();
});

test('drafts and undelivered messages belong to their tab, and to the next one when it is closed', async () => {
  const { first, second } = await twoTabs();
  await first.input.fill('draft of one');
  await second.input.fill('draft of two');
  await first.reload();
  assert.equal(await first.input.inputValue(), 'draft of one');
  assert.equal(await second.input.inputValue(), 'draft of two');
  await second.page.context().setOffline(true);
  await second.send('not delivered');
  await second.page.locator('.own.failed', { hasText: 'not delivered' }).waitFor();
  assert.equal(await first.page.locator('.own').count(), 0);
  await second.page.close({ runBeforeUnload: false });
  await first.page.context().setOffline(false);
  const third = await first.sibling(desk.server.url);
  await third.page.locator('.own.failed', { hasText: 'not delivered' }).waitFor();
  await third.page.getByRole('button', { name: 'Retry', exact: true }).click();
  await third.page.locator('.own.sent', { hasText: 'not delivered' }).waitFor();
  await third.idle(1);
  await first.close();
});

test('a new conversation in one tab is the new one in all, with what is not delivered yet', async () => {
  const { first, second } = await twoTabs();
  await first.ask('hello');
  await second.page.locator('.own', { hasText: 'hello' }).waitFor();
  const old = await first.session();
  await second.input.fill('a draft stays');
  await first.page.getByRole('button', { name: 'New conversation' }).click();
  await first.page.getByRole('dialog').getByRole('button', { name: 'New conversation' }).click();
  await second.page.locator('.own').waitFor({ state: 'detached' });
  assert.equal(await second.input.inputValue(), 'a draft stays');
  await second.input.press('Enter');
  await second.idle(1);
  assert.notEqual(await second.session(), old);
  await first.page.locator('.own', { hasText: 'a draft stays' }).waitFor();
  assert.deepEqual(await userTexts(await second.session()), ['a draft stays']);
  await first.close();
});

test('a fourth tab has no stream of its own and works all the same', async () => {
  const first = await Customer.open(browser, desk.server.url);
  await first.ask('hello');
  const tabs = [first];
  for (let i = 0; i < 3; i += 1) tabs.push(await first.sibling(desk.server.url));
  const fourth = tabs[3];
  await until(async () => (await fourth.page.evaluate(() => performance.getEntriesByType('resource')
    .some((entry) => /\/events$/.test(entry.name) && entry.responseStatus === 429))), 'the server refuses the stream');
  const session = await first.session();
  await agent.takeOver(session);
  await agent.write(session, 'to all of you');
  await fourth.shows('to all of you');
  await fourth.presence(/is helping you/);
  assert.equal(await fourth.page.getByRole('alert').isVisible(), false);
  await fourth.send('from the fourth');
  await first.page.locator('.own', { hasText: 'from the fourth' }).waitFor();
  await agent.release(session);
  await first.close();
});
