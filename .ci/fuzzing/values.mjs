// Values of the document's schemas. What a schema cannot say (which ids exist, which time is free) comes from what is known.
export class Values {
  constructor(document, random, known) {
    Object.assign(this, { document, random, known });
  }

  resolve(schema) {
    return schema?.$ref ? this.resolve(schema.$ref.slice(2).split('/').reduce((at, part) => at[part], this.document)) : (schema ?? {});
  }

  // optional: how probable an optional member is.
  of(given, name = '', optional = 0.3, depth = 0) {
    const schema = this.resolve(given);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.random.of(schema.enum);
    const choice = schema.oneOf ?? schema.anyOf;
    if (choice) return this.of(this.random.of(choice), name, optional, depth);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.of(part, name, optional, depth)));
    const known = this.known.valueOf(name, this.random);
    const types = [schema.type ?? (schema.properties ? 'object' : 'string')].flat();
    const type = types.length > 1 && types.includes('null') && this.random.chance(0.1) ? 'null' : types.find((t) => t !== 'null');
    switch (type) {
      case 'null': return null;
      case 'boolean': return this.random.chance(0.5);
      case 'integer': return this.number(schema, 120);
      case 'number': return this.number(schema, 120);
      case 'array': return known && Array.isArray(known) ? known : this.array(schema, name, optional, depth);
      case 'object': return depth > 6 ? {} : this.object(schema, optional, depth);
      default: return known ?? this.text(schema);
    }
  }

  object(schema, optional, depth) {
    const members = Object.entries(schema.properties ?? {})
      .filter(([name]) => schema.required?.includes(name) || this.random.chance(optional));
    return Object.fromEntries(members.map(([name, member]) => [name, this.of(member, name, optional, depth + 1)]));
  }

  array(schema, name, optional, depth) {
    const least = Math.max(schema.minItems ?? 0, name.endsWith('_ids') ? 1 : 0);
    const length = Math.min(schema.maxItems ?? 3, least + this.random.below(2));
    return Array.from({ length }, () => this.of(schema.items, name.replace(/s$/, ''), optional, depth + 1));
  }

  // Small numbers more often than the largest ones, which few other fields agree with.
  number(schema, usual) {
    const least = schema.minimum ?? schema.exclusiveMinimum ?? 0;
    const most = schema.maximum ?? least + 1000;
    return this.random.chance(0.05) ? this.random.of([least, most]) : least + this.random.below(Math.min(usual, most - least + 1));
  }

  text(schema) {
    const day = () => `20${30 + this.random.below(5)}-0${1 + this.random.below(9)}-1${this.random.below(10)}`;
    switch (schema.format) {
      case 'date': return day();
      case 'date-time': return `${day()}T1${this.random.below(10)}:00:00Z`;
      case 'email': return `${this.random.letters(10)}@example.com`;
      case 'uri': return `https://${this.random.letters(8)}.example/${this.random.letters(4)}`;
      case 'uuid': return crypto.randomUUID();
      case 'password': return `${this.random.letters(6)} ${this.random.letters(6)}`;
    }
    if (schema.pattern) return ofPattern(schema.pattern, this.random);
    const least = Math.max(1, schema.minLength ?? 1);
    return this.random.letters(least + this.random.below(Math.min(20, (schema.maxLength ?? 40) - least + 1)));
  }
}

// A text of a simple pattern: literals, classes, groups of alternatives, and {n}, {n,m}, ?, *, +.
function ofPattern(pattern, random) {
  let at = 0;
  const alternatives = () => {
    const all = [sequence()];
    while (pattern[at] === '|') { at++; all.push(sequence()); }
    return random.of(all)();
  };
  const sequence = () => {
    const parts = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') parts.push(part());
    return () => parts.map((make) => make()).join('');
  };
  const part = () => {
    let make;
    const c = pattern[at++];
    if (c === '^' || c === '$') return () => '';
    if (c === '(') {
      if (pattern.startsWith('?:', at)) at += 2;
      const chosen = alternatives();
      at++;
      make = () => chosen;
    } else if (c === '[') {
      const end = pattern.indexOf(']', at + 1);
      const set = characters(pattern.slice(at, end));
      at = end + 1;
      make = () => random.of(set);
    } else if (c === '\\') {
      const set = { d: characters('0-9'), w: characters('a-z0-9_') }[pattern[at]] ?? [pattern[at]];
      at++;
      make = () => random.of(set);
    } else {
      make = () => (c === '.' ? random.letters(1) : c);
    }
    const [least, most] = count();
    return () => Array.from({ length: least + random.below(most - least + 1) }, make).join('');
  };
  const count = () => {
    const found = /^(?:\{(\d+)(?:(,)(\d*))?\}|([?*+]))/.exec(pattern.slice(at));
    if (!found) return [1, 1];
    at += found[0].length;
    if (found[4]) return { '?': [0, 1], '*': [0, 8], '+': [1, 8] }[found[4]];
    return [+found[1], found[2] ? +(found[3] || +found[1] + 8) : +found[1]];
  };
  return alternatives();
}

function characters(set) {
  const all = [];
  for (let i = 0; i < set.length; i++) {
    if (set[i + 1] === '-' && i + 2 < set.length) {
      for (let code = set.charCodeAt(i); code <= set.charCodeAt(i + 2); code++) all.push(String.fromCharCode(code));
      i += 2;
    } else {
      all.push(set[i]);
    }
  }
  return all;
}
