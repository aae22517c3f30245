// A network that fails: nothing is lost, nothing is doubled, the customer sees what is going on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Customer, startWire, until } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

/** A customer behind a wire of his own, talking to a person. */
async function liveCustomer(t) {
  const wire = await startWire(desk.server.port);
  t.after(() => wire.stop());
  const customer = await Customer.open(browser, wire.url);
  await customer.page.getByRole('button', { name: 'Talk to a person' }).click();
  await customer.page.locator('#cancel').waitFor();
  const session = await customer.session();
  await agent.takeOver(session);
  await customer.presence(/is helping you/);
  return { wire, customer, session };
}

async function leave({ customer, session }) {
  await agent.release(session);
  await customer.close();
}

test('the connection drops in a live chat and comes back', async (t) => {
  const live = await liveCustomer(t);
  const { wire, customer, session } = live;
  const { page } = customer;
  await agent.write(session, 'before');
  await customer.shows('before');

  wire.set('cut');
  await agent.write(session, 'while away 1');
  await page.getByRole('alert').getByText('No connection.').waitFor();
  await page.locator('#banner-count').getByText(/Next try in \d+ s/).waitFor();
  await customer.send('written offline');
  await page.locator('.own.failed', { hasText: 'written offline' }).getByText('Not sent: no connection').waitFor();
  await agent.write(session, 'while away 2');

  wire.set('open');
  const resumed = page.waitForRequest((r) => /\/events$/.test(r.url()) && /^\d+$/.test(r.headers()['last-event-id']));
  await page.getByRole('button', { name: 'Retry now' }).click();
  await resumed;
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await customer.shows('while away 2');
  await page.locator('.own.sent', { hasText: 'written offline' }).waitFor(); // sent by itself
  for (const text of ['before', 'while away 1', 'while away 2', 'written offline']) {
    assert.equal(await customer.count(text), 1, text);
  }
  assert.equal((await agent.history(session)).filter((m) => m === 'user: written offline').length, 1);
  await agent.write(session, 'after');
  await customer.shows('after');
  const shown = await customer.texts();
  await customer.reload();
  assert.deepEqual(await customer.texts(), shown);
  await leave(live);
});

test('a network that hangs in a live chat is noticed within ten seconds', async (t) => {
  const live = await liveCustomer(t);
  const { wire, customer, session } = live;
  const { page } = customer;
  wire.set('hung');
  const since = Date.now();
  await page.getByRole('alert').getByText('No connection.').waitFor();
  assert.ok(Date.now() - since < 15000, `noticed after ${Date.now() - since} ms`);
  await customer.presence(/^No connection$/);
  await page.locator('#presence .dot.bad').waitFor();
  await customer.send('into the void');
  await agent.write(session, 'from the other side');
  wire.set('open');
  await page.getByRole('button', { name: 'Retry now' }).click();
  await customer.shows('from the other side');
  await customer.presence(/is helping you/);
  await page.locator('.own.sent', { hasText: 'into the void' }).waitFor();
  assert.equal((await agent.history(session)).filter((m) => m === 'user: into the void').length, 1);

  await customer.context.setOffline(true); // the browser knows it itself: at once
  await page.getByRole('alert').getByText('No connection.').waitFor();
  await customer.context.setOffline(false);
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await leave(live);
});

test('the server has the message but its answer is lost', async (t) => {
  const live = await liveCustomer(t);
  const { wire, customer, session } = live;
  wire.set('deaf');
  await customer.send('exactly once');
  await until(async () => (await agent.history(session)).includes('user: exactly once'), 'the server stores it');
  await customer.page.locator('.own.failed', { hasText: 'exactly once' }).waitFor();
  await customer.page.getByRole('button', { name: 'Retry', exact: true }).click();
  wire.set('open');
  await customer.page.locator('.own.sent', { hasText: 'exactly once' }).waitFor();
  assert.equal(await customer.count('exactly once'), 1);
  assert.equal((await agent.history(session)).filter((m) => m === 'user: exactly once').length, 1);
  await leave(live);
});

test('the page is closed before the message got through', async (t) => {
  const live = await liveCustomer(t);
  const { wire, customer, session } = live;
  wire.set('cut');
  await customer.send('kept over a reload');
  await customer.page.locator('.own.failed').waitFor();
  wire.set('open');
  await customer.reload();
  await customer.page.locator('.own.sent', { hasText: 'kept over a reload' }).waitFor();
  assert.equal((await agent.history(session)).filter((m) => m === 'user: kept over a reload').length, 1);
  await leave(live);
});

test('the connection drops while the AI is writing', async (t) => {
  const wire = await startWire(desk.server.port);
  t.after(() => wire.stop());
  const customer = await Customer.open(browser, wire.url);
  await customer.ask('hello');
  await customer.send('How do I assemble it? @sim:slow=300 @sim:chunks=30');
  await customer.page.locator('.row.ai[aria-busy="true"]').waitFor();
  wire.set('cut');
  await customer.page.getByRole('alert').waitFor();
  wire.set('open');
  await customer.idle(2); // the server finished the answer meanwhile
  const history = await agent.session(await customer.session());
  assert.deepEqual(history.history.map((m) => m.role), ['user', 'assistant', 'user', 'assistant']);
  assert.equal(await customer.page.locator('.own').count(), 2);
  await customer.page.locator('.row.ai .bubble').last().getByText('put the battery in and charge it fully').waitFor();
  const shown = await customer.texts();
  await customer.reload();
  assert.deepEqual(await customer.texts(), shown);
  await customer.close();
});

test('a reload while the AI is writing', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  await customer.send('How do I assemble it? @sim:slow=300 @sim:chunks=30');
  await customer.page.locator('.row.ai[aria-busy="true"]').waitFor();
  await customer.reload();
  await customer.page.locator('.row.ai .bubble').getByText('put the battery in and charge it fully').waitFor();
  await customer.idle();
  assert.equal(await customer.page.locator('.own.sent').count(), 1);
  const session = await agent.session(await customer.session());
  assert.deepEqual(session.history.map((m) => m.role), ['user', 'assistant']);
  await customer.close();
});

test('no connection at the first message', async (t) => {
  const wire = await startWire(desk.server.port);
  t.after(() => wire.stop());
  const customer = await Customer.open(browser, wire.url);
  wire.set('cut');
  await customer.send('hello');
  await customer.page.getByText('Not sent: no connection').waitFor();
  wire.set('open');
  await customer.reload();
  await customer.page.getByRole('button', { name: 'Retry', exact: true }).click();
  await customer.page.locator('.own.sent').waitFor();
  await customer.idle(1);
  assert.equal(await customer.page.locator('.own').count(), 1);
  await customer.close();
});

test('the server is restarted in a live chat', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  await customer.page.getByRole('button', { name: 'Talk to a person' }).click();
  await customer.page.locator('#cancel').waitFor();
  const session = await customer.session();
  await agent.takeOver(session);
  await customer.presence(/is helping you/);
  await desk.restartServer();
  await agent.write(session, 'back again');
  await customer.shows('back again');
  await customer.page.getByRole('alert').waitFor({ state: 'hidden' });
  await customer.send('me too');
  await customer.page.locator('.own.sent', { hasText: 'me too' }).waitFor();
  assert.equal(await customer.count('back again'), 1);
  await agent.release(session);
  await customer.close();
});

for (const [how, signal, endings] of [['is killed', 'SIGKILL', ['SIGKILL']], ['is stopped', 'SIGTERM', [0]]]) {
  test(`the server ${how} in the middle of an answer`, async () => {
    const customer = await Customer.open(browser, desk.server.url);
    await customer.ask('hello');
    const question = 'How do I assemble it? @sim:slow=1000 @sim:chunks=30';
    await customer.send(question);
    await customer.page.locator('.row.ai[aria-busy="true"]').waitFor();
    await desk.server.stop(endings, signal);
    await desk.startServer();
    const session = await customer.session();
    if (signal === 'SIGTERM') { // what had come is kept
      await customer.page.getByText('The answer was interrupted.').waitFor();
      await customer.page.getByRole('button', { name: 'Ask again' }).waitFor();
    } else { // nothing of the answer is left: the same question is asked again by itself
      await customer.page.locator('.row.ai .bubble').last().getByText('put the battery in and charge it fully').waitFor();
    }
    await customer.idle(2);
    assert.equal((await agent.history(session)).filter((m) => m === `user: ${question}`).length, 1);
    assert.equal(await customer.page.locator('.own.sent').count(), 2);
    const shown = await customer.texts();
    await customer.reload();
    assert.deepEqual(await customer.texts(), shown);
    await customer.close();
  });
}

test('the AI cannot be reached: people still can', async () => {
  await desk.stopSimulator();
  const customer = await Customer.open(browser, desk.server.url);
  await customer.send('hello');
  await customer.page.getByText('The assistant could not answer.').waitFor();
  await customer.page.getByRole('button', { name: 'Talk to a person' }).click();
  await customer.page.locator('#cancel').waitFor();
  const session = await customer.session();
  await agent.takeOver(session);
  await agent.write(session, 'What can I do for you?');
  await customer.shows('What can I do for you?');
  assert.equal(await customer.count('hello'), 1);
  await agent.release(session);
  await customer.close();
});
