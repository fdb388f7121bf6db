import { createHmac } from 'node:crypto';

const firstSlot = Date.UTC(2031, 0, 1);
const hours = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [['00:00', '24:00']]]));

// What is known of the running deployment: ids by collection, path parameters that worked, and the account that acts.
export class Known {
  #ids = new Map();
  #paths = new Map();
  #slots = 0;
  #hidden = new Set(['default']);
  cursors = [];
  account = null;

  // Objects that other requests depend on are never changed.
  hide(id) {
    this.#hidden.add(id);
  }

  add(collection, id) {
    if (typeof id !== 'string' || this.#hidden.has(id)) return;
    const ids = this.#ids.get(collection) ?? [];
    this.#ids.set(collection, ids.includes(id) ? ids : [...ids.slice(-40), id]);
  }

  // The newest more often, because older ones may be over.
  id(collection, random) {
    const ids = this.#ids.get(collection);
    return ids && (random.chance(0.6) ? ids.at(-1) : random.of(ids));
  }

  slot() {
    return new Date(firstSlot + 1_800_000 * this.#slots++).toISOString().replace('.000', '');
  }

  // Collects the ids of a successful answer.
  learn(template, params, json) {
    this.#paths.set(template, params);
    if (!json || typeof json !== 'object') return;
    const parts = template.split('/').filter(Boolean);
    const collection = parts[parts.findIndex((part) => part.startsWith('{')) - 1] ?? parts.at(-1);
    if (collection !== 'me') this.add(collection === 'register' ? 'users' : collection, json.id);
    for (const [name, list] of Object.entries(json)) {
      if (Array.isArray(list)) list.forEach((item) => this.add(name, item?.id));
    }
    if (typeof json.next_cursor === 'string') this.cursors = [...this.cursors.slice(-10), json.next_cursor];
  }

  // The values of a path's parameters: those that worked, or ids of the collection before each.
  paramsOf(template, parameters, values, random) {
    const before = this.#paths.get(template);
    if (before && random.chance(0.4)) return { ...before };
    const parts = template.split('/');
    return Object.fromEntries(parameters.map((parameter) => {
      const collection = parts[parts.indexOf(`{${parameter.name}}`) - 1];
      return [parameter.name, (parameter.schema?.enum ? undefined : this.id(collection, random)) ?? values.of(parameter.schema, parameter.name)];
    }));
  }

  // A value for a field of this name, or undefined if any value of its schema serves.
  valueOf(name, random) {
    switch (name) {
      case 'slot': return this.slot();
      case 'password': case 'old_password': case 'current_password': return this.account?.password;
      case 'username': return this.account?.email;
      case 'otp': return this.account?.otp?.();
      case 'refresh_token': return this.account?.refresh;
      case 'time_zone': return random.of(['Europe/Berlin', 'UTC', 'America/New_York']);
      case 'locale': return random.of(['en', 'de', 'fr', 'es', 'pt']);
      case 'currency': return 'EUR';
      case 'grant_type': return 'password';
      case 'weekly_hours': return hours;
      case 'from': return '2031-01-01';
      case 'to': return '2031-01-04';
      case 'as_of': return new Date().toISOString();
      case 'cursor': return this.cursors.length > 0 ? random.of(this.cursors) : undefined;
      case 'service_id': case 'resource_id': case 'location_id': if (random.chance(0.7)) return 'default'; break;
      case 'resource_ids': case 'service_ids': case 'location_ids': if (random.chance(0.7)) return ['default']; break;
    }
    if (name.endsWith('_id')) return this.id(`${name.slice(0, -3)}s`, random);
    if (name.endsWith('_ids')) { const id = this.id(`${name.slice(0, -4)}s`, random); return id && [id]; }
    return undefined;
  }
}

// The code of a second factor (RFC 6238: SHA-1, 30 s, six digits) of a Base32 secret.
export function totp(secret, now = Date.now()) {
  const bits = [...secret.replace(/=+$/, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
