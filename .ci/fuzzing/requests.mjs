import { json } from './mutations.mjs';

// The smallest image that a browser shows.
const image = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const methods = ['get', 'put', 'post', 'delete', 'patch'];

export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) => methods.filter((method) => item[method]).map((method) => {
    const operation = item[method];
    const content = Object.entries(operation.requestBody?.content ?? {})[0];
    return {
      name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, operation,
      parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])],
      mediaType: content?.[0], body: content?.[1],
      statuses: new Set(Object.keys(operation.responses).map(Number)),
      open: (operation.security ?? []).length === 0,
      // Each password, and each new session, costs the host as much as hundreds of other requests.
      costly: /password|^\/auth|\/sessions\/\{/.test(path) || /"(old_)?password"/.test(JSON.stringify(content?.[1]?.schema ?? '')),
    };
  }));
}

// Makes requests of an operation that should be accepted.
export class Requests {
  constructor(values, known, random, key) {
    Object.assign(this, { values, known, random, key });
  }

  // optional: how probable optional members are, or 'example' for the document's own example.
  make(operation, prepared, optional) {
    const { values, known, random } = this;
    known.account = prepared.account ?? null;
    const share = optional === 'example' ? 0 : optional;
    const where = (place) => operation.parameters.map((p) => values.resolve(p)).filter((p) => p.in === place);
    const chosen = (place) => Object.fromEntries(where(place).filter((p) => p.required || random.chance(share * 0.5))
      .map((p) => [p.name, known.valueOf(p.name, random) ?? values.of(p.schema, p.name)]));
    const request = {
      method: operation.method,
      params: { ...known.paramsOf(operation.path, where('path'), values, random), ...prepared.params },
      query: Object.fromEntries(Object.entries(chosen('query')).map(([name, value]) => [name, String(value)])),
      headers: { ...chosen('header'), 'x-api-key': this.key },
    };
    request.path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(request.params[name]));
    if ('If-Match' in request.headers) request.headers['If-Match'] = '*';
    const token = prepared.token ?? prepared.account?.token;
    if (token && !operation.open) request.headers.Authorization = `Bearer ${token}`;
    if (operation.mediaType) this.#fill(request, operation, prepared, optional);
    return request;
  }

  #fill(request, operation, prepared, optional) {
    if (!/json|form/.test(operation.mediaType)) {
      request.headers['Content-Type'] = operation.mediaType.replace('*', 'png');
      request.raw = image;
      return;
    }
    request.headers['Content-Type'] = operation.mediaType;
    const example = operation.body.example ?? Object.values(operation.body.examples ?? {})[0]?.value;
    request.json = prepared.json ?? (optional === 'example' && example
      ? this.#adapted(example) : this.values.of(operation.body.schema, '', optional === 'example' ? 0 : optional));
    // Nothing has to be said, but something has to be booked.
    if (operation.path === '/bookings' && !request.json.hold_id) request.json.slot ??= this.known.slot();
  }

  // An example of the document, with what is known in place of its ids, times and addresses.
  #adapted(example) {
    if (Array.isArray(example)) return example.map((item) => this.#adapted(item));
    if (!example || typeof example !== 'object') return example;
    return Object.fromEntries(Object.entries(example).filter(([name]) => name !== 'id').map(([name, value]) => {
      const known = this.known.valueOf(name, this.random);
      if (known !== undefined && Array.isArray(known) === Array.isArray(value) && !['from', 'to'].includes(name)) return [name, known];
      return [name, typeof value === 'string' && /@example\.com$/.test(value) ? `${this.random.letters(10)}@example.com` : this.#adapted(value)];
    }));
  }
}

// What goes over the wire.
export function wireOf(request) {
  const query = new URLSearchParams(request.query).toString();
  const form = /urlencoded/.test(request.headers['Content-Type'] ?? '');
  const body = request.raw ?? (request.json === undefined ? undefined : form && request.json && typeof request.json === 'object'
    ? new URLSearchParams(Object.entries(request.json).map(([name, value]) => [name, typeof value === 'string' ? value : json(value) ?? ''])).toString()
    : json(request.json));
  return { method: request.method, target: request.path + (query && `?${query}`), headers: request.headers, body };
}
