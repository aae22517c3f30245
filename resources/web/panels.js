// What surrounds the thread: header, connection banner, notice, composer. Drawn from a Chat.

import { hoursText, locale, t } from './i18n.js';
import { isBlank, length as lengthOf } from './text.js';
import { $ } from './view.js';

const MAX_LENGTH = 4000;    // of one message, as the server counts
const COUNTER_FROM = -500;

// What is shown is compared with the page itself, never with a memory of it; an element that stays as it
// is says nothing to screen readers and keeps the focus.

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** Fixed texts and names of the controls. */
export function labelControls() {
  const named = { restart: 'restart', send: 'send' };
  for (const [id, key] of Object.entries(named)) {
    $(id).setAttribute('aria-label', t(key));
    $(id).title = t(key);
  }
  $('thread').setAttribute('aria-label', t('conversation'));
  $('log-title').textContent = t('conversation');
  for (const id of ['composer', 'input']) $(id).setAttribute('aria-label', t('message'));
  $('retry-now').textContent = t('retryNow');
  $('escalate').querySelector('span').textContent = t('talkToPerson');
  $('cancel').textContent = t('cancelWaiting');
  $('restart-title').textContent = t('restartTitle');
  $('restart-no').textContent = t('keep');
  $('restart-yes').textContent = t('restart');
}

export function drawPresence({ conversation, isOffline }) {
  const { status, agentName } = conversation;
  const [tone, text] = isOffline ? ['bad', t('presenceOffline')] : {
    pending_manual: ['wait', t('presencePending')],
    manual_live: ['live', t('presenceLive', { name: agentName || t('agent') })],
    closed: ['off', t('presenceClosed')],
  }[status] || ['bot', t('presenceBot')];
  setAttribute($('presence-dot'), 'class', `dot ${tone}`);
  setText($('presence-text'), text);
}

export function drawBanner({ connection, isOffline }) {
  if (isOffline) {
    setText($('banner-text'), t('offline'));
    const seconds = Math.max(0, Math.ceil((connection.until - Date.now()) / 1000));
    setText($('banner-count'), seconds ? t('offlineCount', { n: seconds }) : '');
  }
  // A try in between keeps the banner; it goes when a stream is open again.
  $('banner').hidden = !isOffline;
}

/** Glyph, title and text of what is going on beside the messages; null when there is nothing to say. */
function noticeOf({ status, position, mail, isMailing }, shift) {
  switch (status) {
    case 'pending_manual':
      return ['person', t('waitingTitle'),
        [position && t('waitingPosition', { n: position }), t('waitingText')].filter(Boolean).join(' ')];
    case 'after_hours_email':
      return ['mail', t('afterHoursTitle'), [
        t(isMailing ? 'afterHoursMailing' : mail.sent ? 'afterHoursMailed' : 'afterHoursKept'),
        shift?.timezone && hoursText(shift)].filter(Boolean).join(' ')];
    case 'closed':
      return ['tick', t('closedTitle'), t('closedText')];
    default:
      return null;
  }
}

/** `shift`: data of /api/shift/config or null. */
export function drawNotice({ conversation }, shift) {
  const content = noticeOf(conversation, shift);
  if (content) {
    const [glyph, title, text] = content;
    setAttribute($('notice-glyph'), 'href', `#i-${glyph}`);
    setText($('notice-title'), title);
    setText($('notice-text'), text);
  }
  $('cancel').hidden = !conversation.isPending;
  $('notice').hidden = !content;
}

/** By how many characters a text is longer than a message may be; negative while there is room. */
export function overLength(text) {
  return (text.length > MAX_LENGTH + COUNTER_FROM ? lengthOf(text) : text.length) - MAX_LENGTH;
}

/** `shift` as above: after hours a person can be called again only once the shift has begun. */
export function drawComposer(chat, shift) {
  const { conversation } = chat;
  const input = $('input');
  const tooMany = overLength(input.value);
  const person = conversation.agentName || t('agent');
  input.placeholder = conversation.isLive ? t('placeholderLive', { name: person })
    : t(conversation.isPending ? 'placeholderPending' : 'placeholder');
  // aria-disabled, not disabled: the button keeps its place in the tab order.
  $('send').setAttribute('aria-disabled', String(!chat.canSend() || tooMany > 0 || isBlank(input.value)));
  $('escalate').hidden = !(['none', 'bot_active'].includes(conversation.status)
    || (conversation.status === 'after_hours_email' && shift?.is_in_shift));
  const hint = tooMany > 0 ? t('hintTooLong') : chat.problem ? t(chat.problem)
    : t(conversation.isPending ? 'hintPending' : chat.canSend() ? 'hint' : 'hintBusy');
  $('hint').classList.toggle('bad', tooMany > 0 || Boolean(chat.problem));
  setText($('hint'), hint);
  $('counter').hidden = tooMany < COUNTER_FROM;
  $('counter').classList.toggle('bad', tooMany > 0);
  setText($('counter'), t(tooMany > 0 ? 'charactersOver' : 'charactersLeft', { n: Math.abs(tooMany).toLocaleString(locale) }));
  $('typing').hidden = !chat.typingName;
  $('typing').textContent = chat.typingName ? t('typing', { name: chat.typingName }) : '';
}
