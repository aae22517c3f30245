// Texts of the page in Chinese and English, chosen by `?lang=` or the browser's language.

const texts = {
  en: {
    chat: 'Chat',
    conversation: 'Conversation',
    assistant: 'Assistant',
    you: 'You',
    agent: 'Support',
    system: 'Notice',
    ai: 'AI',
    presenceBot: 'AI assistant',
    presencePending: 'Waiting for a person',
    presenceLive: '{name} is helping you',
    presenceClosed: 'Conversation ended',
    presenceOffline: 'No connection',
    placeholder: 'Write a message…',
    placeholderLive: 'Write to {name}…',
    placeholderPending: 'Prepare your message…',
    message: 'Your message',
    send: 'Send',
    hint: 'Enter sends, Shift + Enter starts a new line',
    hintPending: 'You can send as soon as a person is here. Your text is kept.',
    hintBusy: 'You can send again when the answer is complete',
    talkToPerson: 'Talk to a person',
    restart: 'New conversation',
    restartTitle: 'Start a new conversation?',
    restartText: 'This conversation will no longer be shown here.',
    restartLive: 'You will leave the chat with {name}. This conversation will no longer be shown here.',
    keep: 'Keep this one',
    waitingTitle: 'We are getting a person for you',
    waitingPosition: 'You are number {n} in the queue.',
    waitingText: 'Please keep this page open. The person will answer right here.',
    cancelWaiting: 'Back to the assistant',
    afterHoursTitle: 'Our team is away at the moment',
    afterHoursText: 'Your question has been passed on by e-mail. The assistant keeps answering meanwhile.',
    hours: 'Service hours: {hours} ({zone})',
    closedTitle: 'This conversation has ended',
    closedText: 'Just write to start again.',
    typing: '{name} is typing…',
    thinking: 'The assistant is writing an answer',
    sending: 'Sending',
    sent: 'Sent',
    retry: 'Retry',
    askAgain: 'Ask again',
    failed: 'Not sent',
    failedNetwork: 'Not sent: no connection',
    failedWaiting: 'Will be sent when a person is here',
    failedMoved: 'Not sent: the person has left the chat',
    failedRate: 'Not sent: too many messages at once. Wait {n} s.',
    failedTooLong: 'Not sent: the message is too long',
    answerFailed: 'The assistant could not answer. Ask again, or talk to a person.',
    answerCut: 'The answer was interrupted',
    offline: 'No connection.',
    offlineCount: 'Next try in {n} s',
    retryNow: 'Retry now',
    jump: 'Latest',
    jumpCount: '{n} new',
    today: 'Today',
    yesterday: 'Yesterday',
    truncated: 'Older messages are not shown here',
    escalateFailed: 'That did not work. Please try again.',
    forgetful: 'Your browser lets this chat keep nothing: the conversation ends when you leave this page.',
    gone: 'The earlier conversation is no longer available. You are in a new one.',
    charactersLeft: '{n} left',
  },
  zh: {
    chat: '在线客服',
    conversation: '对话',
    assistant: '智能助手',
    you: '我',
    agent: '人工客服',
    system: '通知',
    ai: 'AI',
    presenceBot: 'AI 智能助手',
    presencePending: '正在等待人工客服',
    presenceLive: '{name} 正在为您服务',
    presenceClosed: '会话已结束',
    presenceOffline: '网络已断开',
    placeholder: '请输入您的问题…',
    placeholderLive: '发送给 {name}…',
    placeholderPending: '可以先写好您的问题…',
    message: '消息内容',
    send: '发送',
    hint: 'Enter 发送，Shift + Enter 换行',
    hintPending: '人工客服接入后即可发送，已输入的内容会保留。',
    hintBusy: '回答完成后即可继续发送',
    talkToPerson: '转人工客服',
    restart: '新对话',
    restartTitle: '开始新的对话？',
    restartText: '当前对话将不再显示在这里。',
    restartLive: '您将离开与 {name} 的对话，当前对话将不再显示在这里。',
    keep: '保留当前对话',
    waitingTitle: '正在为您安排人工客服',
    waitingPosition: '您排在第 {n} 位。',
    waitingText: '请不要关闭此页面，客服会在这里回复您。',
    cancelWaiting: '取消等待',
    afterHoursTitle: '当前为非工作时间',
    afterHoursText: '您的问题已通过邮件转交客服，期间智能助手会继续为您解答。',
    hours: '服务时间：{hours}（{zone}）',
    closedTitle: '本次会话已结束',
    closedText: '直接输入即可重新开始。',
    typing: '{name} 正在输入…',
    thinking: '智能助手正在回答',
    sending: '发送中',
    sent: '已发送',
    retry: '重试',
    askAgain: '重新提问',
    failed: '未发送',
    failedNetwork: '未发送：网络已断开',
    failedWaiting: '人工客服接入后自动发送',
    failedMoved: '未发送：人工客服已离开',
    failedRate: '未发送：消息过于频繁，请等待 {n} 秒',
    failedTooLong: '未发送：消息过长',
    answerFailed: '智能助手暂时无法回答，您可以重新提问或转人工客服。',
    answerCut: '回答已中断',
    offline: '网络已断开。',
    offlineCount: '{n} 秒后重连',
    retryNow: '立即重连',
    jump: '最新消息',
    jumpCount: '{n} 条新消息',
    today: '今天',
    yesterday: '昨天',
    truncated: '更早的消息不在此处显示',
    escalateFailed: '操作未成功，请重试。',
    forgetful: '您的浏览器不允许保存此对话，离开此页面后对话将结束。',
    gone: '之前的对话已失效，已为您开始新的对话。',
    charactersLeft: '还可输入 {n} 字',
  },
};

// The server's own default texts, which are Chinese; changed settings are shown as they are.
const systemTexts = [
  [/^客服【(.+)】已接入，正在为您服务$/, '$1 has joined and is here to help you'],
  [/^人工结束，AI 已接管$/, 'The person has left. The AI assistant has taken over'],
  [/^会话已从【(.+)】转接至【(.+)】$/, 'You have been passed on from $1 to $2'],
  [/^客服暂时离线，正在为您重新安排人工客服$/, 'Your contact is offline for the moment. We are finding someone else for you'],
  [/^当前为非工作时间，您的问题已邮件转交客服，我们会尽快回复$/, 'We are away at the moment. Your question has been passed on by e-mail and we will reply soon'],
];

function chooseLanguage() {
  const wanted = new URLSearchParams(location.search).get('lang');
  for (const tag of [wanted, ...(navigator.languages || [navigator.language])]) {
    const base = String(tag || '').toLowerCase().split('-')[0];
    if (texts[base]) return base;
  }
  return 'en';
}

export const language = chooseLanguage();

/** The customer's own language as ISO 639-1, also one in which the page has no texts; else undefined. */
export function customerLanguage() {
  const wanted = new URLSearchParams(location.search).get('lang');
  for (const tag of [wanted, navigator.language].filter(Boolean)) {
    try {
      const { language: base } = new Intl.Locale(tag);
      if (/^[a-z]{2}$/.test(base)) return base;
    } catch {
      // not a language tag
    }
  }
  return undefined;
}
export const locale = language === 'zh' ? 'zh-CN' : 'en-GB';

/** The text `key`, with `{name}` replaced from `values`. */
export function t(key, values = {}) {
  return texts[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** A system message in the page's language, when it is one of the server's default texts. */
export function systemText(content) {
  if (language === 'zh') return content;
  for (const [pattern, text] of systemTexts) {
    if (pattern.test(content)) return content.replace(pattern, text);
  }
  return content;
}

const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });

/** Hours and minutes of `seconds` since 1970. */
export function timeText(seconds) {
  return time.format(seconds * 1000);
}

/** A name of the day: today, yesterday or the date. */
export function dayText(seconds) {
  const start = (date) => new Date(date).setHours(0, 0, 0, 0);
  const days = Math.round((start(Date.now()) - start(seconds * 1000)) / 86400000);
  if (days <= 0) return t('today');
  return days === 1 ? t('yesterday') : day.format(seconds * 1000);
}
