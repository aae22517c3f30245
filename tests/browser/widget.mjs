// The widget on another site: its way in and out, what it counts, where it keeps the conversation.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Customer, startShop, startWire } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

/** The chat inside the widget of a page. */
function inside(page) {
  const frame = page.frameLocator('iframe');
  return {
    frame,
    ready: () => frame.locator('#log[aria-busy="false"]').waitFor(),
    async ask(text) {
      const answers = frame.locator('.row.ai .bubble:not(.dots)');
      const before = await answers.count();
      await frame.locator('#input').fill(text);
      await frame.locator('#input').press('Enter');
      await frame.locator('.own.sent', { hasText: text }).waitFor();
      await answers.nth(before).waitFor();
      await frame.locator('#log:not(:has(.dots, .row[aria-busy="true"], .own.sending))').waitFor();
    },
    session: async () => {
      const found = page.frames().find((f) => f.url().includes('embed=1'));
      return found.evaluate(() => JSON.parse(localStorage.getItem('handoff.session')).name);
    },
  };
}

test('the widget on a foreign page', async (t) => {
  const shop = await startShop(desk.server.url);
  t.after(() => shop.stop());
  const customer = await Customer.open(browser, null, { locale: 'zh-CN' });
  const { page } = customer;
  await page.goto(shop.url);
  const launcher = page.getByRole('button', { name: 'Open chat' });
  await launcher.focus();
  await page.keyboard.press('Enter');
  const frame = page.frameLocator('iframe');
  await frame.locator('#log[aria-busy="false"]').waitFor();
  await frame.locator('#input').fill('hello');
  await frame.locator('#input').press('Enter');
  await frame.locator('.own.sent').waitFor();
  await frame.locator('.row.ai .bubble:not(.dots)').last().getByText('nice to meet you').waitFor();
  const inner = page.frames().find((f) => f.url().startsWith(desk.server.url));
  await inner.waitForFunction(() => !document.querySelector('.row[aria-busy="true"]'));
  const session = await inner.evaluate(() => JSON.parse(localStorage.getItem('handoff.session')).name);

  await frame.locator('#input').press('Escape');
  await page.locator('iframe').waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.className), 'launcher');
  await agent.takeOver(session);
  await agent.write(session, 'Are you there?');
  await page.getByRole('button', { name: /Open chat, \d+ new/ }).click();
  await frame.getByText('Are you there?').waitFor();
  await page.locator('.shut').click();
  await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  await agent.release(session);

  // The next page of the shop: as it was, the keyboard stays with the shop.
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.reload();
  await frame.getByText('Are you there?').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
  await page.getByRole('button', { name: 'Close chat' }).last().click();
  await page.locator('iframe').waitFor({ state: 'hidden' });

  await page.setViewportSize({ width: 320, height: 568 });
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.locator('.shut').waitFor();
  const box = await page.locator('iframe').boundingBox();
  assert.deepEqual([box.width, box.height], [320, 568]);
  await customer.close();
});

test('unread answers are counted from what was last seen', async (t) => {
  const shop = await startShop(desk.server.url);
  t.after(() => shop.stop());
  const customer = await Customer.open(browser, null);
  const { page } = customer;
  await page.goto(shop.url);
  await page.getByRole('button', { name: 'Open chat' }).click();
  const chat = inside(page);
  await chat.ready();
  await chat.ask('hello');
  const session = await chat.session();
  await agent.takeOver(session);
  await chat.frame.getByText(`${agent.name} has joined`).waitFor();
  await page.locator('.shut').click();
  await agent.write(session, 'first');
  await agent.write(session, 'second');
  await page.getByRole('button', { name: 'Open chat, 2 new' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Open chat, 2 new' }).waitFor();
  // Another tab of the shop sees them: seen is seen everywhere.
  const second = await customer.context.newPage();
  await second.goto(shop.url);
  await second.getByRole('button', { name: 'Open chat, 2 new' }).click();
  await second.frameLocator('iframe').getByText('second', { exact: true }).waitFor();
  await second.close();
  await page.bringToFront();
  await page.reload();
  await agent.write(session, 'third');
  await page.getByRole('button', { name: 'Open chat, 1 new' }).click();
  await chat.frame.getByText('third', { exact: true }).waitFor();
  await page.locator('.shut').click();
  await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  await agent.release(session);
  await customer.close();
});

test('without a network there is a way out, and it opens by itself later', async (t) => {
  const wire = await startWire(desk.server.port);
  t.after(() => wire.stop());
  const shop = await startShop(wire.url);
  t.after(() => shop.stop());
  const customer = await Customer.open(browser, null, { viewport: { width: 360, height: 640 } });
  const { page } = customer;
  await page.goto(shop.url);
  const launcher = page.getByRole('button', { name: 'Open chat' });
  await launcher.waitFor();
  wire.set('cut');
  await launcher.click();
  await page.getByText('The chat cannot be reached right now.').waitFor();
  assert.equal(await page.locator('iframe').isVisible(), false, 'no error page of the browser');
  const shut = page.locator('.shut');
  const box = await shut.boundingBox();
  assert.ok(box.width >= 44 && box.height >= 44 && box.x + box.width <= 360 && box.y >= 0);
  await shut.click();
  await launcher.waitFor();
  await launcher.click();
  await page.getByText('The chat cannot be reached right now.').waitFor();
  wire.set('open');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await inside(page).ready();
  assert.equal(await page.getByText('cannot be reached').isVisible(), false);
  wire.set('cut'); // and a network lost later takes nothing away
  await shut.click();
  await launcher.click();
  assert.ok(await page.locator('iframe').isVisible());
  await customer.close();
});

/** Frames of the desk get no storage, as where the browser forbids it to third parties. */
const forbidStorage = (context) => context.addInitScript(() => {
  if (window === window.top) return;
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError'); } });
  }
});

test('without storage of third parties the conversation is kept by the site around', async (t) => {
  const shop = await startShop(desk.server.url);
  t.after(() => shop.stop());
  const customer = await Customer.open(browser, null);
  const { page } = customer;
  await forbidStorage(customer.context);
  await page.goto(shop.url);
  await page.getByRole('button', { name: 'Open chat' }).click();
  const chat = inside(page);
  await chat.ready();
  await chat.ask('My name is Zoe');
  const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem('handoff.session')));
  const { name, token } = await kept();
  assert.match(name, /^session_/);
  assert.ok(token);
  await agent.takeOver(name);
  await chat.frame.getByText(`${agent.name} has joined`).waitFor();
  await chat.frame.locator('#input').fill('half a sen');
  await page.waitForFunction(() => Object.values(localStorage).some((value) => value.includes('half a sen')));
  await page.goto(`${shop.url}second`);
  await agent.write(name, 'still there?');
  await chat.frame.getByText('still there?').waitFor();
  await chat.frame.getByText('My name is Zoe').first().waitFor();
  assert.equal(await chat.frame.locator('#input').inputValue(), 'half a sen');
  assert.equal(await chat.frame.getByText('keep nothing').count(), 0);

  // A second tab of the site is the same customer.
  const second = await customer.context.newPage();
  await second.goto(shop.url);
  await second.getByRole('button', { name: /Open chat/ }).click();
  await second.frameLocator('iframe').getByText('still there?').waitFor();
  await second.close();
  await agent.release(name);
  await customer.close();
});

test('without any storage the page says so', async (t) => {
  const shop = await startShop(desk.server.url);
  t.after(() => shop.stop());
  const customer = await Customer.open(browser, null);
  await customer.context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError'); } });
    }
  });
  await customer.page.goto(shop.url);
  await customer.page.getByRole('button', { name: 'Open chat' }).click();
  const chat = inside(customer.page);
  await chat.ready();
  await chat.frame.getByText('Your browser lets this chat keep nothing').waitFor();
  await chat.ask('hello');
  await customer.close();
});

test('only the widget around it is told what the frame keeps', async (t) => {
  // A page that embeds the chat without widget.js and listens: it learns no session and gives none.
  const shop = await startShop(desk.server.url, `<!doctype html><link rel="icon" href="data:,"><title>Spy</title>
    <iframe src="${desk.server.url}/?embed=1" width="400" height="600"></iframe>`);
  t.after(() => shop.stop());
  const customer = await Customer.open(browser, null);
  await forbidStorage(customer.context);
  await customer.context.addInitScript(() => {
    if (window !== window.top) return;
    window.heard = [];
    addEventListener('message', ({ data }) => window.heard.push(JSON.stringify(data)));
  });
  await customer.page.goto(shop.url);
  const chat = inside(customer.page);
  await chat.frame.getByText('Your browser lets this chat keep nothing').waitFor();
  await chat.ask('hello');
  const heard = await customer.page.evaluate(() => window.heard);
  assert.ok(heard.length > 0);
  assert.deepEqual(heard.filter((text) => text.includes('session_')), []);
  await customer.close();
});
