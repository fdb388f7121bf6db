// What a request may become that no client should send. Each returns true if it applied.
const odd = [
  null, true, false, 0, -1, 1e308, 9223372036854775807n, 1.5, '', ' ', '0', '\u0000', '\u202e', '\ud800', 'ä'.repeat(300), '{{ x }}', '<script>', "' or 1=1 --",
  '../../etc/passwd', '%00', '$where', '2030-02-30T00:00:00Z', '2030-13-01', '9999-12-31T23:59:59.9999999Z', '0001-01-01T00:00:00Z', '24:01', [], {},
  [[]], { $gt: '' }, [null], 'x'.repeat(100_000), '\r\nX-Injected: 1', 'a@b', 'file:///etc/passwd', 'http://169.254.169.254/',
];

export function json(value) {
  return JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? Number(member) : member));
}

// Every place of a value that holds another one.
function places(value, found = []) {
  if (value && typeof value === 'object') {
    for (const key of Object.keys(value)) {
      found.push([value, key]);
      places(value[key], found);
    }
  }
  return found;
}

const bodyChanges = [
  (body, random) => { const [at, key] = random.of(places(body)); at[key] = random.of(odd); },
  (body, random) => { const [at, key] = random.of(places(body)); delete at[key]; },
  (body, random) => { body[random.of(['id', 'role', 'user_id', '__proto__', 'constructor', '$where', random.letters(5)])] = random.of(odd); },
  (body, random) => { const [at, key] = random.of(places(body)); at[key] = [at[key], at[key]]; },
];

const requestChanges = {
  'odd member': (request, random) => typeof request.json === 'object' && request.json && places(request.json).length > 0
    && (random.of(bodyChanges)(request.json, random), true),
  'odd parameter': (request, random) => {
    const names = Object.keys(request.query);
    request.query[names.length > 0 ? random.of(names) : random.letters(4)] = String(random.of(odd) ?? '').slice(0, 2000);
    return true;
  },
  'without a parameter': (request, random) => {
    const names = Object.keys(request.query);
    return names.length > 0 && delete request.query[random.of(names)];
  },
  'odd path': (request, random) => {
    const parts = request.path.split('/');
    parts[1 + random.below(parts.length - 1)] = random.of(['%00', '..%2f', '%', '~', random.letters(300), crypto.randomUUID(), '%F0%9F%92%A9', '%ff', '.']);
    request.path = parts.join('/');
    return (request.strange = true);
  },
  'other method': (request, random) => {
    request.method = random.of(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'LINK']);
    return (request.strange = true);
  },
  'other media type': (request, random) => {
    request.headers['Content-Type'] = random.of([
      'text/plain', 'application/xml', 'application/json; charset=utf-7', 'application/json; charset=none', 'multipart/form-data; boundary=x', '*/*', ';',
      'application/x-www-form-urlencoded; charset=utf-7', 'application/json, application/json', 'image/png',
    ]);
    return request.json !== undefined;
  },
  'broken text': (request, random) => {
    if (request.json === undefined) return false;
    const text = json(request.json);
    request.raw = random.of([
      text.slice(0, random.below(text.length)), `${text}${text}`, `\ufeff${text}`, text.replaceAll('"', "'"), '', '[', '"', '\u0000', '['.repeat(5000),
      `{"a":`.repeat(100), text.replace('{', '{"a":1,"a":2,'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'null', '1e99999',
    ]);
    return true;
  },
  'odd header': (request, random) => {
    const name = random.of(['If-Match', 'Idempotency-Key', 'Accept', 'Accept-Language', 'Cookie', 'X-Forwarded-For', 'If-None-Match', 'Range', 'traceparent',
      'x-correlation-id', 'Expect', 'Content-Encoding', 'User-Agent', 'Origin']);
    request.headers[name] = random.of(['', '"', '*', '"1"', 'W/"1"', '\xff', 'x'.repeat(4000), '%00', '00-0-0-0', 'bytes=0-', 'gzip', 'de;q=x', '1, 2, 3', '::1']);
    return true;
  },
  'other caller': (request, random) => {
    request.headers.Authorization = random.of(['', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic YTpi', `Bearer ${'x'.repeat(5000)}`, 'bearer null']);
    return true;
  },
  'no key': (request, random) => {
    request.headers['x-api-key'] = random.of(['', 'x', '\xff', 'x'.repeat(5000)]);
    return true;
  },
};

// Changes a request in place, once or a few times. Returns what was changed.
export function mutate(request, random) {
  const done = [];
  const kinds = Object.keys(requestChanges);
  for (let left = 1 + (random.chance(0.25) ? random.below(3) : 0); left > 0;) {
    const kind = random.chance(0.45) ? 'odd member' : random.of(kinds);
    if (requestChanges[kind](request, random) || random.chance(0.3)) {
      done.push(kind);
      left--;
    }
  }
  return done.join(', ');
}
