// Usage: node webhooks.cjs <work folder>
const { spawn } = require('node:child_process');
const http = require('node:http');
const path = require('node:path');
const { Webhook } = require('standardwebhooks');

const [work] = process.argv.slice(2);
const key = 'key-of-the-webhook-check', admin = 'admin@example.com', password = 'correct horse';
const servers = [];
let host, failed = 0, address, token, day = 1;

function check(what, holds) {
  console.log(`${holds ? 'ok' : 'FAILED'}: ${what}`);
  failed += holds ? 0 : 1;
}

async function until(what, find) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const found = await find();
    if (found) return found;
    await new Promise(go => setTimeout(go, 50));
  }
  throw new Error(`${what}: not within a minute`);
}

async function call(method, route, body, headers = {}) {
  const answer = await fetch(address + route, {
    method,
    headers: { 'x-api-key': key, ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}

// A receiver at a path of its own, that answers as told.
async function receive(answer) {
  const got = [];
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
      const received = { headers: request.headers, body: Buffer.concat(parts).toString() };
      got.push(received);
      answer(response, received, got.length);
    });
  });
  servers.push(server);
  await new Promise(go => server.listen(0, '127.0.0.1', go));
  return { url: `http://127.0.0.1:${server.address().port}/in`, got };
}

const ok = response => response.end('ok');

async function serve() {
  let output = '';
  host = spawn('dotnet', [path.join(work, 'host', 'BookingEngine.LocalHost.dll'), '--urls', 'http://127.0.0.1:0'], {
    cwd: work,
    env: {
      PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: path.join(work, 'data'), API_KEY: key, RATE_LIMITS: 'off', ADMIN_EMAIL: admin,
      ADMIN_PASSWORD: password, WEBHOOK_ALLOW_LOOPBACK: 'true', HOLDS_PER_CUSTOMER: 'off',
    },
  });
  host.stdout.on('data', text => { output += text; });
  host.stderr.on('data', text => { output += text; });
  address = await until('the local host', () => output.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0]);
  await until('readiness', () => fetch(`${address}/health/ready`).then(a => a.ok, () => false));
  const answer = await fetch(`${address}/auth/token`, {
    method: 'POST', headers: { 'x-api-key': key }, body: new URLSearchParams({ username: admin, password }),
  });
  token = (await answer.json()).access_token;
}

const create = (url, events, more = {}) => call('POST', '/webhooks', { url, events, ...more });
const slot = () => new Date(Date.UTC(2031, 0, 1) + (day++ * 1_800_000)).toISOString().replace('.000', '');
const book = more => call('POST', '/bookings', { slot: slot(), ...more });
const deliveries = async id => (await call('GET', `/webhooks/${id}/deliveries?limit=100`)).deliveries;

function verifies(secret, received) {
  try {
    new Webhook(secret).verify(received.body, received.headers);
    return true;
  } catch {
    return false;
  }
}

async function signatures() {
  const receiver = await receive(ok);
  const made = await create(receiver.url, ['booking.*'], { include_personal: true, headers: { Authorization: 'Bearer 5up3r' } });
  const booked = await book({ notes: 'Grüße, \u{1F436} "quoted" \\ back' });
  const first = await until('the first event', () => receiver.got[0]);
  check('the other implementation verifies the signature of a text beyond ASCII', verifies(made.secret, first));
  check('the body is what was signed', JSON.parse(first.body).data.notes === 'Grüße, \u{1F436} "quoted" \\ back' && JSON.parse(first.body).data.id === booked.id);
  check('a changed body is refused', !verifies(made.secret, { ...first, body: first.body.replace('created', 'creates') }));
  check('another secret is refused', !verifies('whsec_' + Buffer.alloc(32, 7).toString('base64'), first));
  check('the tenant’s header is sent', first.headers.authorization === 'Bearer 5up3r');
  check('no trace id is sent', !first.headers.traceparent && !first.headers['request-id']);
  await call('POST', `/bookings/${booked.id}/cancel`, {});
  const second = await until('the second event', () => receiver.got[1]);
  check('the cancellation comes second and is verified', verifies(made.secret, second) && JSON.parse(second.body).sequence === 2);
  await call('POST', `/webhooks/${made.id}/deliveries/${first.headers['webhook-id']}/resend`, {});
  const again = await until('the resend', () => receiver.got[2]);
  check('a resend has the same id and is signed anew', again.headers['webhook-id'] === first.headers['webhook-id'] && verifies(made.secret, again));
  await call('DELETE', `/webhooks/${made.id}`, undefined, { 'If-Match': '*' });
}

// The receiver switches to the new secret in the middle, as its owner would.
async function rotation() {
  let secret, rejected = 0;
  const receiver = await receive((response, received) => {
    const holds = verifies(secret, received);
    rejected += holds ? 0 : 1;
    response.statusCode = holds ? 200 : 401;
    response.end();
  });
  const made = await create(receiver.url, ['booking.created']);
  secret = made.secret;
  const booking = (async () => { for (let n = 0; n < 120; n++) await book(); })();
  await until('some events', () => receiver.got.length > 20);
  const rotated = await call('POST', `/webhooks/${made.id}/rotate-secret`, { overlap_hours: 1 });
  const before = receiver.got.length;
  await until('events with both signatures', () => receiver.got.slice(before).filter(r => r.headers['webhook-signature'].includes(' ')).length > 5);
  secret = rotated.secret;
  await booking;
  await until('all events', () => new Set(receiver.got.map(r => r.headers['webhook-id'])).size === 120);
  check('during a rotation under load no delivery is rejected', rejected === 0);
  check('each event came once', receiver.got.length === 120);
  await call('DELETE', `/webhooks/${made.id}`, undefined, { 'If-Match': '*' });
}

// Each is safe, visible in the log, and delays nobody.
async function misbehaving() {
  const redirected = await receive(ok);
  const cases = {
    'answers 301 to another address': { answer: response => { response.writeHead(301, { Location: redirected.url }); response.end(); }, status: 301 },
    'closes after the head': { answer: response => { response.writeHead(200, { 'Content-Length': 100 }); response.flushHeaders(); response.socket.destroy(); }, failure: true },
    'sends 1 MB of headers': { answer: response => { response.writeHead(200, Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`x-${n}`, 'y'.repeat(1000)]))); response.end(); }, failure: true },
    'streams without end': { answer: response => { const timer = setInterval(() => response.write('x'.repeat(65536)), 1); response.on('close', () => clearInterval(timer)); response.on('error', () => {}); }, status: 200 },
    'speaks no HTTP': { answer: response => { response.socket.write('hello\r\n\r\n'); response.socket.destroy(); }, failure: true },
    'hangs': { answer: () => {}, failure: true },
    'trickles': { answer: response => { response.writeHead(200); const timer = setInterval(() => response.write('x'), 1000); response.on('close', () => clearInterval(timer)); }, failure: true },
  };
  const fine = await receive(ok);
  const good = await create(fine.url, ['booking.created']);
  const made = {};
  for (const [name, { answer }] of Object.entries(cases)) {
    made[name] = (await create((await receive(answer)).url, ['booking.created'])).id;
  }
  const begun = Date.now();
  await book();
  await until('the good receiver', () => fine.got.length === 1);
  check('misbehaving receivers delay no other one', Date.now() - begun < 10_000);
  for (const [name, { status, failure }] of Object.entries(cases)) {
    const attempt = await until(name, async () => (await deliveries(made[name]))[0]?.attempts[0]);
    check(`a receiver that ${name} is in the log`, failure ? attempt.failure !== null : attempt.status === status && (attempt.answer ?? '').length <= 4096);
  }
  check('no redirect was followed', redirected.got.length === 0);
  for (const id of [good.id, ...Object.values(made)]) await call('DELETE', `/webhooks/${id}`, undefined, { 'If-Match': '*' });
}

async function feed() {
  const seen = [];
  for (let after = '', more = true; more;) {
    const page = await call('GET', `/events?limit=100${after && `&after=${after}`}`);
    seen.push(...page.events);
    [after, more] = [page.next_cursor, page.has_more];
  }
  check('the feed has every event once', seen.length > 120 && new Set(seen.map(e => e.id)).size === seen.length);
  check('the feed has no personal data', !JSON.stringify(seen).includes('Grüße'));
  const broken = await fetch(`${address}/events?after=AAAA`, { headers: { 'x-api-key': key, Authorization: `Bearer ${token}` } });
  check('a broken cursor is refused', broken.status === 400 && (await broken.json()).code === 'cursor_invalid');
}

(async () => {
  try {
    await serve();
    await signatures();
    await rotation();
    await misbehaving();
    await feed();
  } catch (error) {
    check(`${error.message}`, false);
  } finally {
    host?.kill();
    servers.forEach(server => { server.closeAllConnections(); server.close(); });
  }
  process.exit(failed === 0 ? 0 : 1);
})();
