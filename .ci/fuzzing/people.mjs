import { readdirSync, readFileSync } from 'node:fs';
import { totp } from './known.mjs';

// Accounts, and states that one request cannot reach by itself.
export class People {
  #count = 0;
  #turn = 0;
  #callers = new Map();

  constructor(host, key, known, mails) {
    Object.assign(this, { host, key, known, mails });
  }

  async ask(method, target, { token, json, form, headers: more } = {}, expected = [200, 201, 202, 204]) {
    const headers = { 'x-api-key': this.key, ...more };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (json) headers['Content-Type'] = 'application/json';
    if (form) headers['Content-Type'] = 'application/x-www-form-urlencoded';
    const answer = await this.host.send({ method, target, headers, body: json ? JSON.stringify(json) : form && new URLSearchParams(form).toString() });
    if (!expected.includes(answer.status)) throw new Error(`${method} ${target}: ${answer.status ?? answer.failure} ${answer.text ?? ''}`);
    return answer;
  }

  async signIn(account) {
    const { json } = await this.ask('POST', '/auth/token', { form: { username: account.email, password: account.password } });
    return Object.assign(account, { token: json.access_token, refresh: json.refresh_token });
  }

  async begin(email, password) {
    this.root = await this.signIn({ email, password });
    this.known.hide((await this.ask('GET', '/users/me', this.root)).json.id);
  }

  async account(role = 'customer') {
    const account = { email: `fuzz${++this.#count}@example.com`, password: 'correct horse battery', role };
    const registered = await this.ask('POST', '/auth/register', { json: { email: account.email, password: account.password, full_name: 'Ada' } });
    account.id = registered.json.id;
    if (role !== 'customer') {
      await this.ask('PUT', `/users/${account.id}/role`, { token: this.root.token, json: role === 'staff' ? { role, resource_ids: ['default'] } : { role } });
    }
    return this.signIn(account);
  }

  // An account of this role that other requests of that role share, until it is signed out.
  async caller(role) {
    if (!this.#callers.has(role)) this.#callers.set(role, this.account(role));
    const account = await this.#callers.get(role);
    this.known.hide(account.id);
    return account;
  }

  forget(account) {
    this.#callers.delete(account.role);
  }

  async booking(more, token = this.root.token) {
    return (await this.ask('POST', '/bookings', { token, json: { slot: this.known.slot(), ...more } })).json.id;
  }

  // Of one resource, with needs and as a visit by turns: at random, a definition that mixes them is refused.
  service() {
    const kinds = [{ duration: 30, resource_ids: ['default'] }, { duration: 30, needs: [{ resource_ids: ['default'], count: 1 }] }, { segments: [{ service_id: 'default' }, { service_id: 'default' }] }];
    return { name: 'Changed', ...kinds[this.#turn++ % kinds.length] };
  }

  async changedService() {
    this.changed ??= this.ask('POST', '/services', { token: this.root.token, json: { name: 'Changed', duration: 30, resource_ids: ['default'] } });
    return { params: { id: (await this.changed).json.id }, json: this.service() };
  }

  async pending() {
    this.approval ??= this.ask('POST', '/services', {
      token: this.root.token, json: { name: 'Approval', duration: 30, approval: true, resource_ids: ['default'] },
    }).then((answer) => { this.known.hide(answer.json.id); return answer.json.id; });
    return this.booking({ service_id: await this.approval });
  }

  // A booking that has started and goes on.
  async running() {
    const id = (await this.ask('POST', '/resources', {
      token: this.root.token,
      json: { name: 'Now', kind: 'room', location_id: 'default', weekly_hours: this.known.valueOf('weekly_hours') },
    })).json.id;
    const service = (await this.ask('POST', '/services', { token: this.root.token, json: { name: 'Now', duration: 30, resource_ids: [id] } })).json.id;
    const slot = new Date(Date.now() + 1_500).toISOString();
    const booked = await this.booking({ slot, service_id: service, resource_id: id, override: true });
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    return booked;
  }

  async guest() {
    return this.booking({ guest: { name: 'Bob', email: `guest${++this.#count}@example.com` } });
  }

  async link() {
    const { json } = await this.ask('POST', `/bookings/${await this.guest()}/manage-link`, { token: this.root.token });
    return new URL(json.manage_link, 'http://any').searchParams.get('token');
  }

  // Nothing starts at ten past, so nothing is free and everybody may wait.
  wish() {
    return { from: '2031-01-01', to: '2031-02-01', times: [{ from: '09:10', to: '09:20' }] };
  }

  // An entry of somebody who waits for nothing else.
  async entry() {
    const account = await this.account();
    return { account, params: { id: (await this.ask('POST', '/waitlist', { token: account.token, json: this.wish() })).json.id } };
  }

  // An entry with an offer: the only place is booked, and then free again.
  async offered() {
    const [owner, account] = [await this.account(), await this.account()];
    const slot = this.known.slot(), to = new Date(Date.parse(slot) + 60_000).toISOString();
    const booked = await this.booking({ slot }, owner.token);
    const { json } = await this.ask('POST', '/waitlist', { token: account.token, json: { from: slot, to } });
    await this.ask('POST', `/bookings/${booked}/cancel`, { token: owner.token });
    for (let left = 100; left > 0; left--) {
      const entry = (await this.ask('GET', `/waitlist/${json.id}`, { token: account.token })).json;
      if (entry.status === 'offered') return { account, params: { id: json.id }, json: { offer_id: entry.offer.id } };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('nothing was offered');
  }

  // Visitors without an account may book.
  async open() {
    await this.ask('PUT', '/brand', { token: this.root.token, headers: { 'If-Match': '*' }, json: { booking: 'open' } });
  }

  async publicHold() {
    await this.open();
    return (await this.ask('POST', '/public/holds', { json: { slot: this.known.slot() } })).json.token;
  }

  // The token of the link that confirms a visitor's booking.
  async confirmation() {
    const email = `visitor${++this.#count}@example.com`;
    await this.ask('POST', '/public/bookings', { json: { token: await this.publicHold(), name: 'Bob', email, verification: true } });
    return this.mailedToken(email, 'confirm-booking');
  }

  // An endpoint, one of the few that the tenant may have.
  async webhook(active = true) {
    const created = await this.ask('POST', '/webhooks', {
      token: this.root.token, json: { url: 'http://127.0.0.1:9/in', events: ['booking.*'], active },
    });
    return created.json.id ?? (await this.ask('GET', '/webhooks', { token: this.root.token })).json.webhooks.at(-1).id;
  }

  async sharedWebhook() {
    this.hook ??= this.webhook().then((id) => { this.known.hide(id); return id; });
    return this.hook;
  }

  // Requests may have switched the shared one off.
  async activeWebhook() {
    const id = await this.sharedWebhook();
    await this.ask('PUT', `/webhooks/${id}`, {
      token: this.root.token, headers: { 'If-Match': '*' }, json: { url: 'http://127.0.0.1:9/in', events: ['booking.*'], active: true },
    });
    return id;
  }

  // Something that was sent to it, or was tried.
  async delivery() {
    const id = await this.activeWebhook();
    await this.ask('POST', `/webhooks/${id}/test`, { token: this.root.token });
    for (let left = 100; left > 0; left--) {
      const { json } = await this.ask('GET', `/webhooks/${id}/deliveries`, { token: this.root.token });
      if (json.deliveries?.length > 0) return { id, delivery: json.deliveries[0].id };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('nothing was sent');
  }

  async secondFactor(account, confirmed) {
    const begun = (await this.ask('POST', '/users/me/second-factor', { token: account.token, json: { password: account.password } })).json;
    account.otp = () => totp(begun.secret);
    if (confirmed) {
      const { recovery_codes: codes } = (await this.ask('POST', '/users/me/second-factor/confirm', { token: account.token, json: { otp: account.otp() } })).json;
      account.otp = () => codes[0];
    }
    return account;
  }

  // The token of the newest mail to this address.
  async mailedToken(email, page = 'reset-password') {
    for (let left = 100; left > 0; left--) {
      for (const file of readdirSync(this.mails).filter((name) => name.endsWith('.eml')).sort().reverse()) {
        const text = readFileSync(`${this.mails}/${file}`, 'utf8').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
        const token = text.includes(email) && new RegExp(`${page}\\?token=([\\w.~-]+)`).exec(text);
        if (token) return token[1];
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('no mail came');
  }
}

// What must exist before an operation can succeed, by method and path. A new operation needs a line only if ids, examples and schemas do not suffice.
export const preparations = {
  'POST /auth/logout': async (people) => ({ account: await people.account() }),
  'POST /auth/refresh': async (people) => ({ account: await people.account() }),
  'POST /auth/token': async (people) => ({ account: await people.account() }),
  'POST /auth/reset-password': async (people) => {
    const account = await people.account();
    await people.ask('POST', '/auth/recover-password', { json: { email: account.email } });
    return { json: { token: await people.mailedToken(account.email), new_password: 'another horse battery' } };
  },
  'DELETE /users/me': async (people) => ({ account: await people.account() }),
  'PUT /users/me/email': async (people) => ({ account: await people.account() }),
  'PUT /users/me/password': async (people) => ({ account: await people.account() }),
  'POST /users/me/second-factor': async (people) => ({ account: await people.account() }),
  'POST /users/me/second-factor/confirm': async (people) => ({ account: await people.secondFactor(await people.account(), false) }),
  'DELETE /users/me/second-factor': async (people) => ({ account: await people.secondFactor(await people.account(), true) }),
  'DELETE /users/{id}/second-factor': async (people) => ({ params: { id: (await people.secondFactor(await people.account(), true)).id } }),
  'DELETE /users/me/sessions/{id}': async (people) => {
    const account = await people.account();
    const { json } = await people.ask('GET', '/users/me/sessions', account);
    return { account, params: { id: json.sessions[0].id } };
  },
  'POST /bookings/{id}/approve': async (people) => ({ params: { id: await people.pending() } }),
  'POST /bookings/{id}/decline': async (people) => ({ params: { id: await people.pending() } }),
  'POST /bookings/{id}/complete': async (people) => ({ params: { id: await people.running() } }),
  'POST /bookings/{id}/no-show': async (people) => ({ params: { id: await people.running() } }),
  'POST /bookings/{id}/end': async (people) => ({ params: { id: await people.running() }, json: { end: new Date(Date.now() + 300_000).toISOString(), override: true } }),
  'POST /bookings/{id}/manage-link': async (people) => ({ params: { id: await people.guest() } }),
  'DELETE /bookings/{id}/manage-link': async (people) => ({ params: { id: await people.guest() } }),
  'POST /waitlist': async (people) => ({ account: await people.account(), json: people.wish() }),
  'GET /waitlist/{id}': async (people) => people.entry(),
  'DELETE /waitlist/{id}': async (people) => people.entry(),
  'POST /waitlist/{id}/take': async (people) => people.offered(),
  'POST /waitlist/{id}/refuse': async (people) => people.offered(),
  'POST /services': async (people) => ({ json: people.service() }),
  'PUT /services/{id}': async (people) => people.changedService(),
  'GET /public/availability': async (people) => { await people.open(); return {}; },
  'GET /public/proof': async (people) => { await people.open(); return { query: { purpose: 'hold' } }; },
  'GET /public/services': async (people) => { await people.open(); return {}; },
  'POST /public/holds': async (people) => { await people.open(); return { json: { slot: people.known.slot() } }; },
  'POST /public/holds/{token}/extend': async (people) => ({ params: { token: await people.publicHold() } }),
  'POST /public/bookings/confirm': async (people) => ({ json: { token: await people.confirmation() } }),
  'POST /public/bookings': async (people) => ({ json: { token: await people.publicHold(), name: 'Bob', email: 'bob@example.com' } }),
  'POST /webhooks': async () => ({ json: { url: 'http://127.0.0.1:9/in', events: ['booking.*'] } }),
  'GET /webhooks/{id}': async (people) => ({ params: { id: await people.sharedWebhook() } }),
  'PUT /webhooks/{id}': async (people) => ({
    params: { id: await people.sharedWebhook() }, json: { url: 'http://127.0.0.1:9/in', events: ['booking.*'] },
  }),
  'DELETE /webhooks/{id}': async (people) => ({ params: { id: await people.webhook(false) } }),
  'GET /webhooks/{id}/deliveries': async (people) => ({ params: { id: await people.sharedWebhook() } }),
  'POST /webhooks/{id}/deliveries/{delivery}/resend': async (people) => ({ params: await people.delivery() }),
  'GET /webhooks/{id}/history': async (people) => ({ params: { id: await people.sharedWebhook() } }),
  'POST /webhooks/{id}/resend': async (people) => ({ params: { id: await people.activeWebhook() } }),
  'POST /webhooks/{id}/rotate-secret': async (people) => ({ params: { id: await people.sharedWebhook() } }),
  'POST /webhooks/{id}/test': async (people) => ({ params: { id: await people.activeWebhook() } }),
  'GET /manage/booking': async (people) => ({ token: await people.link() }),
  'POST /manage/booking/cancel': async (people) => ({ token: await people.link() }),
  'POST /manage/booking/erase': async (people) => ({ token: await people.link() }),
  'POST /manage/booking/export': async (people) => ({ token: await people.link() }),
  'POST /manage/booking/reschedule': async (people) => ({ token: await people.link() }),
};
