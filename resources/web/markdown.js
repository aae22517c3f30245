// Markdown through a whitelist: paragraphs, headings, lists, quotes, tables, rules, bold, italic, struck
// out, code, links. Text becomes text nodes, never HTML; images and raw HTML stay text. Every block has
// the direction of its own text.

import { findLinks, linkLength } from './links.js';

const MAX_DEPTH = 8;

/** An http, https or mailto address, else null. */
export function safeUrl(text) {
  if (/[\u0000-\u0020]/.test(text)) return null;
  try {
    const url = new URL(text);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function link(href, children) {
  const a = document.createElement('a');
  a.href = href;
  a.target = '_blank';
  a.rel = 'noopener noreferrer nofollow';
  a.append(...children);
  return a;
}

function element(name, children) {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}

/** Plain text with clickable addresses: for what people write. */
export function renderPlain(text) {
  const nodes = [];
  let from = 0;
  for (const { start, length } of findLinks(text)) {
    const url = text.slice(start, start + length);
    const href = safeUrl(url);
    if (!href) continue;
    nodes.push(text.slice(from, start), link(href, [url]));
    from = start + length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== '');
}

/** `[label](address)` at the start of `text`: `{label, href, length}` or null. */
function matchLink(text) {
  const match = /^\[((?:\\.|[^\[\]\\])*)\]\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\s*\)/
    .exec(text);
  const href = match && safeUrl(match[2]);
  return href ? { label: match[1], href, length: match[0].length } : null;
}

function renderInline(text, depth = 0) {
  const nodes = [];
  const hopeless = new Set(); // delimiters that have no closing partner further on
  let plain = '';
  let i = 0;
  const flush = () => {
    if (plain) nodes.push(plain);
    plain = '';
  };
  const take = (node, length) => {
    flush();
    nodes.push(node);
    i += length;
  };
  const findClose = (mark, from) => {
    if (hopeless.has(mark)) return -1;
    const at = text.indexOf(mark, from);
    if (at < 0) hopeless.add(mark);
    return at;
  };

  while (i < text.length) {
    const c = text[i];
    if (c === '\\' && /[\\`*_{}[\]()#+\-.!~>|]/.test(text[i + 1] || '')) {
      plain += text[i + 1];
      i += 2;
      continue;
    }
    if (c === '~' && text[i + 1] === '~' && depth < MAX_DEPTH) {
      const close = findClose('~~', i + 2);
      if (close > i + 2 && !/\s/.test(text[i + 2]) && !/\s/.test(text[close - 1])) {
        take(element('del', renderInline(text.slice(i + 2, close), depth + 1)), close + 2 - i);
        continue;
      }
      plain += '~~';
      i += 2;
      continue;
    }
    if (c === '`') {
      const mark = /^`+/.exec(text.slice(i, i + 8))[0];
      const close = findClose(mark, i + mark.length);
      if (close > i + mark.length) {
        const code = text.slice(i + mark.length, close).trim();
        take(element('code', [code]), close + mark.length - i);
        continue;
      }
    }
    if ((c === '*' || c === '_') && depth < MAX_DEPTH) {
      const mark = text[i + 1] === c ? c + c : c;
      const start = i + mark.length;
      let close = findClose(mark, start);
      if (mark.length === 1) { // the closing mark of *a **b** c* is a single one
        while (close >= 0 && text[close + 1] === c) close = text.indexOf(mark, close + 2);
      } else if (close >= 0 && text[close + 2] === c) {
        close += 1;
      }
      const word = /[\p{L}\p{N}_]/u;
      const inWord = c === '_' && (word.test(text[i - 1] || '') || word.test(text[close + mark.length] || ''));
      if (close > start && !inWord && !/^\s/.test(text.slice(start)) && !/\s/.test(text[close - 1])) {
        take(element(mark.length === 2 ? 'strong' : 'em',
          renderInline(text.slice(start, close), depth + 1)), close + mark.length - i);
        continue;
      }
      plain += mark;
      i += mark.length;
      continue;
    }
    if ((c === '[' || (c === '!' && text[i + 1] === '[')) && depth < MAX_DEPTH) {
      const skip = c === '!' ? 1 : 0; // an image becomes a link to it
      const found = matchLink(text.slice(i + skip, i + 4000));
      if (found) {
        take(link(found.href, renderInline(found.label, MAX_DEPTH)), found.length + skip);
        continue;
      }
    }
    if (c === '<') {
      const match = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/i.exec(text.slice(i, i + 2000));
      const href = match && safeUrl(match[1]);
      if (href) {
        take(link(href, [match[1].replace(/^mailto:/i, '')]), match[0].length);
        continue;
      }
    }
    if ((c === 'h' || c === 'H') && depth < MAX_DEPTH) {
      const length = linkLength(text, i);
      const url = text.slice(i, i + length);
      const href = length && safeUrl(url);
      if (href) {
        take(link(href, [url]), length);
        continue;
      }
    }
    plain += c;
    i += 1;
  }
  flush();
  return nodes;
}

function renderLines(lines) {
  const nodes = [];
  lines.forEach((line, index) => {
    if (index) nodes.push(document.createElement('br'));
    nodes.push(...renderInline(line.trim()));
  });
  return nodes;
}

const FENCE = /^\s{0,3}(```+|~~~+)/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.+?)\s*#*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}>\s?/;
const TABLE_LINE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** A block element with the direction of its text. */
function block(name, children) {
  const node = element(name, children);
  node.dir = 'auto';
  return node;
}

/** Cells of a table's line; `\|` is a bar in a cell. */
function cellsOf(line) {
  const cells = line.trim().replace(/^\||(?<!\\)\|$/g, '').split(/(?<!\\)\|/);
  return cells.map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** Does a table begin at `lines[at]`: a line of cells above a line of dashes for as many? */
function beginsTable(lines, at) {
  const next = lines[at + 1];
  return lines[at].includes('|') && next?.includes('|') && TABLE_LINE.test(next)
    && cellsOf(next).length === cellsOf(lines[at]).length;
}

/** The table from `lines[at]` on: `{node, next}`. */
function renderTable(lines, at) {
  const sides = cellsOf(lines[at + 1]).map((mark) => ({ '::': 'center', ':': 'end' })[
    mark.replace(/-+/g, '').slice(mark.startsWith(':') && !mark.endsWith(':') ? 1 : 0)]);
  const row = (name, cells) => element('tr', sides.map((side, i) => {
    const cell = block(name, renderInline(cells[i] ?? ''));
    if (side) cell.className = side;
    return cell;
  }));
  const body = document.createElement('tbody');
  let i = at + 2;
  for (; i < lines.length && lines[i].includes('|'); i += 1) body.append(row('td', cellsOf(lines[i])));
  const table = element('table', [element('thead', [row('th', cellsOf(lines[at]))]), body]);
  table.dir = 'auto';
  const box = element('div', [table]);
  box.className = 'table';
  box.tabIndex = 0; // it scrolls sideways
  return { node: box, next: i };
}

/** A list from `lines[at]` on: `{node, next}`; deeper indented items become inner lists. */
function renderList(lines, at, depth) {
  const [, indent, mark] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(mark);
  const list = block(ordered ? 'ol' : 'ul', []);
  if (ordered) list.start = parseInt(mark, 10);
  let item = null;
  let i = at;
  while (i < lines.length) {
    const match = RULE.test(lines[i]) ? null : ITEM.exec(lines[i]);
    if (match) {
      const deeper = match[1].length >= indent.length + 2;
      if (deeper && item && depth < MAX_DEPTH) {
        const inner = renderList(lines, i, depth + 1);
        item.append(inner.node);
        i = inner.next;
        continue;
      }
      if (match[1].length + 1 < indent.length || (!deeper && /\d/.test(match[2]) !== ordered)) break;
      item = element('li', renderInline(match[3]));
      list.append(item);
    } else if (lines[i].trim() === '') {
      if (!ITEM.test(lines[i + 1] || '')) break;
    } else if (/^\s+\S/.test(lines[i]) && !FENCE.test(lines[i]) && !RULE.test(lines[i])) {
      item.append(document.createElement('br'), ...renderInline(lines[i].trim()));
    } else {
      break;
    }
    i += 1;
  }
  return { node: list, next: i };
}

function isParagraphLine(lines, i) {
  const line = lines[i];
  return line.trim() !== '' && ![FENCE, HEADING, RULE, QUOTE].some((begin) => begin.test(line))
    && !beginsTable(lines, i);
}

function renderBlocks(lines, depth) {
  const nodes = [];
  let level = 2; // the page itself owns h1 and h2; below them no level is left out
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    if (fence) {
      const body = [];
      for (i += 1; i < lines.length && !lines[i].trim().startsWith(fence[1]); i += 1) body.push(lines[i]);
      i += 1;
      const pre = element('pre', [element('code', [body.join('\n')])]);
      pre.tabIndex = 0; // it scrolls sideways
      nodes.push(pre);
    } else if (heading) {
      level = Math.min(heading[1].length + 2, level + 1, 6);
      nodes.push(block(`h${level}`, renderInline(heading[2])));
      i += 1;
    } else if (RULE.test(line)) {
      nodes.push(document.createElement('hr'));
      i += 1;
    } else if (QUOTE.test(line) && depth < MAX_DEPTH) {
      const body = [];
      for (; i < lines.length && QUOTE.test(lines[i]); i += 1) body.push(lines[i].replace(QUOTE, ''));
      nodes.push(block('blockquote', renderBlocks(body, depth + 1)));
    } else if (beginsTable(lines, i)) {
      const { node, next } = renderTable(lines, i);
      nodes.push(node);
      i = next;
    } else if (ITEM.test(line)) {
      const { node, next } = renderList(lines, i, 0);
      nodes.push(node);
      i = next;
    } else if (line.trim() === '') {
      i += 1;
    } else {
      const body = [line];
      for (i += 1; i < lines.length && isParagraphLine(lines, i) && !ITEM.test(lines[i]); i += 1) body.push(lines[i]);
      nodes.push(block('p', renderLines(body)));
    }
  }
  return nodes;
}

/** DOM nodes of a Markdown text, also of one that is still being written. */
export function renderMarkdown(text) {
  return renderBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}
