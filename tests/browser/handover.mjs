// A customer's way through the desk: the AI, the queue, a person, the AI again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Customer, startDesk, until } from './support.mjs';
import { agent, browser, desk } from './world.mjs';

const open = (options) => Customer.open(browser, desk.server.url, options);

test('the whole hand-over, and a reload that keeps it', async () => {
  const customer = await open();
  const { page } = customer;
  const bot = (await agent.call('GET', '/api/bot/info')).bot;
  assert.equal(await page.locator('#name').innerText(), bot.name);
  assert.equal(await page.title(), bot.name);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');

  // The AI answers, piece by piece, as Markdown.
  await customer.send('What is the range of the battery? @sim:slow=300 @sim:chunks=30');
  await page.locator('.row.ai[aria-busy="true"]').waitFor();
  const early = (await customer.bubbles.last().innerText()).length;
  assert.equal(await page.locator('#send').getAttribute('aria-disabled'), 'true');
  await customer.idle();
  const answer = customer.bubbles.last();
  assert.ok((await answer.innerText()).length > early, 'the answer grew');
  assert.equal(await answer.locator('ul li').count(), 3);
  assert.equal(await answer.locator('li strong').first().innerText(), '90 km');
  assert.equal(await page.locator('.row.ai .badge').last().innerText(), 'AI');
  const session = await customer.session();
  assert.match(session, /^session_\d{13}_[0-9a-f]{32}_[0-9a-f]{16}$/);

  // A person is wanted: the place in the queue; what is written meanwhile is kept for him, a draft stays.
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.getByText('We are getting a person for you').waitFor();
  await page.getByText('You are number 1 in the queue.').waitFor();
  assert.equal((await agent.session(session)).status, 'pending_manual');
  for (const text of ['My order never came', 'It has number 20733']) {
    await customer.send(text);
    await page.locator('.own.sent', { hasText: text }).waitFor();
  }
  assert.equal(await page.locator('.dots').count(), 0, 'no AI is at it');
  assert.deepEqual((await agent.history(session)).slice(-2),
    ['user: My order never came', 'user: It has number 20733']);
  await customer.input.fill('I wait since May');
  await customer.reload();
  assert.equal(await customer.input.inputValue(), 'I wait since May');
  assert.equal(await customer.count('My order never came'), 1);
  await page.getByText('We are getting a person for you').waitFor();

  // The person answers live, both ways.
  await agent.takeOver(session);
  await customer.presence(new RegExp(`^${agent.name} is helping you$`));
  await customer.shows(`${agent.name} has joined and is here to help you`);
  assert.equal(await page.locator('#notice').isVisible(), false);
  await page.locator('#send[aria-disabled="false"]').waitFor();
  await customer.input.press('Enter');
  await page.locator('.own.sent', { hasText: 'I wait since May' }).waitFor();
  await agent.typing(session);
  await page.getByText(`${agent.name} is typing…`).waitFor();
  await agent.write(session, 'Hello, I will look.\nSee https://example.com/help.');
  const reply = page.locator('.row.agent .bubble').last();
  await reply.getByText('Hello, I will look.').waitFor();
  assert.equal(await reply.locator('a').getAttribute('href'), 'https://example.com/help');
  assert.match(await reply.locator('a').getAttribute('rel'), /noopener/);
  await page.locator('#typing').waitFor({ state: 'hidden' });
  await customer.send('Thank you!');
  await page.locator('.own.sent', { hasText: 'Thank you!' }).waitFor();

  // Back to the AI, which goes on.
  await agent.release(session);
  await customer.shows('The person has left. The AI assistant has taken over');
  await customer.presence(/^AI assistant$/);
  await customer.ask('What does the City C1 cost?');

  // The server has everything once, in the order of the page; a reload changes nothing.
  const shown = await customer.texts();
  const stored = await agent.session(session);
  const chat = stored.history.map((m) => m.role).join(' ');
  assert.equal(chat, 'user assistant user user system user agent user system user assistant');
  assert.equal(shown.length, stored.history.length + (bot.welcome ? 1 : 0));
  await customer.reload();
  assert.deepEqual(await customer.texts(), shown);
  assert.equal(await customer.session(), session);
  await customer.close();
});

test('what is written while one waits reaches the person, also when the network was down', async () => {
  const customer = await open();
  const { page } = customer;
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.getByText('You are number').waitFor();
  const session = await customer.session();
  await page.route('**/api/chat/stream', (route) => route.abort());
  await customer.send('Lost on its way');
  await page.getByText('Will be sent when a person is here').waitFor();
  await agent.takeOver(session);
  await page.locator('.own.sent', { hasText: 'Lost on its way' }).waitFor();
  assert.equal((await agent.history(session)).filter((m) => m === 'user: Lost on its way').length, 1);
  await customer.close();
});

test('what is said beside the messages follows the state, there and back', async () => {
  const customer = await open();
  const { page } = customer;
  const notice = page.locator('#notice');
  const button = page.getByRole('button', { name: 'Talk to a person' });
  for (let round = 0; round < 2; round += 1) {
    await button.click();
    await notice.getByText('We are getting a person for you').waitFor();
    await page.getByRole('button', { name: 'Back to the assistant' }).click();
    await notice.waitFor({ state: 'hidden' });
    await page.locator('#input:focus').waitFor();
  }
  await button.click();
  await notice.getByText('You are number').waitFor();
  const session = await customer.session();
  await agent.takeOver(session);
  await notice.waitFor({ state: 'hidden' });
  await agent.release(session, { close: true });
  await notice.getByText('This conversation has ended').waitFor();
  assert.equal(await page.locator('#cancel').isVisible(), false);
  await customer.close();
});

test('in Chinese: a keyword calls a person, the customer goes back to the AI', async () => {
  const customer = await open({ locale: 'zh-CN' });
  const { page } = customer;
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await customer.ask('我要找人工');
  await page.getByText('正在为您安排人工客服').waitFor();
  await page.getByText(/您排在第 \d+ 位/).waitFor();
  await page.getByRole('button', { name: '取消等待' }).click();
  await page.getByRole('button', { name: '转人工客服' }).waitFor();
  await customer.presence(/^AI 智能助手$/);
  const session = await customer.session();
  assert.equal((await agent.session(session)).status, 'bot_active');

  await agent.takeOver(session);
  await customer.presence(new RegExp(`^${agent.name} 正在为您服务$`));
  await customer.shows(`客服【${agent.name}】已接入，正在为您服务`);
  await customer.send('你好');
  await page.locator('.own.sent', { hasText: '你好' }).waitFor();
  await agent.release(session, { close: true });
  await page.getByText('本次会话已结束').waitFor();
  await customer.ask('价格是多少？');
  assert.equal((await agent.session(session)).status, 'bot_active');
  await customer.close();
});

test('who is concerned is told when the other one turns away', async () => {
  const customer = await open();
  const { page } = customer;
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.locator('#cancel').waitFor();
  const session = await customer.session();
  await agent.call('POST', `/api/sessions/${session}/cancel`, {}); // the agent: back to the AI
  await customer.shows('Nobody is free at the moment. The AI assistant goes on helping you');
  await page.getByRole('button', { name: 'Talk to a person' }).click();
  await page.locator('#cancel').waitFor();
  await page.getByRole('button', { name: 'Back to the assistant' }).click(); // the customer himself: he knows
  await page.locator('#cancel').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.note').count(), 1);

  await agent.takeOver(session);
  await customer.presence(/is helping you/);
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New conversation' }).click();
  await until(async () => (await agent.history(session)).includes('system: 客户已开始新的对话，不会再看到此处的消息'),
    'the agent is told');
  await agent.release(session);
  await customer.close();
});

test('a person takes over while the AI is still writing', async () => {
  const customer = await open();
  const { page } = customer;
  await customer.ask('hello');
  await customer.send('What is your shipping time? @sim:slow=300 @sim:chunks=40');
  await page.locator('.row.ai[aria-busy="true"]').waitFor();
  const session = await customer.session();
  await agent.takeOver(session);
  await agent.write(session, 'I am here');
  await customer.shows('I am here');
  await customer.idle();
  await customer.send('Great');
  await page.locator('.own.sent', { hasText: 'Great' }).waitFor();
  const shown = await customer.texts();
  assert.ok(shown.indexOf('I am here') > shown.findIndex((text) => text.startsWith('What is your shipping')));
  assert.equal(shown.at(-1), 'Great');
  await customer.reload();
  assert.deepEqual(await customer.texts(), shown);
  await agent.release(session);
  await customer.close();
});

test('outside working hours the AI goes on and the page says so', async () => {
  const days = [-1, 0, 1].map((d) => new Date(Date.now() + d * 86400000).toISOString().slice(0, 10));
  const night = await startDesk({ HOLIDAYS: days.join(',') });
  try {
    const customer = await Customer.open(browser, night.server.url, { timezoneId: 'America/St_Johns' });
    // What the page asked before the escalation is answered after it: an older state tells nothing.
    // Counted here: a route with `times` gives up, with the last of them, those it still holds.
    const lateOnes = 2;
    let held = 0;
    await customer.page.route(/\/api\/sessions\/[^/]+$/, async (route) => {
      held += 1;
      if (held > lateOnes) return route.continue();
      const response = await route.fetch();
      await customer.page.getByText('Our team is away at the moment').waitFor();
      return route.fulfill({ response });
    });
    await customer.page.getByRole('button', { name: 'Talk to a person' }).click();
    await customer.page.getByText('Our team is away at the moment').waitFor();
    await customer.page.locator('#notice').getByText('Your question has been kept').waitFor(); // there is no mail on this desk
    await customer.page.getByText('Service hours: 12:30–12:29 your time (00:00–23:59, Asia/Shanghai)').waitFor();
    await customer.page.getByRole('button', { name: 'Talk to a person' }).waitFor({ state: 'hidden' });
    await customer.ask('Which colours are there?');
    assert.ok(held > 0, 'an answer came late');
    await customer.page.unrouteAll({ behavior: 'wait' });
    await customer.close();
  } finally {
    await night.stop();
  }
});

test('errors of the AI, and too many messages', async () => {
  const customer = await open();
  const { page } = customer;
  await customer.send('hello @sim:failed');
  await page.getByText('The assistant could not answer.').waitFor();
  await customer.idle();
  assert.equal(await page.locator('.own').count(), 1);
  await page.getByRole('button', { name: 'Ask again' }).click();
  const asked = async (role) => (await agent.history(await customer.session())).filter((m) => m.startsWith(role)).length;
  await until(async () => (await asked('system: AI 未能回答')) === 2, 'the AI is asked again');
  assert.equal(await asked('user'), 1, 'it is the same question');

  const session = await customer.session();
  const limited = await page.evaluate(async (name) => {
    const { token } = JSON.parse(localStorage.getItem('handoff.session'));
    for (let i = 0; i < 50; i += 1) {
      const response = await fetch('/api/chat', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Session-Token': token },
        body: JSON.stringify({ message: 'hello', user_id: name }),
      });
      if (response.status === 429) return true;
    }
    return false;
  }, session);
  assert.ok(limited);
  await customer.reload();
  await customer.send('one too many');
  await page.getByText(/too many messages at once\. Wait \d+ s\./).waitFor();
  await page.getByRole('button', { name: 'Retry' }).waitFor();
  assert.ok(!(await agent.history(session)).includes('user: one too many'));
  await customer.reload(); // not delivered, not forgotten
  await page.locator('.own.failed', { hasText: 'one too many' }).waitFor();
  await customer.close();
});

test('two windows show the same conversation', async () => {
  const customer = await open();
  await customer.ask('hello');
  const second = await customer.context.newPage();
  await second.goto(desk.server.url);
  await second.getByText('nice to meet you').waitFor();
  await customer.ask('What does the City C1 cost?');
  await second.locator('.own', { hasText: 'What does the City C1 cost?' }).waitFor();
  await second.locator('.row.ai .bubble li').first().waitFor();
  assert.equal(await second.locator('.own').count(), 2);
  await customer.close();
});

test('a new conversation leaves the old one', async () => {
  const customer = await open();
  const { page } = customer;
  await customer.ask('My name is Alice');
  const session = await customer.session();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('button', { name: 'Keep this one' }).click();
  assert.equal(await customer.session(), session);
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New conversation' }).click();
  await page.locator('.own').waitFor({ state: 'detached' });
  assert.notEqual(await customer.session(), session);
  const answer = await customer.ask('Who am I?');
  assert.doesNotMatch(await answer.innerText(), /Alice/);
  await customer.close();
});
