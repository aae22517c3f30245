// The readable page of the contract: loads /api/openapi.json and shows it. Everything is built as nodes.

import { blockOf, el, prose, typeOf } from './schema.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const LEVELS = {
  none: 'anybody',
  customer: 'who knows the session’s name (and its token, if the server demands it), or an agent',
  agent: 'any account',
  admin: 'accounts with the role admin',
};
const $ = (id) => document.getElementById(id);

/** What a search looks at, per shown block. */
const searchable = [];

function resolve(document_, ref) {
  return ref.slice(2).split('/').reduce((node, key) => node[key], document_);
}

/** `/a/{b}` with the names told apart. */
function pathNodes(path) {
  return path.split(/(\{[^}]+\})/).map((piece) => (piece.startsWith('{') ? el('span', { class: 'name' }, piece) : piece));
}

function chip(level) {
  return el('span', { class: `chip ${level}`, title: `May be called by ${LEVELS[level]}` }, level);
}

function cozeChip() {
  return el('span', { class: 'chip coze', title: 'May ask Coze before it answers' }, 'calls Coze');
}

function parameterRows(spec, operation) {
  const parameters = (operation.parameters ?? []).map((p) => (p.$ref ? resolve(spec, p.$ref) : p));
  if (!parameters.length) return [];
  return [
    el('h3', {}, 'Parameters'),
    el('div', { class: 'wide' }, el('table', {},
      el('thead', {}, el('tr', {}, ['Name', 'In', 'Type', 'What'].map((h) => el('th', { scope: 'col' }, h)))),
      el('tbody', {}, parameters.map((p) => el('tr', {},
        el('td', {}, el('code', {}, p.name), p.required ? '' : el('span', { class: 'type' }, ' optional')),
        el('td', { class: 'type' }, p.in),
        el('td', { class: 'type' }, typeOf(p.schema),
          p.schema.default != null ? ` (default ${p.schema.default})` : ''),
        el('td', {}, prose(p.description ?? ''))))))),
  ];
}

function bodyBlock(spec, operation) {
  if (!operation.requestBody) return [];
  return [
    el('h3', {}, operation.requestBody.required ? 'Body' : 'Body, optional'),
    ...Object.entries(operation.requestBody.content).flatMap(([type, { schema }]) => {
      const known = schema.$ref ? resolve(spec, schema.$ref) : schema;
      return [
        el('p', { class: 'type' }, type, ' · ', typeOf(schema)),
        ...(known.properties ? blockOf(known) : []),
        ...(known.example ? [el('pre', { tabindex: '0' }, JSON.stringify(known.example, null, 2))] : []),
      ];
    }),
  ];
}

const codesOf = (answer) => answer.content?.['application/json']?.schema?.allOf?.[1]?.properties?.code?.enum ?? [];

function answerBlock(spec, status, given) {
  const answer = given.$ref ? resolve(spec, given.$ref) : given;
  const good = status.startsWith('2');
  const content = good || (answer.content && !codesOf(answer).length) ? Object.entries(answer.content ?? {}) : [];
  return el('div', { class: good ? 'answer good' : 'answer' },
    el('p', {}, el('b', { class: 'digits' }, status === 'default' ? 'any' : status), el('span', {}, prose(answer.description))),
    ...content.flatMap(([type, media]) => [
      type === 'application/json' ? '' : el('p', { class: 'type' }, type),
      ...blockOf(media.schema),
      media.example ? el('pre', { tabindex: '0' }, JSON.stringify(media.example, null, 2)) : '',
    ]));
}

function operationBlock(spec, path, method, operation) {
  const answers = Object.entries(operation.responses);
  const block = el('details', { class: 'op', id: `op-${operation.operationId}` },
    el('summary', {},
      el('span', { class: `method ${method}` }, method.toUpperCase()),
      el('span', { class: 'path' }, pathNodes(path)),
      el('span', { class: 'what' }, operation.summary),
      operation['x-calls-coze'] ? cozeChip() : '',
      chip(operation['x-level'])));
  // The inside is built when it is first opened: ninety of them at once would take their time.
  block.addEventListener('toggle', () => {
    if (!block.open || block.childElementCount > 1) return;
    block.append(el('div', { class: 'body' },
      operation.description ? el('p', {}, prose(operation.description)) : '',
      parameterRows(spec, operation), bodyBlock(spec, operation),
      el('h3', {}, 'Answers'), answers.map(([status, answer]) => answerBlock(spec, status, answer))));
  });
  const codes = answers.filter(([status]) => status !== 'default')
    .flatMap(([status, answer]) => [status, ...codesOf(answer.$ref ? resolve(spec, answer.$ref) : answer)]);
  const link = el('a', { href: `#op-${operation.operationId}` },
    el('span', { class: `method ${method}` }, method === 'delete' ? 'DEL' : method.toUpperCase()), operation.summary);
  searchable.push({
    block, link,
    text: [method, path, operation.operationId, operation.summary, operation.description, operation['x-level'],
      operation['x-calls-coze'] ? 'calls coze' : '', ...codes]
      .join(' ').toLowerCase(),
  });
  return { block, link };
}

function schemaBlock(name, schema) {
  const block = el('details', { class: 'schema', id: `schema-${name}` },
    el('summary', {}, el('span', { class: 'path' }, name), el('span', { class: 'what' }, prose(schema.description ?? ''))));
  block.addEventListener('toggle', () => {
    if (!block.open || block.childElementCount > 1) return;
    block.append(el('div', { class: 'body' }, blockOf(schema),
      schema.example ? el('pre', { tabindex: '0' }, JSON.stringify(schema.example, null, 2)) : ''));
  });
  searchable.push({ block, text: [name, schema.description, ...Object.keys(schema.properties ?? {})].join(' ').toLowerCase() });
  return block;
}

function show(spec) {
  $('version').textContent = `${spec.info.version} · OpenAPI ${spec.openapi}`;
  $('lead').append(...prose(spec.info.description));
  $('levels').append(...Object.entries(LEVELS).map(([level, who]) => el('span', {}, chip(level), ` ${who}`)));
  for (const tag of spec.tags) {
    const blocks = [];
    const links = [];
    for (const [path, operations] of Object.entries(spec.paths)) {
      for (const method of METHODS) {
        if (operations[method]?.tags[0] !== tag.name) continue;
        const { block, link } = operationBlock(spec, path, method, operations[method]);
        blocks.push(block);
        links.push(link);
      }
    }
    $('operations').append(el('section', { 'aria-label': tag.name },
      el('h2', {}, tag.name), el('p', {}, prose(tag.description ?? '')), blocks));
    $('index').append(el('div', {}, el('h2', {}, tag.name), links));
  }
  $('schemas').append(el('h2', {}, 'Schemas'),
    Object.entries(spec.components.schemas).map(([name, schema]) => schemaBlock(name, schema)));
}

/** Every word must be found somewhere in a block. */
function search() {
  const words = $('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { block, link, text } of searchable) {
    const fits = words.every((word) => text.includes(word));
    block.hidden = !fits;
    if (link) link.hidden = !fits;
    if (fits) ++found;
  }
  for (const group of document.querySelectorAll('#operations > section, #schemas, #index > div')) {
    group.hidden = !group.querySelector('.op:not([hidden]), .schema:not([hidden]), a:not([hidden])');
  }
  $('found').textContent = words.length ? `${found} found` : '';
  $('nothing').hidden = found > 0;
}

/** Opens what the address names. */
function openTarget() {
  const target = location.hash && $(decodeURIComponent(location.hash.slice(1)));
  if (!target || target.tagName !== 'DETAILS') return;
  if (target.hidden) {
    $('search').value = '';
    search();
  }
  target.open = true;
  target.scrollIntoView();
  target.querySelector('summary').focus({ preventScroll: true });
}

function listen() {
  $('search').addEventListener('input', search);
  $('clear').addEventListener('click', () => {
    $('search').value = '';
    search();
    $('search').focus();
  });
  addEventListener('hashchange', openTarget);
  addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== $('search') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      $('search').focus();
    }
  });
  const wide = matchMedia('(min-width: 901px)');
  const fold = () => { $('index-fold').open = wide.matches; };
  wide.addEventListener('change', fold);
  fold();
}

listen();
try {
  const answer = await fetch('/api/openapi.json');
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  show(await answer.json());
  openTarget();
} catch (error) {
  $('problem').textContent = `The contract cannot be loaded: ${error.message}. Load this page again.`;
  $('problem').hidden = false;
}
$('content').setAttribute('aria-busy', 'false');
