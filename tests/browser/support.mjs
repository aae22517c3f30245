// What the browser tests need around the page: the two programs, a network that can be cut, an agent,
// a browser whose every request and error is watched.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const PATIENCE_MS = Number(process.env.HANDOFF_PATIENCE_MS) || 90000; // sanitizers on a busy machine
const ALWAYS_OPEN = { HUMAN_SHIFT_START: '00:00', HUMAN_SHIFT_END: '23:59', WEEKENDS_DISABLED: 'false', HOLIDAYS: '' };
const CHROMIUM_FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Waits until `probe()` gives something true, and returns that. */
export async function until(probe, what) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await probe();
    if (value) return value;
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** Starts a program and waits for its `listening on http://…`. */
function startProgram(file, args, env = {}) {
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = new Promise((resolve) => { child.on('close', (code, signal) => resolve(signal || code)); });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${file} does not listen:\n${output}`));
    }, PATIENCE_MS);
    const read = (chunk) => {
      output += chunk;
      const match = /listening on (http:\/\/127\.0\.0\.1:(\d+))/.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve({
        url: match[1],
        port: Number(match[2]),
        /** `endings`: what counts as a good end, an exit code or the signal. */
        async stop(endings = [0], signal = 'SIGTERM') {
          child.kill(signal);
          const ending = await exited;
          assert.ok(endings.includes(ending), `${path.basename(file)} ended with ${ending}:\n${output.slice(-4000)}`);
        },
      });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    exited.then((code) => {
      clearTimeout(timer);
      reject(new Error(`${file} ended with ${code}:\n${output}`));
    });
  });
}

/** A simulator and a server on it; `env` are settings of the server. */
export async function startDesk(env = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'handoff-browser-'));
  const envFile = path.join(dir, 'coze.env');
  let simulator = await startProgram(process.env.HANDOFF_SIMULATOR, ['--port', '0', '--write-env', envFile]);
  const startServer = (port) => startProgram(process.env.HANDOFF_SERVER,
    ['--env-file', envFile, '--port', String(port), '--data-dir', path.join(dir, 'data')], {
      HOST: '127.0.0.1', SESSION_TOKEN_REQUIRED: 'true', RATE_LIMIT_ADDRESS_PER_MIN: '0',
      FRAME_ANCESTORS: '*', ...ALWAYS_OPEN, ...env,
    });
  const server = await startServer(0).catch(async (error) => {
    await simulator.stop([0, 'SIGTERM']);
    throw error;
  });
  const desk = {
    server,
    async restartServer() {
      await desk.server.stop();
      await desk.startServer();
    },
    async startServer() {
      desk.server = await startServer(desk.server.port);
    },
    /** The AI is gone. */
    async stopSimulator() {
      await simulator?.stop([0, 'SIGTERM']);
      simulator = null;
    },
    async stop() {
      await desk.server.stop();
      await desk.stopSimulator();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return desk;
}

/** Another site with the widget on every page, and a policy that allows no more than that. */
export async function startShop(deskUrl, html = `<!doctype html><meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,"><title>Shop</title><h1>Shop</h1><a href="#x">link</a>
    <script src="${deskUrl}/widget.js" data-lang="en" async></script>`) {
  const server = http.createServer((request, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html',
      'Content-Security-Policy': `default-src 'none'; script-src ${deskUrl}; style-src ${deskUrl}; frame-src ${deskUrl}; img-src data:`,
    });
    response.end(html);
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

/**
 * A wire to the server that can be cut: `mode` is `open`, `cut`, `deaf` (requests pass, answers
 * do not: the connection ends) or `hung` (nothing passes, nothing ends).
 */
export async function startWire(port) {
  const pairs = new Set();
  const wire = { mode: 'open', swallowed: 0 };
  const server = net.createServer((client) => {
    if (wire.mode === 'cut') { client.destroy(); return; }
    const upstream = net.connect(port, '127.0.0.1');
    const pair = { end: () => { client.destroy(); upstream.destroy(); pairs.delete(pair); } };
    pairs.add(pair);
    client.on('data', (data) => { if (wire.mode !== 'hung') upstream.write(data); });
    upstream.on('data', (data) => {
      if (wire.mode === 'hung') return;
      if (wire.mode === 'deaf') { wire.swallowed += 1; pair.end(); } else client.write(data);
    });
    for (const socket of [client, upstream]) {
      socket.on('error', pair.end);
      socket.on('close', pair.end);
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  wire.url = `http://127.0.0.1:${server.address().port}`;
  wire.set = (mode) => {
    wire.mode = mode;
    if (mode === 'cut') for (const pair of [...pairs]) pair.end();
  };
  wire.stop = () => {
    wire.set('cut');
    return new Promise((resolve) => { server.close(resolve); });
  };
  return wire;
}

/** An agent who works over plain HTTP. */
export class Agent {
  static async login(desk, username = 'agent001', password = 'agent123') {
    const agent = new Agent();
    agent.desk = desk;
    const answer = await agent.call('POST', '/api/agent/login', { username, password });
    agent.token = answer.token;
    agent.name = answer.agent.name;
    return agent;
  }

  async call(method, url, body) {
    const response = await fetch(this.desk.server.url + url, {
      method,
      headers: { 'Content-Type': 'application/json', ...(this.token && { Authorization: `Bearer ${this.token}` }) },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    assert.equal(response.status, 200, `${method} ${url}: ${JSON.stringify(answer)}`);
    return answer;
  }

  takeOver(session) { return this.call('POST', `/api/sessions/${session}/takeover`, {}); }

  release(session, options = {}) { return this.call('POST', `/api/sessions/${session}/release`, options); }

  write(session, content) {
    return this.call('POST', '/api/manual/messages', { session_name: session, role: 'agent', content });
  }

  typing(session) { return this.call('POST', `/api/sessions/${session}/typing`, { active: true }); }

  async session(session) { return (await this.call('GET', `/api/sessions/${session}`)).data.session; }

  /** `role: content` of the stored history, oldest first. */
  async history(session) {
    return (await this.session(session)).history.map((m) => `${m.role}: ${m.content}`);
  }
}

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.HANDOFF_CHROMIUM || '/usr/bin/chromium', args: CHROMIUM_FLAGS, timeout: PATIENCE_MS,
  });
}

/** The chat page in a browser context of its own; what goes wrong in it is collected in `problems`. */
export class Customer {
  static async open(browser, url, options = {}) {
    const customer = new Customer();
    customer.context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1100, height: 800 }, ...options });
    customer.context.setDefaultTimeout(PATIENCE_MS);
    customer.problems = [];
    customer.context.on('request', (request) => {
      if (!/^(http:\/\/127\.0\.0\.1:|data:|about:)/.test(request.url())) customer.problems.push(`request: ${request.url()}`);
    });
    await customer.#openTab(url);
    return customer;
  }

  /** The same customer in another tab of the same browser. */
  async sibling(url) {
    const tab = Object.assign(new Customer(), { context: this.context, problems: this.problems });
    await tab.#openTab(url);
    return tab;
  }

  async #openTab(url) {
    this.page = await this.context.newPage();
    this.page.on('pageerror', (error) => this.problems.push(`exception: ${error.message}`));
    this.page.on('dialog', (dialog) => { this.problems.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    this.page.on('console', (message) => {
      // A refused or cut request is logged by the browser; anything else is our fault (or the policy's).
      if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) {
        this.problems.push(`console: ${message.text()}`);
      }
    });
    if (url) await this.goto(url);
  }

  async goto(url) {
    await this.page.goto(url);
    await this.ready();
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  ready() {
    return this.page.locator('#log[aria-busy="false"]').waitFor({ state: 'attached' });
  }

  get input() { return this.page.locator('#input'); }

  get bubbles() { return this.page.locator('.row .bubble:not(.dots)'); }

  async session() {
    return this.page.evaluate(() => JSON.parse(localStorage.getItem('handoff.session')).name);
  }

  async send(text) {
    await this.input.fill(text);
    await this.page.locator('#send[aria-disabled="false"]').waitFor();
    await this.input.press('Enter');
  }

  /** Sends and waits for the complete answer of the AI; returns its bubble. */
  async ask(text) {
    const answers = this.page.locator('.row.ai .bubble:not(.dots)');
    const before = await answers.count();
    await this.send(text);
    await this.idle(before + 1);
    return answers.nth(before);
  }

  /** Nothing is being written or sent, and at least `answers` AI bubbles are shown. */
  idle(answers = 0) {
    return this.page.waitForFunction((n) => document.querySelectorAll('.row.ai .bubble:not(.dots)').length >= n
      && !document.querySelector('.dots, .row[aria-busy="true"], .own.sending'), answers);
  }

  /** Texts of all bubbles and notes, top to bottom. */
  texts() {
    return this.page.locator('#log .bubble:not(.dots), #log .note').allInnerTexts();
  }

  /** How often a text is shown. */
  async count(text) {
    return (await this.texts()).filter((shown) => shown === text).length;
  }

  shows(text) {
    return this.page.locator('#log').getByText(text, { exact: true }).first().waitFor();
  }

  presence(pattern) {
    return until(async () => pattern.test(await this.page.locator('#presence').innerText()), `presence ${pattern}`);
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.problems, [], 'the page had problems');
  }
}
