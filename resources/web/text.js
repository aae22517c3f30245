// Text that people read: whether it shows anything, how long it is, where it may be cut. The same as
// shared/text/displaytext.h; tests/data/texts.json has the cases of both.

const HIDDEN = String.raw`\p{White_Space}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{16FE4}`;
const VISIBLE = new RegExp(`[^${HIDDEN}]`, 'u');
const PADDING = String.raw`[\p{White_Space}\p{Cc}\u00AD\u115F\u1160\u200B\u2060-\u2065\u2800\u3164\uFEFF\uFFA0\uFFF0-\uFFF8]`;
const ENDS = new RegExp(`^${PADDING}+|${PADDING}+$`, 'gu');
const UNITS_PER_CHARACTER = 16; // a tower of combining marks is long although people count it as one

/** The characters of a text, each `{index, segment}`; in old browsers they are code points. */
function characters(text) {
  if (Intl.Segmenter) return new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  let index = 0;
  return Array.from(text, (segment) => ({ segment, index: (index += segment.length) - segment.length }));
}

/** Nothing of it can be seen. */
export function isBlank(text) {
  return !VISIBLE.test(text);
}

/** Without what shows nothing at both ends; '' when the text is blank. */
export function trimmed(text) {
  return isBlank(text) ? '' : text.replace(ENDS, '');
}

/** Characters as people count them. */
export function length(text) {
  return [...characters(text)].length;
}

/** The beginning of at most `max` characters. */
export function cut(text, max) {
  if (text.length <= max) return text;
  const limit = max * UNITS_PER_CHARACTER;
  let taken = 0;
  let end = 0;
  for (const { index, segment } of characters(text.slice(0, limit + 2))) {
    const next = index + segment.length;
    if (taken === max || next > limit) break;
    end = next;
    taken += 1;
  }
  if (end > 0) return text.slice(0, end);
  return text.slice(0, /[\uDC00-\uDFFF]/.test(text[limit]) ? limit - 1 : limit);
}

/** At most `max` characters, and no tower of marks. */
export function fits(text, max) {
  return cut(text, max) === text;
}
