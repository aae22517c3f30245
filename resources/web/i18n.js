// Texts of the page in the customer's language: `?lang=`, else the browser's, else English.

const languages = {
  de: () => import('./lang/de.js'),
  en: () => import('./lang/en.js'),
  es: () => import('./lang/es.js'),
  fr: () => import('./lang/fr.js'),
  it: () => import('./lang/it.js'),
  nl: () => import('./lang/nl.js'),
  pl: () => import('./lang/pl.js'),
  zh: () => import('./lang/zh.js'),
};

// The server's own default texts, which are Chinese; changed settings are shown as they are.
const systemTexts = [
  [/^客服【(.+)】已接入，正在为您服务$/, 'sysJoined'],
  [/^人工结束，AI 已接管$/, 'sysReleased'],
  [/^会话已从【(.+)】转接至【(.+)】$/, 'sysTransferred'],
  [/^客服暂时离线，正在为您重新安排人工客服$/, 'sysLost'],
  [/^当前为非工作时间，您的问题已邮件转交客服，我们会尽快回复$/, 'sysAfterHours'],
  [/^当前为非工作时间，您的问题已记录，客服上班后会尽快回复$/, 'sysAfterHoursKept'],
  [/^很抱歉，您的问题未能通过邮件转交，但已记录，客服上班后会尽快回复$/, 'sysMailFailed'],
  [/^会话已结束，如需帮助请继续留言$/, 'sysClosed'],
  [/^抱歉，我暂时没有找到答案。您可以换个说法再问一次，或者回复“人工”由同事来帮您。$/, 'sysNoAnswer'],
  [/^暂时没有空闲的客服，AI 将继续为您服务$/, 'sysWaitEnded'],
];

function chooseLanguage() {
  const wanted = new URLSearchParams(location.search).get('lang');
  for (const tag of [wanted, ...(navigator.languages || [navigator.language])]) {
    const base = String(tag || '').toLowerCase().split('-')[0];
    if (languages[base]) return base;
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
export const locale = { en: 'en-GB', zh: 'zh-CN' }[language] || language;
const { default: texts } = await languages[language]();

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** A name within a sentence: its direction is its own. */
function isolated(value) {
  const text = String(value ?? '').replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** The text `key`, with `{name}` replaced from `values`. */
export function t(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => isolated(values[name]));
}

/** A system message in the page's language, when it is one of the server's default texts. */
export function systemText(content) {
  for (const [pattern, key] of systemTexts) {
    const match = texts[key] && pattern.exec(content);
    if (match) return t(key, { a: match[1], b: match[2] });
  }
  return content;
}

/** Milliseconds by which the clock of `zone` is ahead of UTC at `at`. */
function aheadOfUtc(zone, at) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric',
    day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at);
  const clock = Object.fromEntries(parts.map((p) => [p.type, Number(p.value)]));
  return Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second)
    - Math.floor(at / 1000) * 1000;
}

/** Service hours, also by the customer's clock where that is another one; `shift`: data of /api/shift/config. */
export function hoursText({ shift_start: start, shift_end: end, timezone: zone }) {
  const now = Date.now();
  let ahead = 0;
  try {
    ahead = Math.round((aheadOfUtc(zone, now) + new Date(now).getTimezoneOffset() * 60000) / 60000);
  } catch {
    // a zone this browser does not know
  }
  const hours = `${start}–${end}`;
  if (ahead === 0) return t('hours', { hours, zone });
  const own = (clock) => {
    const [hour, minute] = clock.split(':').map(Number);
    const minutes = (((hour * 60 + minute - ahead) % 1440) + 1440) % 1440;
    return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
  };
  return t('hoursBoth', { own: `${own(start)}–${own(end)}`, hours, zone });
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
