// Start of the page: builds the objects, connects them to the controls.

import { Api } from './api.js';
import { Chat } from './chat.js';
import { language, t } from './i18n.js';
import { drawBanner, drawComposer, drawNotice, drawPresence, labelControls, overLength } from './panels.js';
import { openShelf } from './shelf.js';
import { Identity, Outbox, Seen, Tabs } from './store.js';
import { trimmed } from './text.js';
import { $, ThreadView, avatarContent } from './view.js';

const SHIFT_POLL_MS = 60000;
const RENDER_EVERY_MS = 40; // streamed text is drawn at most this often

const embedded = new URLSearchParams(location.search).has('embed') && window.parent !== window;
const input = $('input');
const shelf = await openShelf(embedded);
const identity = new Identity(shelf);
const outbox = new Outbox(shelf);
const seen = new Seen(shelf);
const api = new Api(identity);
const arrivedSince = [];
let shift = null;
let title = t('chat');
let renderTimer = 0;
let widgetOpen = false;

const chat = new Chat({ api, identity, outbox, tabs: new Tabs(shelf), changed: (arrived) => {
  arrivedSince.push(...arrived);
  renderTimer ||= setTimeout(render, RENDER_EVERY_MS);
} });
const thread = new ThreadView({
  onRetry: (message) => chat.retry(message),
  onAsk: (question) => {
    chat.askAgain(question);
    thread.toEnd();
  },
});

function render() {
  renderTimer = 0;
  const arrived = arrivedSince.splice(0);
  thread.render(chat, arrived);
  drawPresence(chat);
  drawBanner(chat);
  drawNotice(chat, shift);
  drawComposer(chat, shift);
  announce(arrived);
  if (chat.conversation.status === 'after_hours_email' && !shift) loadShift();
}

/** New answers are spoken when complete; what nobody has seen yet is counted. */
function announce(arrived) {
  const answer = arrived.filter((m) => m.role === 'assistant').at(-1);
  if (answer) $('announcer').textContent = answer.content;
  const { messages } = chat.conversation;
  const isSeen = !document.hidden && (!embedded || widgetOpen) && !chat.loading;
  if (isSeen) seen.note(identity.name, Math.max(0, ...messages.filter((m) => m.id).map((m) => m.ts)));
  const until = seen.of(identity.name) ?? 0;
  const unread = isSeen ? 0
    : messages.filter((m) => ['assistant', 'agent'].includes(m.role) && !m.open && m.ts > until).length;
  const shown = unread ? `(${unread}) ${title}` : title;
  if (document.title !== shown) document.title = shown;
  tellWidget({ type: 'unread', count: unread });
}

// ---- composer

function resizeInput() {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight + 2, 160)}px`;
}

function submit() {
  const text = trimmed(input.value).normalize(); // as the server keeps it
  if (!text || overLength(text) > 0 || !chat.canSend()) return;
  input.value = '';
  outbox.draft = '';
  resizeInput();
  chat.send(text);
  input.focus();
  render();
  thread.toEnd();
}

input.addEventListener('input', () => {
  outbox.draft = input.value;
  resizeInput();
  chat.typing(input.value !== '');
  drawComposer(chat, shift);
});
input.addEventListener('keydown', (event) => {
  // While an input method composes, Enter belongs to it (keyCode 229 where isComposing comes late).
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  submit();
});
$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
});

// ---- other controls

$('escalate').addEventListener('click', async () => {
  $('escalate').disabled = true;
  await chat.escalate();
  $('escalate').disabled = false;
  if ($('escalate').hidden || document.activeElement === document.body) input.focus();
});
$('cancel').addEventListener('click', async () => {
  await chat.cancelWaiting();
  render();
  if ($('cancel').hidden) input.focus();
});
$('retry-now').addEventListener('click', () => chat.retryConnection());
$('restart').addEventListener('click', () => {
  const { isLive, agentName } = chat.conversation;
  $('restart-text').textContent = isLive ? t('restartLive', { name: agentName || t('agent') }) : t('restartText');
  if (chat.conversation.messages.length) $('restart-dialog').showModal();
  else input.focus();
});
$('restart-dialog').addEventListener('close', () => {
  if ($('restart-dialog').returnValue === 'ok') chat.restart();
  $('restart-dialog').returnValue = '';
  input.focus();
});
window.addEventListener('online', () => chat.wake());
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  chat.wake();
  announce([]);
});
addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); }); // our outbox was left
setInterval(() => { if (chat.isOffline) drawBanner(chat); }, 500);
shelf.onChange((key) => { if (key === 'seen') announce([]); });
outbox.onDraft = (text) => {
  input.value = text;
  resizeInput();
};

// ---- inside the widget's frame

/** Counts and commands, no conversation: any page around us may hear them. */
function tellWidget(message) {
  if (embedded) window.parent.postMessage({ source: 'handoff', ...message }, '*');
}

if (embedded) {
  document.documentElement.classList.add('embedded');
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing && !$('restart-dialog').open) tellWidget({ type: 'close' });
  });
  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.data?.source !== 'handoff-widget') return;
    if (!['opened', 'closed'].includes(event.data.type)) return;
    widgetOpen = event.data.type === 'opened';
    if (!widgetOpen) return;
    announce([]);
    thread.toEnd();
    if (event.data.focus) input.focus();
  });
}

// ---- start

setInterval(() => { if (shift) loadShift(); }, SHIFT_POLL_MS);

async function loadShift() {
  shift ??= {};
  shift = await api.shiftConfig().catch(() => shift);
  render();
}

async function loadBot() {
  const bot = await api.botInfo().catch(() => null);
  if (!bot) return;
  title = bot.name || title;
  $('name').textContent = title;
  $('avatar').replaceChildren(avatarContent(bot.icon_url));
  thread.setBot(bot);
  render();
}

document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
$('name').textContent = title;
$('avatar').replaceChildren(avatarContent(''));
labelControls();
thread.setForgetful(!shelf.lasting);
render();
resizeInput();
tellWidget({ type: 'ready' });
const known = identity.created && seen.of(identity.name) === null; // seen before that was noted
await Promise.all([loadBot(), chat.start()]);
if (known) seen.note(identity.name, chat.conversation.messages.at(-1)?.ts ?? 0);
render();
thread.toEnd();
if (!embedded && matchMedia('(hover: hover)').matches) input.focus();
