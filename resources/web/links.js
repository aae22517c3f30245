// Web addresses in text as people write it. The same as shared/text/links.h; tests/data/texts.json
// has the cases of both.

const SCHEME = /https?:\/\//iy;
// Chinese and Japanese punctuation, quotation marks of all languages, and what no address holds.
const END = new RegExp(String.raw`[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\u{16FE4}\u{1D159}<>"` + '`'
  + String.raw`|\\«»\u2018-\u201F\u2026\u3000-\u3003\u3008-\u301F\uFE30-\uFE6B\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]`, 'u');
const PAIRS = { ')': '(', ']': '[', '}': '{' };

const count = (text, c) => text.split(c).length - 1;

/** Without what belongs to the sentence around it. */
function withoutSentence(address) {
  let url = address;
  for (;;) {
    const last = url.at(-1);
    const isStray = PAIRS[last] && count(url, last) > count(url, PAIRS[last]);
    if (!url || !(isStray || '.,:;!?\'*([{'.includes(last))) return url;
    url = url.slice(0, -1);
  }
}

/** Length of the web address that begins at `at`, or 0. */
export function linkLength(text, at) {
  SCHEME.lastIndex = at;
  const scheme = SCHEME.exec(text)?.[0].length;
  if (!scheme || /[A-Za-z0-9]/.test(text[at - 1] ?? '')) return 0;
  const rest = text.slice(at);
  const end = rest.search(END);
  const url = withoutSentence(end < 0 ? rest : rest.slice(0, end));
  // A host begins with a letter or digit, or is an IPv6 address.
  return /^[\p{L}\p{N}[]|^[^\u0000-\uFFFF]/u.test(url.slice(scheme)) ? url.length : 0;
}

/** The addresses of a text in order, each `{start, length}`. */
export function findLinks(text) {
  const found = [];
  let from = 0;
  for (const match of text.matchAll(/http/gi)) {
    const length = match.index < from ? 0 : linkLength(text, match.index);
    if (!length) continue;
    found.push({ start: match.index, length });
    from = match.index + length;
  }
  return found;
}
