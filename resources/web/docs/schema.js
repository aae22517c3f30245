// Shows JSON Schemas as lists of fields, with links to the named ones.

/** el('p', {class: 'x'}, 'text', node): a node; nothing is ever parsed as HTML. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, '');
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== ''));
  return node;
}

/** Text whose `pieces` stand in code. */
export function prose(text) {
  return text.split('`').map((piece, i) => (i % 2 ? el('code', {}, piece) : piece));
}

export const nameOf = (ref) => ref.slice(ref.lastIndexOf('/') + 1);
const linkTo = (name) => el('a', { href: `#schema-${name}` }, name);

/** What kind of value, as nodes: `string`, `Agent or null`, `one of a, b`. */
export function typeOf(schema) {
  if (schema.$ref) return [linkTo(nameOf(schema.$ref))];
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.flatMap((choice, i) => (i ? [' or ', ...typeOf(choice)] : typeOf(choice)));
  if (schema.allOf) return typeOf(schema.allOf[0]);
  if ('const' in schema) return [el('code', {}, JSON.stringify(schema.const))];
  if (schema.enum) {
    return ['one of ', ...schema.enum.flatMap((value, i) => [i ? ', ' : '', el('code', {}, String(value))])];
  }
  const types = [schema.type ?? 'anything'].flat();
  return types.flatMap((type, i) => [
    i ? ' or ' : '',
    ...(type === 'array' ? ['array of ', ...typeOf(schema.items ?? {})] : [type]),
  ]);
}

function limitsOf(schema) {
  const limits = [];
  const range = (low, high, unit) => {
    if (low != null && high != null) limits.push(`${low}–${high}${unit}`);
    else if (low != null && low > 0) limits.push(`at least ${low}${unit}`);
    else if (high != null) limits.push(`at most ${high}${unit}`);
  };
  range(schema.minLength, schema.maxLength, ' characters');
  range(schema.minimum, schema.maximum, '');
  range(schema.minItems, schema.maxItems, ' items');
  if (schema.pattern) limits.push(schema.pattern);
  if (schema.default != null) limits.push(`default ${JSON.stringify(schema.default)}`);
  return limits.join(', ');
}

/** The schema whose fields a reader wants to see below a line; null when the type says it all. */
function inner(schema) {
  if (schema.properties) return schema;
  if (schema.items) return inner(schema.items);
  return null;
}

/** A list of the fields of an object (or of the items of an array). */
export function fieldsOf(schema) {
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices?.some((choice) => inner(choice))) {
    return choices.map((choice, i) => [i ? el('p', { class: 'note' }, 'or') : '', ...blockOf(choice)]).flat();
  }
  const object = inner(schema);
  if (!object) return [];
  const required = new Set(object.required ?? []);
  return [el('ul', { class: 'fields' }, Object.entries(object.properties).map(([name, field]) => {
    const limits = limitsOf(field);
    return el('li', {},
      el('span', { class: required.has(name) ? 'field' : 'field optional' }, name),
      required.has(name) ? '' : el('span', { class: 'type' }, ' optional'),
      ' ', el('span', { class: 'type' }, typeOf(field)),
      limits ? el('span', { class: 'note' }, ` (${limits})`) : '',
      field.description ? el('span', { class: 'note' }, ': ', prose(field.description)) : '',
      fieldsOf(field));
  }))];
}

/** A schema in full: its type when it has a name of its own, else its fields. */
export function blockOf(schema) {
  const fields = schema.$ref ? [] : fieldsOf(schema);
  return fields.length ? fields : [el('p', { class: 'type' }, typeOf(schema))];
}
