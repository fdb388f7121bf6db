// Usage: node mails.cjs <work folder>
const { spawn } = require('node:child_process');
const path = require('node:path');
const { simpleParser } = require('mailparser');
const nodeIcal = require('node-ical');

const [work] = process.argv.slice(2);
const key = 'key-of-the-mail-check', admin = 'admin@example.com', password = 'correct horse', brand = 'Salon Mitte';
const languages = ['en', 'de', 'fr', 'es', 'pt'];
const started = [];
let failed = 0, address, inbox, token;

function check(what, holds) {
  console.log(`${holds ? 'ok' : 'FAILED'}: ${what}`);
  failed += holds ? 0 : 1;
}

function start(command, args, variables) {
  const process_ = spawn(command, args, { cwd: work, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...variables } });
  started.push(process_);
  return process_;
}

async function until(what, find) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const found = await find();
    if (found) return found;
    await new Promise(go => setTimeout(go, 100));
  }
  throw new Error(`${what}: not within a minute`);
}

async function freePort() {
  const server = require('node:net').createServer().listen(0, '127.0.0.1');
  await new Promise(go => server.once('listening', go));
  const { port } = server.address();
  await new Promise(go => server.close(go));
  return port;
}

async function call(method, route, body, headers = {}) {
  const answer = await fetch(address + route, {
    method,
    headers: { 'x-api-key': key, ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

async function serve() {
  const [smtp, web] = [await freePort(), await freePort()];
  start('node', [path.join(work, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js'), '--smtp', smtp, '--web', web, '--ip', '127.0.0.1', '--web-ip', '127.0.0.1'], {});
  inbox = `http://127.0.0.1:${web}/api/email`;
  await until('maildev', () => fetch(inbox).then(a => a.ok, () => false));
  let output = '';
  const host = start('dotnet', [path.join(work, 'host', 'BookingEngine.LocalHost.dll'), '--urls', 'http://127.0.0.1:0'], {
    DATA_DIR: path.join(work, 'data'), API_KEY: key, RATE_LIMITS: 'off', ADMIN_EMAIL: admin, ADMIN_PASSWORD: password,
    SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp), SMTP_TLS: 'none', SMTP_FROM_EMAIL: 'hello@salon.example',
  });
  host.stdout.on('data', data => output += data);
  host.stderr.on('data', data => output += data);
  address = (await until('the host serves', () => output.match(/serves on (http:\/\/\S+?)[ ,]/)))[1];
  const signedIn = await fetch(`${address}/auth/token`, {
    method: 'POST', headers: { 'x-api-key': key }, body: new URLSearchParams({ username: admin, password }),
  });
  token = (await signedIn.json()).access_token;
}

// The raw mails in the order of their arrival.
async function mails() {
  const all = await (await fetch(inbox)).json();
  return Promise.all(all.map(async mail => simpleParser(Buffer.from(await (await fetch(`${inbox}/${mail.id}/source`)).arrayBuffer()))));
}

async function everyKindInEveryLanguage() {
  const { mails: switches } = await call('GET', '/brand');
  const kinds = [...Object.keys(switches), 'verification', 'recovery', 'email_change', 'email_taken', 'email_change_announced', 'email_changed', 'entry_removed', 'entry_added', 'erasure'];
  for (const kind of kinds) {
    for (const language of languages) await call('POST', `/brand/templates/${kind}/${language}/test`);
  }
  const all = await mails();
  check(`${kinds.length} kinds in ${languages.length} languages arrive`, all.length === kinds.length * languages.length);
  const subjects = new Set(all.map(mail => mail.subject));
  check('each has a subject of its own language', subjects.size >= kinds.length * languages.length - languages.length);
  kinds.forEach((kind, n) => languages.forEach((language, m) => {
    const mail = all[n * languages.length + m];
    const shown = `${mail.subject}\n${mail.text}\n${mail.html}`;
    check(`${kind} in ${language} has both parts, the brand and no code`,
      mail.text.length > 40 && mail.html.includes(`lang="${language}"`) && mail.html.includes(brand) && mail.from.value[0].name === brand
      && mail.headers.get('auto-submitted') === 'auto-generated' && mail.headers.get('content-language') === language
      && !/\{\{|\{%|undefined|booking ?engine/i.test(shown));
  }));
}

const local = date => date.toISOString().slice(0, 10);

async function lifeOfABooking() {
  const { default: ICAL } = await import(require.resolve('ical.js').replace(/\.cjs$/, '.js')).catch(() => ({ default: require('ical.js') }));
  await call('POST', '/locations', { id: 'mitte', name: 'Salon Mitte', time_zone: 'Europe/Berlin', address: 'Torstr. 1;\n10119 Berlin, "Mitte" \\ 😀' });
  const week = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(day => [day, [['00:00', '24:00']]]));
  for (const id of ['chair-1', 'chair-2']) await call('POST', '/resources', { id, name: id, kind: 'chair', location_id: 'mitte', weekly_hours: week });
  await call('POST', '/services', { id: 'cut', name: 'Schnitt 😀 '.repeat(12), duration: 30, resource_ids: ['chair-1', 'chair-2'] });
  const before = (await mails()).length;
  const day = n => local(new Date(Date.now() + (n + 30) * 86_400_000));
  const booked = await call('POST', '/bookings', {
    slot: `${day(0)}T10:00:00`, service_id: 'cut', resource_id: 'chair-1', guest: { name: 'Zoë "Z" Łuk, 😀', email: 'zoe@example.com', locale: 'de' },
  });
  const steps = [
    ['booked', null, 'REQUEST', 'CONFIRMED', `${day(0)}T10:00:00`],
    ['rescheduled', ['reschedule', { slot: `${day(1)}T11:00:00` }], 'REQUEST', 'CONFIRMED', `${day(1)}T11:00:00`],
    ['moved to another chair', ['reschedule', { slot: `${day(2)}T12:00:00`, resource_id: 'chair-2' }], 'REQUEST', 'CONFIRMED', `${day(2)}T12:00:00`],
    ['cancelled', ['cancel', {}], 'CANCEL', 'CANCELLED', `${day(2)}T12:00:00`],
  ];
  let sequence = -1;
  for (const [n, [what, change, method, status, start]] of steps.entries()) {
    if (change) await call('POST', `/bookings/${booked.id}/${change[0]}`, change[1]);
    const mail = (await until(`the mail that it is ${what}`, async () => { const all = await mails(); return all.length > before + n && all; }))[before + n];
    const entries = mail.attachments.filter(a => /calendar|ics/.test(a.contentType)).map(a => a.content.toString('utf8'));
    check(`${what}: the entry is in the mail twice, the same`, entries.length === 2 && entries[0] === entries[1]);
    const text = entries[0];
    check(`${what}: lines are folded by bytes`, text.split('\r\n').every(line => Buffer.byteLength(line) <= 75) && !text.replaceAll('\r\n', '').includes('\n'));

    const calendar = new ICAL.Component(ICAL.parse(text)), event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
    const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone'));
    check(`${what}: ical.js reads method, status and uid`,
      calendar.getFirstPropertyValue('method') === method && event.component.getFirstPropertyValue('status') === status && event.uid === booked.id);
    check(`${what}: ical.js reads the local time`, event.startDate.toString() === start && event.startDate.zone.tzid === 'Europe/Berlin');
    const offset = zone.utcOffset(event.startDate), expected = offsetOf(start);
    check(`${what}: the zone of the entry has the offset of that day`, offset === expected);
    check(`${what}: ical.js reads texts with quotes, commas and emoji`,
      event.summary.startsWith('Schnitt 😀') && event.location === 'Salon Mitte, Torstr. 1;, 10119 Berlin, "Mitte" \\ 😀');
    check(`${what}: the sequence rises`, event.sequence > sequence);
    sequence = event.sequence;

    const [read] = Object.values(nodeIcal.sync.parseICS(text)).filter(part => part.type === 'VEVENT');
    check(`${what}: node-ical reads the same`,
      read.uid === booked.id && read.status === status && Number(read.sequence) === sequence && read.start.getTime() === Date.parse(`${start}Z`) - expected * 1000);
    check(`${what}: the attendee is the recipient`, JSON.stringify(read.attendee).includes('mailto:zoe@example.com') && mail.to.value[0].address === 'zoe@example.com');
  }
}

// A feed with names and one without, of an appointment on either side of a clock change and of one that moved between calendars.
async function feeds() {
  const { default: ICAL } = await import(require.resolve('ical.js').replace(/\.cjs$/, '.js')).catch(() => ({ default: require('ical.js') }));
  const day = n => local(new Date(Date.now() + (n + 30) * 86_400_000));
  const guest = { name: 'Zoë "Z" Łuk, 😀', email: 'zoe@example.com', locale: 'de' };
  const starts = [`${day(3)}T10:00:00`, `${day(190)}T10:00:00`];
  const ids = [];
  for (const slot of starts) ids.push((await call('POST', '/bookings', { slot, service_id: 'cut', resource_id: 'chair-2', guest })).id);
  const moved = (await call('POST', '/bookings', { slot: `${day(4)}T10:00:00`, service_id: 'cut', resource_id: 'chair-1', guest })).id;
  await call('POST', `/bookings/${moved}/reschedule`, { slot: `${day(5)}T10:00:00`, resource_id: 'chair-2' });
  starts.push(`${day(5)}T10:00:00`);
  for (const busy of [false, true]) {
    const what = busy ? 'a busy feed' : 'a feed with names';
    const made = await call('POST', '/resources/chair-2/feeds', { busy_only: busy });
    const path = new URL(made.url).pathname;
    const answer = await fetch(address + path);
    const text = await answer.text();
    const calendar = new ICAL.Component(ICAL.parse(text)), events = calendar.getAllSubcomponents('vevent').map(e => new ICAL.Event(e));
    check(`${what}: ical.js reads a published calendar with its name`,
      calendar.getFirstPropertyValue('method') === 'PUBLISH' && calendar.getFirstPropertyValue('x-wr-calname') === brand);
    check(`${what}: ical.js reads the local times`, JSON.stringify(events.map(e => e.startDate.toString()).sort()) === JSON.stringify([...starts].sort()));
    const read = Object.values(nodeIcal.sync.parseICS(text)).filter(part => part.type === 'VEVENT');
    check(`${what}: node-ical reads the same instants`,
      JSON.stringify(read.map(e => e.start.getTime()).sort()) === JSON.stringify(starts.map(s => Date.parse(`${s}Z`) - offsetOf(s) * 1000).sort()));
    check(`${what}: node-ical reads no attendee and no link`, read.every(e => !e.attendee && !e.url) && !text.includes('manage'));
    check(`${what}: the entries ${busy ? 'say only when' : 'say what and who'}`, busy
      ? events.every(e => e.summary === 'Busy' && !e.location && ![...ids, moved].includes(e.uid)) && read.every(e => e.class === 'PRIVATE')
      : events.every(e => e.summary.endsWith('– Zoë "Z" Łuk, 😀') && [...ids, moved].includes(e.uid)));
    const known = await fetch(address + path, { headers: { 'If-None-Match': answer.headers.get('etag') } });
    check(`${what}: a program that knows it gets no content`, known.status === 304);
    await call('DELETE', `/feeds/${made.feed.id}`);
    check(`${what}: it is unknown once it has ended`, (await fetch(address + path)).status === 404);
  }
}

// The offset of Berlin by the runtime's own data, in seconds.
function offsetOf(localTime) {
  const shown = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' }).format(new Date(`${localTime}Z`));
  return Number(shown.match(/GMT\+(\d\d)/)[1]) * 3600;
}

(async () => {
  try {
    await serve();
    await call('PUT', '/brand', { display_name: brand, colours: { primary: '#1f4fd8', background: '#ffffff', text: '#1c1e21' } }, { 'If-Match': '*' });
    await everyKindInEveryLanguage();
    await lifeOfABooking();
    await feeds();
  } catch (e) {
    check(e.stack, false);
  } finally {
    started.forEach(p => p.kill());
  }
  process.exit(failed === 0 ? 0 : 1);
})();
