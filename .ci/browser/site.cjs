// What the checks of the pages in a browser share: a local host with a salon, a browser, and what is asked of every page.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const [work, executable] = process.argv.slice(2);
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const key = 'key-of-the-browser-check', admin = { email: 'admin@example.com', password: 'horse of the admin' };
const phone = { width: 360, height: 740 }, desktop = { width: 1280, height: 900 };
const site = { failed: 0, address: '', data: path.join(work, 'data') };
let host;

function check(what, holds) {
  console.log(`${holds ? 'ok' : 'FAILED'}: ${what}`);
  site.failed += holds ? 0 : 1;
}

async function until(what, find, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const found = await find();
    if (found) return found;
    await new Promise(go => setTimeout(go, 100));
  }
  throw new Error(`${what}: not within ${seconds} seconds`);
}

async function serve(settings = {}) {
  let output = '';
  host = spawn('dotnet', [path.join(work, 'host', 'BookingEngine.LocalHost.dll'), '--urls', 'http://127.0.0.1:0'], {
    cwd: work, env: {
      PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: site.data, API_KEY: key, RATE_LIMITS: 'off', PUBLIC_HOLDS: 'off',
      ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password, ...settings,
    },
  });
  host.stdout.on('data', data => output += data);
  host.stderr.on('data', data => output += data);
  site.address = (await until('the host serves', () => output.match(/serves on (http:\/\/\S+?)[ ,]/)))[1];
}

async function send(method, route, body, headers = {}) {
  const answer = await fetch(site.address + route, {
    method, headers: { 'x-api-key': key, 'Content-Type': 'application/json', ...headers }, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

const bearer = token => ({ Authorization: `Bearer ${token}` });

async function tokenOf(email, password, otp) {
  const form = new URLSearchParams({ username: email, password, ...(otp && { otp }) });
  return (await (await fetch(`${site.address}/auth/token`, { method: 'POST', headers: { 'x-api-key': key }, body: form })).json()).access_token;
}

async function prepare() {
  const asAdmin = bearer(await tokenOf(admin.email, admin.password));
  const post = (route, body) => send('POST', route, body, asAdmin);
  await post('/locations', { id: 'mitte', name: 'Salon Mitte', time_zone: 'Europe/Berlin', address: 'Torstr. 1' });
  const hours = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map(day => [day, [['09:00', '19:00']]]));
  for (const [id, name] of [['alex', 'Alex'], ['kim', 'Kim']]) {
    await post('/resources', { id, name, kind: 'person', location_id: 'mitte', weekly_hours: hours });
  }
  const price = { amount: 45, currency: 'EUR' };
  await post('/services', {
    id: 'cut', name: 'Haircut', description: 'Wash, cut and dry.', duration: 45, slot_interval: 30, resource_ids: ['alex', 'kim'], price, horizon: 60 * 24 * 90,
    questions: [{ id: 'length', text: 'How long is your hair?', type: 'choice', required: true, options: ['short', 'long'] }, { id: 'allergy', text: 'Do you have allergies?', type: 'boolean', required: false }],
  });
  await post('/services', { id: 'colour', name: 'Colour', duration: 90, slot_interval: 30, resource_ids: ['kim'], horizon: 60 * 24 * 90 });
  await post('/services', { id: 'full', name: 'Fully booked', duration: 60, resource_ids: ['alex'], valid_from: '2020-01-01', valid_to: '2020-02-01' });
  await send('PUT', '/services/default', { name: 'Appointment', duration: 30, resource_ids: ['default'], active: false }, { ...asAdmin, 'If-Match': '*' });
  return brand => send('PUT', '/brand', brand, { ...asAdmin, 'If-Match': '*' });
}

const brands = {
  neutral: { booking: 'open', support_email: 'hello@salon.example' },
  salon: {
    booking: 'open', display_name: 'Salon Mitte', support_email: 'hello@salon.example', website: 'https://salon.example', embed_origins: ['https://salon.example'],
    colours: { primary: '#7a1f5c', background: '#fffaf5', text: '#2b1a24' },
  },
};

async function open(browser, viewport, options = {}) {
  const context = await browser.newContext({ viewport, timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.requests = [];
  page.on('console', message => page.complaints.push(message.text()));
  page.on('pageerror', e => page.complaints.push(e.message));
  page.on('response', response => page.requests.push(response));
  page.setDefaultTimeout(15_000);
  return page;
}

async function look(page, name) {
  await page.screenshot({ path: path.join(work, `${name}-${page.viewportSize().width}.png`), fullPage: true });
}

async function accessible(page, name) {
  if (!page.hasScript) return;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Page.setBypassCSP', { enabled: true });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  check(`${name}: axe finds nothing ${violations.map(v => `${v.id} ${v.nodes[0].html.slice(0, 120)}`).join('; ')}`, violations.length === 0);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  check(`${name}: nothing is wider than the screen`, !wide);
}

async function step(page, name, title) {
  check(`${name}: "${title}"`, (await page.textContent('h1')).trim() === title);
  await accessible(page, name);
  await look(page, name.replace(/\W+/g, '-'));
}

function mails() {
  const folder = path.join(site.data, 'mail');
  return (fs.existsSync(folder) ? fs.readdirSync(folder) : []).map(file => fs.readFileSync(path.join(folder, file), 'utf8').replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))));
}

// Runs the checks, and ends the host.
function run(checks) {
  checks().catch(e => { console.log(`FAILED: ${e.stack}`); site.failed++; }).finally(() => {
    host?.kill();
    process.exit(site.failed > 0 ? 1 : 0); // the browser may still be open
  });
}

// A process keeps the brand for two seconds.
const brandIsSeen = () => new Promise(go => setTimeout(go, 2500));

module.exports = {
  site, work, executable, chromium, key, admin, phone, desktop, brands, check, until, serve, send, bearer, tokenOf, prepare, open, look, accessible, step, mails, brandIsSeen, run,
};
