// The page's surface: hostile texts, Markdown, keyboard, input methods, phones, the widget.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Customer } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '"><svg onload=alert(1)>',
];

test('hostile texts of the AI, the person and the customer stay texts', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  const { page } = customer;
  for (const text of HOSTILE.slice(0, 4)) {
    const answer = await customer.ask(`@sim:echo ${text}`);
    assert.equal((await answer.innerText()).trim(), text);
  }
  const session = await customer.session();
  await agent.takeOver(session);
  await customer.presence(/is helping you/);
  for (const text of HOSTILE) {
    await agent.write(session, text);
    await page.locator('.row.agent .bubble').getByText(text, { exact: true }).waitFor();
    await customer.send(text);
    await page.locator('.own.sent .bubble').getByText(text, { exact: true }).last().waitFor();
  }
  await customer.reload();
  assert.equal(await page.locator('#log').locator('script, img, iframe, [onerror], [onload], a').count(), 0);
  await agent.release(session);
  await customer.close(); // no dialog, no exception, no request to elsewhere
});

const MARKDOWN = [
  ['**bold** and *it* and ***both***', '<p><strong>bold</strong> and <em>it</em> and <strong><em>both</em></strong></p>'],
  ['__bold__ snake_case_name 2*3*4', '<p><strong>bold</strong> snake_case_name 2<em>3</em>4</p>'],
  ['a `b*c*` ``d ` e``', '<p>a <code>b*c*</code> <code>d ` e</code></p>'],
  ['# One\n### Three', '<h3>One</h3><h4>Three</h4>'],
  ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
  ['- a\n- b\n  - c\n- d', '<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>'],
  ['3. a\n4. b\n\ntext', '<ol start="3"><li>a</li><li>b</li></ol><p>text</p>'],
  ['```js\nif (a < b) **x**\n```\nend', '<pre tabindex="0"><code>if (a &lt; b) **x**</code></pre><p>end</p>'],
  ['```\nunfinished', '<pre tabindex="0"><code>unfinished</code></pre>'],
  ['**unfinished and [half](http', '<p>**unfinished and [half](http</p>'],
  ['[shop](https://a.example/x_(y)_z)', '<p><A "https://a.example/x_(y)_z">shop</A></p>'],
  ['see https://a.example/b, or mailto', '<p>see <A "https://a.example/b">https://a.example/b</A>, or mailto</p>'],
  ['<mailto:a@b.example> 看 https://a.example/中。', '<p><A "mailto:a@b.example">a@b.example</A> 看 <A "https://a.example/%E4%B8%AD">https://a.example/中</A>。</p>'],
  ['![p](https://a.example/p.png)', '<p><A "https://a.example/p.png">p</A></p>'],
  ['[x](data:text/html,1) [y](//a.example) [z](vbscript:1)', '<p>[x](data:text/html,1) [y](//a.example) [z](vbscript:1)</p>'],
  ['<b>x</b> &amp; \\*y\\*', '<p>&lt;b&gt;x&lt;/b&gt; &amp;amp; *y*</p>'],
  ['a ~~old~~ b ~~open', '<p>a <del>old</del> b ~~open</p>'],
  ['one\n---\ntwo\n* * *', '<p>one</p><hr><p>two</p><hr>'],
  ['> said **she**\n> - x\n>> deeper\nend', '<blockquote><p>said <strong>she</strong></p><ul><li>x</li></ul>'
    + '<blockquote><p>deeper</p></blockquote></blockquote><p>end</p>'],
  ['Prices:\n| Model | km |\n|:--|--:|\n| **C1** | 90 |\n| a\\|b |\n\nend', '<p>Prices:</p><div class="table" tabindex="0"><table>'
    + '<thead><tr><th>Model</th><th class="end">km</th></tr></thead><tbody><tr><td><strong>C1</strong></td><td class="end">90</td></tr>'
    + '<tr><td>a|b</td><td class="end"></td></tr></tbody></table></div><p>end</p>'],
  ['a | b\n:-: | -\n<b> | x', '<div class="table" tabindex="0"><table><thead><tr><th class="center">a</th><th>b</th></tr></thead>'
    + '<tbody><tr><td class="center">&lt;b&gt;</td><td>x</td></tr></tbody></table></div>'],
  ['a | b\n--- | --- | ---', '<p>a | b<br>--- | --- | ---</p>'],
  ['', ''],
];

test('Markdown goes through the whitelist', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  const results = await customer.page.evaluate(async (sources) => {
    const { renderMarkdown } = await import('/web/markdown.js');
    return sources.map((source) => {
      const box = document.createElement('div');
      box.append(...renderMarkdown(source));
      return box.innerHTML;
    });
  }, MARKDOWN.map(([source]) => source));
  const link = / target="_blank" rel="noopener noreferrer nofollow"/g;
  results.forEach((html, i) => {
    const short = html.replace(link, '').replaceAll(' dir="auto"', '').replace(/<a href=("[^"]*")>/g, '<A $1>').replaceAll('</a>', '</A>');
    assert.equal(short, MARKDOWN[i][1], MARKDOWN[i][0]);
    assert.equal((html.match(/<a /g) || []).length, (html.match(link) || []).length, 'every link is guarded');
  });
  const slow = await customer.page.evaluate(async () => {
    const { renderMarkdown } = await import('/web/markdown.js');
    const start = performance.now();
    for (const piece of ['*', '_a', '[', '`', '**a ', '~~', '> ', '>', '|', '|-', 'a|b\n-|-\n', '- ', '  - x\n', '<', '![', '[a](']) renderMarkdown(piece.repeat(4000));
    return performance.now() - start;
  });
  assert.ok(slow < 20000, `nothing takes for ever: ${slow} ms`);
  await customer.close();
});

test('by keyboard alone', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  const { page } = customer;
  const focused = () => page.evaluate(() => document.activeElement.id);
  const tabTo = async (id) => {
    for (let i = 0; i < 20; i += 1) {
      if (await focused() === id) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab does not reach ${id}`);
  };
  await tabTo('input');
  await page.keyboard.type('hello');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('there');
  assert.equal(await customer.input.inputValue(), 'hello\nthere');
  await tabTo('send');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, 'solid');
  await page.keyboard.press('Enter');
  await customer.idle(1);
  assert.equal(await focused(), 'input');

  await tabTo('restart');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await tabTo('thread');
  await tabTo('escalate');
  await page.keyboard.press('Enter');
  await tabTo('cancel');
  await page.keyboard.press('Enter');
  await page.locator('#cancel').waitFor({ state: 'hidden' });
  await tabTo('escalate');
  await customer.close();
});

test('a screen reader finds names, roles and the conversation', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  const { page } = customer;
  await customer.ask('What does it cost?');
  await page.getByRole('log', { name: 'Conversation' }).waitFor();
  assert.equal(await page.getByRole('log').getAttribute('aria-live'), 'polite');
  await page.getByRole('textbox', { name: 'Your message' }).waitFor();
  for (const name of ['Send', 'New conversation', 'Talk to a person']) await page.getByRole('button', { name }).waitFor();
  const nameless = await page.evaluate(() => [...document.querySelectorAll('button')].filter((b) => b.offsetParent
    && !(b.getAttribute('aria-label') || b.textContent.trim())).length);
  assert.equal(nameless, 0);
  const own = await page.locator('.row.own').first().innerText();
  assert.match(own, /You/);
  assert.match(own, /Sent/);
  assert.match(await page.locator('#announcer').innerText(), /City C1/); // the complete answer is spoken once
  await customer.close();
});

test('right-to-left texts have their own direction', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  const { page } = customer;
  const arabic = 'هل يمكنني إرجاع الدراجة؟';
  const answer = await customer.ask(`@sim:echo ${arabic}\n\nEnglish too.`);
  const directions = await answer.evaluate((bubble) => [...bubble.querySelectorAll('p')].map((p) => getComputedStyle(p).direction));
  assert.deepEqual(directions, ['rtl', 'ltr']);
  const session = await customer.session();
  await agent.takeOver(session);
  await customer.presence(/is helping you/);
  await agent.write(session, `${arabic}!`);
  await customer.shows(`${arabic}!`);
  assert.equal(await page.locator('.row.agent .bubble').last().evaluate((b) => getComputedStyle(b).direction), 'rtl');
  await customer.input.fill(arabic);
  assert.equal(await customer.input.evaluate((i) => i.matches(':dir(rtl)')), true);
  await agent.release(session);
  await customer.close();
});

test('a long text is never cut in silence', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  const { page } = customer;
  const long = 'ä'.repeat(10000);
  await customer.input.evaluate((input, text) => {
    input.focus();
    document.execCommand('insertText', false, text);
  }, long);
  assert.equal((await customer.input.inputValue()).length, 10000);
  await page.getByText('6,000 characters too many').waitFor();
  await page.getByText('The text is too long to send.').waitFor();
  assert.equal(await page.locator('#send').getAttribute('aria-disabled'), 'true');
  await customer.input.press('Enter');
  assert.equal((await customer.input.inputValue()).length, 10000);
  await customer.input.fill('ä'.repeat(3990));
  await page.getByText('10 characters left').waitFor();
  await customer.close();
});

test('the language of the browser: of the page, and as it is stored', async () => {
  const stored = async (customer) => (await agent.session(await customer.session())).user_profile.language;
  const german = await Customer.open(browser, desk.server.url, { locale: 'de-AT' });
  assert.equal(await german.page.locator('html').getAttribute('lang'), 'de');
  await german.page.getByRole('button', { name: 'Mit einem Menschen sprechen' }).waitFor();
  await german.ask('hallo');
  assert.equal(await stored(german), 'de');
  await german.close();
  const swedish = await Customer.open(browser, desk.server.url, { locale: 'sv-SE' }); // no texts in Swedish
  await swedish.page.getByRole('button', { name: 'Talk to a person' }).waitFor();
  await swedish.ask('hej');
  assert.equal(await stored(swedish), 'sv');
  await swedish.close();
  const texts = readdirSync(new URL('../../resources/web/lang', import.meta.url)).map((file) => file.replace(/\.js$/, ''));
  assert.ok(texts.length >= 8);
  for (const lang of texts.filter((name) => name !== 'en')) { // complete, and nothing in it is too wide for a phone
    const customer = await Customer.open(browser, `${desk.server.url}/?lang=${lang}`, { viewport: { width: 320, height: 568 } });
    await customer.page.locator('#escalate').click();
    await customer.page.locator('#cancel').waitFor();
    assert.doesNotMatch(await customer.page.locator('body').innerText(), /undefined|\{\w+\}/);
    assert.ok(await customer.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), lang);
    await customer.close();
  }
});

test('a desktop at 400 % leaves room for the thread', async () => {
  const customer = await Customer.open(browser, desk.server.url, { viewport: { width: 320, height: 256 } });
  const { page } = customer;
  await customer.ask('hello');
  const heights = () => page.evaluate(() => ['thread', 'input', 'send'].map((id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return [id, Math.round(Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)), Math.round(box.right)];
  }));
  for (const [id, height, right] of await heights()) {
    assert.ok(height >= (id === 'thread' ? 120 : 40), `${id} is ${height} high`);
    assert.ok(right <= 320, `${id} ends at ${right}`);
  }
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.getByRole('button', { name: 'Back to the assistant' }).waitFor();
  const [[, thread]] = await heights();
  assert.ok(thread >= 90, `the thread is ${thread} high while waiting`);
  await customer.close();
});

test('Enter belongs to the input method while it composes', async () => {
  const customer = await Customer.open(browser, desk.server.url, { locale: 'zh-CN' });
  const { page } = customer;
  await customer.input.fill('ni hao');
  const press = (options) => customer.input.evaluate((input, init) => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
  }, options);
  await press({ isComposing: true, keyCode: 13 });
  await press({ isComposing: false, keyCode: 229 });
  assert.equal(await customer.input.inputValue(), 'ni hao');
  assert.equal(await page.locator('.own').count(), 0);
  await press({ keyCode: 13 });
  await page.locator('.own').waitFor();
  await customer.idle(1);
  await customer.close();
});

test('on a small phone', async () => {
  const customer = await Customer.open(browser, desk.server.url,
    { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  const { page } = customer;
  await customer.ask(`@sim:echo ${'W'.repeat(200)} https://a.example/${'x'.repeat(200)}\n\n\`\`\`\n${'code '.repeat(60)}\n\`\`\``);
  await page.locator('#escalate').tap();
  await page.locator('#cancel').waitFor();
  const wide = await page.evaluate(() => [...document.querySelectorAll('body, .app, .thread, .composer, .notice, .row, .bubble')]
    .filter((e) => e.getBoundingClientRect().right > 320.5 || (e.scrollWidth > e.clientWidth + 1 && !e.matches('pre')))
    .map((e) => e.className || e.tagName));
  assert.deepEqual(wide, []);
  for (const id of ['send', 'restart', 'cancel', 'input']) {
    const box = await page.locator(`#${id}`).boundingBox();
    assert.ok(box.height >= 40, `${id} is ${box.height} high`);
    assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.y + box.height <= 568, `${id} is on the screen`);
  }
  await page.locator('#cancel').tap();
  await page.locator('#cancel').waitFor({ state: 'hidden' });
  await customer.close();
});

test('page and widget together weigh at most 40 kB', async () => {
  const customer = await Customer.open(browser, desk.server.url);
  const requested = await customer.page.evaluate(() => ['/', ...performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)]);
  const sizes = {};
  for (const file of new Set([...requested.filter((file) => !file.startsWith('/api/')), '/widget.js', '/web/widget.css'])) {
    sizes[file] = gzipSync(Buffer.from(await (await fetch(desk.server.url + file)).arrayBuffer()), { level: 9 }).length;
  }
  for (const file of ['/app.js', '/lang/en.js', '/style.css']) assert.ok(Object.keys(sizes).some((loaded) => loaded.endsWith(file)), file);
  const sum = Object.values(sizes).reduce((a, b) => a + b);
  console.log(`# page and widget: ${sum} bytes (gzip)`);
  assert.ok(sum <= 40000, JSON.stringify(sizes));
  await customer.close();
});

test('colours follow the system, in readable contrast', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const customer = await Customer.open(browser, desk.server.url, { colorScheme });
    await customer.ask('hello');
    const poor = await customer.page.evaluate(() => {
      const luminance = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).map((v) => v / 255)
          .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const background = (e) => {
        for (let n = e; n; n = n.parentElement) {
          const { backgroundColor } = getComputedStyle(n);
          if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
        }
        return 'rgb(255, 255, 255)';
      };
      return [...document.querySelectorAll('h1, .presence, .bubble, .meta, .state, .badge, .hint, .button, .day')]
        .filter((e) => e.offsetParent)
        .map((e) => {
          const [a, b] = [luminance(getComputedStyle(e).color), luminance(background(e))].sort((x, y) => y - x);
          return [e.className || e.tagName, (a + 0.05) / (b + 0.05)];
        })
        .filter(([, ratio]) => ratio < 4.5);
    });
    assert.deepEqual(poor, [], colorScheme);
    const base = await customer.page.evaluate(() => getComputedStyle(document.querySelector('.app')).backgroundColor);
    assert.equal(base, colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 24, 28)');
    await customer.close();
  }
});
