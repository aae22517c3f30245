// axe-core finds nothing on the page and the widget, in every state, light and dark.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Customer, startShop } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Findings in a page or frame, within `selector`, as `rule: place`. */
async function findings(frame, selector = 'html') {
  await frame.evaluate(AXE);
  return frame.evaluate(async (within) => {
    const { violations } = await axe.run(document.querySelector(within), { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  }, selector);
}

for (const colorScheme of ['light', 'dark']) {
  test(`the page in every state, ${colorScheme}`, async () => {
    const customer = await Customer.open(browser, desk.server.url, { colorScheme, reducedMotion: 'reduce' });
    const { page } = customer;
    const check = async (state) => assert.deepEqual(await findings(page), [], state);
    await check('empty');
    await customer.ask('@sim:echo # Title\n| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n\n> quote `code`\n\n---\n- x https://example.com/\n\n```\npre\n```');
    await check('an answer');
    await customer.send('hello @sim:failed');
    await page.getByRole('button', { name: 'Ask again' }).waitFor();
    await check('a failed answer');
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('dialog').waitFor();
    await check('a question');
    await page.getByRole('button', { name: 'Keep this one' }).click();
    await page.locator('#escalate').click();
    await page.locator('#cancel').waitFor();
    await check('waiting');
    const session = await customer.session();
    await agent.takeOver(session);
    await customer.presence(/is helping you/);
    await agent.write(session, 'hello https://example.com/');
    await agent.typing(session);
    await page.locator('#typing').waitFor();
    await check('live');
    await customer.context.setOffline(true);
    await page.getByRole('alert').waitFor();
    await customer.send('into the void');
    await page.locator('.own.failed').waitFor();
    await customer.input.fill('x'.repeat(5000));
    await check('offline, a failed and a long message');
    await customer.context.setOffline(false);
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await agent.release(session, { close: true });
    await page.locator('#notice').getByText('This conversation has ended').waitFor();
    await check('ended');
    await customer.close();
  });

  test(`the widget, ${colorScheme}`, async (t) => {
    const shop = await startShop(desk.server.url);
    t.after(() => shop.stop());
    const customer = await Customer.open(browser, null, { colorScheme, reducedMotion: 'reduce', bypassCSP: true }); // axe writes styles
    const { page } = customer;
    await page.goto(shop.url);
    await page.getByRole('button', { name: 'Open chat' }).waitFor();
    assert.deepEqual(await findings(page, 'body > div'), [], 'closed');
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.frameLocator('iframe').locator('#log[aria-busy="false"]').waitFor();
    assert.deepEqual(await findings(page, 'body > div'), [], 'open');
    const inner = page.frames().find((frame) => frame.url().includes('embed=1'));
    assert.deepEqual(await findings(inner), [], 'in the frame');
    await customer.close();
  });
}
