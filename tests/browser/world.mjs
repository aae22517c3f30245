// One desk, one browser and one agent for all tests; who imports this gets them started and stopped.

import { after, before } from 'node:test';
import { Agent, launchBrowser, startDesk } from './support.mjs';

export let desk;
export let browser;
export let agent;

before(async () => {
  desk = await startDesk({ RATE_LIMIT_SESSION_PER_MIN: '8' });
  browser = await launchBrowser();
  agent = await Agent.login(desk);
});
after(async () => {
  await browser?.close();
  await desk?.stop();
});
