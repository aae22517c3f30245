// The thread and what surrounds it, drawn from a Chat. Messages keep their elements; an element is
// redrawn only when its own content changed.

import { dayText, systemText, t, timeText } from './i18n.js';
import { renderMarkdown, renderPlain } from './markdown.js';

const GROUP_SECONDS = 180;
const NEAR_BOTTOM_PX = 80;

export const $ = (id) => document.getElementById(id);

/** An element with attributes and children; `text` children become text nodes. */
export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export function icon(name) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(ns, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

function button(label, className, onClick) {
  const node = make('button', { type: 'button', class: className }, label);
  node.addEventListener('click', onClick);
  return node;
}

/** Only what a brand may set as a picture: https, data or the same host. */
export function avatarContent(url) {
  try {
    const { protocol, origin, href } = new URL(url, location.href);
    if (url && (protocol === 'https:' || href.startsWith('data:image/') || origin === location.origin)) {
      const image = make('img', { src: href, alt: '', referrerpolicy: 'no-referrer' });
      image.addEventListener('error', () => image.replaceWith(icon('assistant')));
      return image;
    }
  } catch {
    // no picture
  }
  return icon('assistant');
}

export class ThreadView {
  #rows = new Map(); // key → {row, signature}
  #thread = $('thread');
  #log = $('log');
  #jump = $('jump');
  #missed = 0;
  #atEnd = true;   // only the customer's own scrolling leaves the end
  #lastTop = 0;
  #callbacks;
  #bot = {};
  #forgetful = false;

  /** `callbacks`: onRetry(message), onAsk(text). */
  constructor(callbacks) {
    this.#callbacks = callbacks;
    this.#jump.addEventListener('click', () => this.toEnd());
    this.#thread.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#thread;
      if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX) this.#atEnd = true;
      else if (scrollTop < this.#lastTop) this.#atEnd = false;
      this.#lastTop = scrollTop;
      if (this.#atEnd) this.#missed = 0;
      this.#showJump();
    }, { passive: true });
    // The end stays in sight when the keyboard or a notice takes room.
    new ResizeObserver(() => { if (this.#atEnd) this.toEnd(); }).observe(this.#thread);
  }

  setBot(bot) {
    this.#bot = bot;
    this.#rows.clear();
    this.#log.replaceChildren();
  }

  /** Nothing of this conversation outlives the page: that has to be said. */
  setForgetful(forgetful) { this.#forgetful = forgetful; }

  /** `arrived`: messages from the other side since the last call. */
  render(chat, arrived) {
    this.#log.setAttribute('aria-busy', String(chat.loading));
    const wanted = this.#wanted(chat);
    const keep = new Set(wanted.map((item) => item.key));
    for (const [key, { row }] of this.#rows) {
      if (!keep.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    let place = this.#log.firstChild;
    for (const item of wanted) {
      const row = this.#row(item);
      if (row === place) place = place.nextSibling;
      else this.#log.insertBefore(row, place);
    }
    if (this.#atEnd) this.toEnd();
    else this.#missed += arrived.length;
    this.#showJump();
  }

  toEnd() {
    this.#missed = 0;
    this.#thread.scrollTop = this.#thread.scrollHeight;
    this.#atEnd = true;
    this.#showJump();
  }

  #showJump() {
    this.#jump.hidden = this.#atEnd;
    $('jump-text').textContent = this.#missed ? t('jumpCount', { n: this.#missed }) : t('jump');
  }

  /** Everything the thread shows, in order, as `{key, kind, signature, …}`. */
  #wanted(chat) {
    const { conversation } = chat;
    const items = [];
    if (this.#forgetful) items.push({ key: 'forgetful', kind: 'note', text: t('forgetful') });
    if (conversation.truncated) items.push({ key: 'truncated', kind: 'note', text: t('truncated') });
    else if (this.#bot.welcome) {
      items.push({ key: 'welcome', kind: 'message', first: true,
        message: { role: 'assistant', content: this.#bot.welcome } });
    }
    let day = '';
    let previous = null;
    for (const message of conversation.messages) {
      const itsDay = dayText(message.ts);
      if (itsDay !== day) {
        items.push({ key: `day ${itsDay}`, kind: 'day', text: itsDay });
        day = itsDay;
        previous = null;
      }
      const first = !previous || previous.role !== message.role || previous.agentName !== message.agentName
        || message.ts - previous.ts > GROUP_SECONDS;
      if (message.role === 'system') {
        items.push({ key: message.key, kind: 'note', text: systemText(message.content), time: message.ts });
      } else if (message.content) {
        items.push({ key: message.key, kind: 'message', message, first, conversation,
          disabled: !chat.canSend() });
      }
      previous = message;
    }
    const writing = conversation.messages.some((m) => m.open && m.content);
    const aiIsAsked = !conversation.isLive && !conversation.isPending;
    if (chat.isAnswering && !writing && aiIsAsked) items.push({ key: 'thinking', kind: 'thinking' });
    const question = chat.busy ? null : conversation.unanswered;
    if (question) {
      items.push({ key: 'unanswered', kind: 'error', message: question, disabled: !chat.canSend(),
        text: t(conversation.isPartlyAnswered(question) ? 'answerCut' : 'answerFailed') });
    }
    return items;
  }

  #row(item) {
    const { message = {} } = item;
    const signature = JSON.stringify([item.kind, item.text, item.first, message.id && 1, message.content,
      message.open, message.state, message.reason, message.until, message.agentName,
      message.state === 'failed' || item.kind === 'error' ? [item.disabled, item.conversation?.status] : 0]);
    let known = this.#rows.get(item.key);
    if (!known) {
      known = { row: make('div', {}), signature: null };
      this.#rows.set(item.key, known);
    }
    if (known.signature !== signature) {
      known.signature = signature;
      this.#draw(known.row, item);
    }
    return known.row;
  }

  #draw(row, item) {
    switch (item.kind) {
      case 'day':
        row.className = 'day';
        row.replaceChildren(make('span', {}, item.text));
        break;
      case 'note':
        row.className = 'note';
        row.replaceChildren(make('span', { dir: 'auto' }, ...renderPlain(item.text)));
        break;
      case 'error':
        row.className = 'problem';
        row.replaceChildren(icon('alert'), make('span', {}, item.text, ' '));
        if (!item.disabled) {
          row.lastChild.append(button(t('askAgain'), 'button small', () => this.#callbacks.onAsk(item.message)));
        }
        break;
      case 'thinking':
        row.className = 'row left ai first';
        row.replaceChildren(this.#avatar('assistant'),
          make('div', { class: 'bubble dots' }, make('span', { class: 'sr-only' }, t('thinking')),
            ...[1, 2, 3].map(() => make('i', { 'aria-hidden': 'true' }))));
        break;
      default:
        this.#drawMessage(row, item);
    }
  }

  #drawMessage(row, { message, first, conversation, disabled }) {
    const { role } = message;
    const side = { user: 'right own', assistant: 'left ai', agent: 'left agent' }[role];
    row.className = `row ${side}${first ? ' first' : ''}${message.state ? ` ${message.state}` : ''}`;
    if (message.open) row.setAttribute('aria-live', 'off'); // announced when complete
    row.setAttribute('aria-busy', String(Boolean(message.open)));
    const bubble = make('div', { class: 'bubble', dir: 'auto' });
    bubble.append(...(role === 'assistant' ? renderMarkdown(systemText(message.content)) : renderPlain(message.content)));
    const column = make('div', { class: 'column' }, this.#meta(message, first), bubble);
    if (role === 'user') column.append(this.#state(message, conversation, disabled));
    row.replaceChildren(...(role === 'user' ? [] : [this.#avatar(role, message)]), column);
  }

  #avatar(role, message) {
    const node = make('span', { class: 'avatar small', 'aria-hidden': 'true' });
    if (role === 'assistant') node.append(avatarContent(this.#bot.icon_url));
    else node.append([...(message.agentName || '')][0]?.toUpperCase() || icon('person'));
    return node;
  }

  #meta(message, first) {
    const name = { user: t('you'), assistant: this.#bot.name || t('assistant'),
      agent: message.agentName || t('agent') }[message.role];
    const meta = make('p', { class: message.role === 'user' || !first ? 'meta sr-only' : 'meta' },
      make('span', { class: 'sender', dir: 'auto' }, name));
    if (message.role === 'assistant') meta.append(make('span', { class: 'badge' }, t('ai')));
    if (message.ts) meta.append(make('time', { class: 'digits' }, timeText(message.ts)));
    return meta;
  }

  /** Sending, sent with the time, or failed with a reason and Retry. */
  #state(message, conversation, disabled) {
    const state = make('p', { class: 'state', 'aria-live': 'off' });
    if (message.state !== 'failed') {
      const label = t(message.state);
      state.append(make('time', { class: 'digits' }, timeText(message.ts)));
      const glyph = make('span', { class: 'glyph', title: label }, icon(message.state === 'sent' ? 'tick' : 'clock'));
      state.append(glyph, make('span', { class: 'sr-only' }, label));
      return state;
    }
    const waiting = message.reason === 'waiting' && conversation.isPending;
    const key = { network: 'failedNetwork', rate: 'failedRate', long: 'failedTooLong', moved: 'failedMoved' }[message.reason];
    const seconds = Math.max(1, Math.round((message.until - Date.now()) / 1000));
    const text = make('span', {}, waiting ? t('failedWaiting') : t(key || 'failed', { n: seconds }), ' ');
    state.append(icon(waiting ? 'clock' : 'alert'), text);
    if (!waiting && !disabled && message.reason !== 'long') {
      text.append(button(t('retry'), 'link', () => this.#callbacks.onRetry(message)));
    }
    return state;
  }
}
