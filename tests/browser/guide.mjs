// The guide for pages of one's own: what it shows is what runs here, on another origin, with Vue and
// with React, over a network that fails.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Customer, startWire, until } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const samples = path.join(here, '../../resources/web/docs/samples');

const ENTRIES = {
  Vue: `import { createApp } from 'vue'; import Chat from './vue-chat.js';
    createApp(Chat, { desk: new URLSearchParams(location.search).get('desk') }).mount('#app');`,
  React: `import { StrictMode } from 'react'; import { createRoot } from 'react-dom/client'; import { Chat } from './react-chat.jsx';
    createRoot(document.getElementById('app')).render(<StrictMode><Chat desk={new URLSearchParams(location.search).get('desk')} /></StrictMode>);`,
};

/** A site of somebody else, with a page around one of the samples. */
async function startSite(entry) {
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents: entry, resolveDir: samples, loader: 'jsx' },
    bundle: true, write: false, format: 'esm', jsx: 'automatic', logLevel: 'error',
    nodePaths: [path.join(here, 'node_modules')],
    alias: { vue: path.join(here, 'node_modules/vue/dist/vue.esm-bundler.js') },
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  });
  const server = http.createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isScript ? text : '<!doctype html><link rel="icon" href="data:,"><title>Site</title><div id="app"></div><script type="module" src="/page.js"></script>');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

for (const [name, entry] of Object.entries(ENTRIES)) {
  test(`the sample for ${name}`, async (t) => {
    const site = await startSite(entry);
    const wire = await startWire(desk.server.port);
    t.after(() => Promise.all([site.stop(), wire.stop()]));
    const customer = await Customer.open(browser, null);
    const { page } = customer;
    await page.goto(`${site.url}?desk=${wire.url}`);
    const input = page.getByRole('textbox', { name: 'Your message' });
    const send = async (text) => {
      await input.fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    };
    const shown = (text) => page.locator('li', { hasText: text });

    await send('My name is Zoe');
    await page.locator('li.assistant').first().waitFor();
    await send('Who am I?');
    await page.locator('li.assistant', { hasText: 'Zoe' }).last().waitFor();
    const session = await page.evaluate(() => JSON.parse(localStorage.getItem('handoff-chat')).name);
    await until(async () => (await agent.history(session)).length === 4, 'both turns are stored');
    assert.equal(await page.locator('li.user').count(), 2);

    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await page.getByText('A person will be with you soon.').waitFor();
    await agent.takeOver(session);
    await page.getByText(`${agent.name} is helping you.`).waitFor();
    await agent.write(session, 'What can I do?');
    await shown('What can I do?').waitFor();
    await send('My order');
    await page.locator('li.user.sent', { hasText: 'My order' }).waitFor();

    wire.set('cut');
    await page.getByText('No connection. Trying again…').waitFor();
    await agent.write(session, 'while away');
    await send('written offline');
    await page.locator('li.waiting', { hasText: 'written offline' }).waitFor();
    wire.set('open');
    await shown('while away').waitFor();
    await page.locator('li.user.sent', { hasText: 'written offline' }).waitFor();
    await page.getByText('No connection. Trying again…').waitFor({ state: 'hidden' });
    wire.set('deaf'); // the desk has it, the answer is lost
    await send('exactly once');
    await until(async () => (await agent.history(session)).includes('user: exactly once'), 'the desk stores it');
    wire.set('open');
    await page.locator('li.user.sent', { hasText: 'exactly once' }).waitFor();

    await page.reload();
    await shown('exactly once').waitFor();
    const stored = (await agent.session(session)).history.map((m) => m.content);
    assert.deepEqual((await page.locator('li').allInnerTexts()).map((text) => text.trim()), stored.map((text) => text.trim().replace(/\s+/g, ' ')));
    assert.equal(new Set(stored).size, stored.length, 'nothing is stored twice');
    await agent.release(session);
    await customer.close();
  });
}

test('the guide shows the files that ran', async () => {
  const customer = await Customer.open(browser, null);
  const { page } = customer;
  await page.goto(`${desk.server.url}/docs`);
  await page.getByRole('link', { name: 'Guide' }).click();
  for (const file of ['handoff.js', 'vue-chat.js', 'react-chat.jsx']) {
    const text = readFileSync(path.join(samples, file), 'utf8');
    await until(async () => (await page.locator(`code[data-file$="/${file}"]`).textContent()) === text, file);
  }
  await customer.close();
});
