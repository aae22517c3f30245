// What surrounds the thread: header, connection banner, notice, composer. Drawn from a Chat.

import { t } from './i18n.js';
import { $, icon, make } from './view.js';

const COUNTER_FROM = 3500;
const MAX_LENGTH = 4000;

/** Sets an element's children only when `signature` differs, so that screen readers stay calm. */
function fill(node, signature, build) {
  if (node.dataset.shown === signature) return;
  node.dataset.shown = signature;
  node.replaceChildren(...build());
}

/** Fixed texts and names of the controls. */
export function labelControls() {
  const named = { restart: 'restart', close: 'close', send: 'send' };
  for (const [id, key] of Object.entries(named)) {
    $(id).setAttribute('aria-label', t(key));
    $(id).title = t(key);
  }
  $('thread').setAttribute('aria-label', t('conversation'));
  $('log').setAttribute('aria-label', t('conversation'));
  $('input').setAttribute('aria-label', t('message'));
  $('retry-now').textContent = t('retryNow');
  $('escalate').querySelector('span').textContent = t('talkToPerson');
  $('restart-title').textContent = t('restartTitle');
  $('restart-no').textContent = t('keep');
  $('restart-yes').textContent = t('restart');
}

export function drawPresence({ conversation }) {
  const { status, agentName } = conversation;
  const [tone, text] = {
    pending_manual: ['wait', t('presencePending')],
    manual_live: ['live', t('presenceLive', { name: agentName || t('agent') })],
    closed: ['off', t('presenceClosed')],
  }[status] || ['bot', t('presenceBot')];
  fill($('presence'), tone + text, () => [make('span', { class: `dot ${tone}`, 'aria-hidden': 'true' }), text]);
}

export function drawBanner({ connection }) {
  const waiting = connection.name === 'waiting';
  const text = connection.error?.status === 429 ? t('offlineTabs') : t('offline');
  if (waiting && $('banner-text').textContent !== text) $('banner-text').textContent = text;
  if (waiting) {
    const seconds = Math.max(0, Math.ceil((connection.until - Date.now()) / 1000));
    $('banner-count').textContent = seconds ? t('offlineCount', { n: seconds }) : '';
  }
  // A try in between keeps the banner; it goes when a stream is open again.
  $('banner').hidden = !waiting;
}

/** `shift`: data of /api/shift/config or null. */
export function drawNotice(chat, shift, onCancel) {
  const { status, position } = chat.conversation;
  const notice = $('notice');
  const content = {
    pending_manual: ['person', t('waitingTitle'),
      [position ? t('waitingPosition', { n: position }) : '', t('waitingText')].filter(Boolean).join(' ')],
    after_hours_email: ['mail', t('afterHoursTitle'), t('afterHoursText')
      + (shift?.timezone ? ` ${t('hours', { hours: `${shift.shift_start}–${shift.shift_end}`, zone: shift.timezone })}` : '')],
    closed: ['tick', t('closedTitle'), t('closedText')],
  }[status];
  notice.hidden = !content;
  if (!content) {
    fill(notice, '', () => []);
    return;
  }
  const [glyph, title, text] = content;
  if (notice.dataset.title !== title) { // a new notice; later only its text changes, the button keeps focus
    notice.dataset.title = title;
    notice.dataset.shown = title;
    notice.replaceChildren(icon(glyph), make('div', {}, make('strong', {}, title), make('p', {}, '')));
    if (status === 'pending_manual') {
      const cancel = make('button', { type: 'button', class: 'button', id: 'cancel' }, t('cancelWaiting'));
      cancel.addEventListener('click', onCancel);
      notice.append(cancel);
    }
  }
  const line = notice.querySelector('p');
  if (line.textContent !== text) line.textContent = text;
}

/** `shift` as above: after hours a person can be called again only once the shift has begun. */
export function drawComposer(chat, shift) {
  const { conversation } = chat;
  const input = $('input');
  const length = input.value.length;
  const person = conversation.agentName || t('agent');
  input.placeholder = conversation.isLive ? t('placeholderLive', { name: person })
    : t(conversation.isPending ? 'placeholderPending' : 'placeholder');
  // aria-disabled, not disabled: the button keeps its place in the tab order.
  $('send').setAttribute('aria-disabled', String(!chat.canSend() || !input.value.trim()));
  $('escalate').hidden = !(['none', 'bot_active'].includes(conversation.status)
    || (conversation.status === 'after_hours_email' && shift?.is_in_shift));
  const hint = chat.problem ? t(chat.problem)
    : t(conversation.isPending ? 'hintPending' : chat.canSend() ? 'hint' : 'hintBusy');
  $('hint').classList.toggle('bad', Boolean(chat.problem));
  if ($('hint').textContent !== hint) $('hint').textContent = hint;
  $('counter').hidden = length < COUNTER_FROM;
  $('counter').textContent = t('charactersLeft', { n: MAX_LENGTH - length });
  $('typing').hidden = !chat.typingName;
  $('typing').textContent = chat.typingName ? t('typing', { name: chat.typingName }) : '';
}
