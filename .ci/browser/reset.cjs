// Usage: node reset.cjs <work folder> <chromium>
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const [work, executable] = process.argv.slice(2);
const key = 'key-of-the-browser-check', email = 'ada@example.com', old = 'correct horse', next = 'battery staple';
const started = [];
let failed = 0;

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
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const found = await find();
    if (found) return found;
    await new Promise(go => setTimeout(go, 100));
  }
  throw new Error(`${what}: not within 30 seconds`);
}

async function serve(name, variables) {
  let output = '';
  const host = start('dotnet', [path.join(work, 'host', 'BookingEngine.LocalHost.dll'), '--urls', 'http://127.0.0.1:0'], {
    DATA_DIR: path.join(work, name), API_KEY: key, RATE_LIMITS: 'off', ...variables,
  });
  host.stdout.on('data', data => output += data);
  host.stderr.on('data', data => output += data);
  return (await until(`${name} serves`, () => output.match(/serves on (http:\/\/\S+?)[ ,]/)))[1];
}

function call(address, route, body, headers = {}) {
  return fetch(address + route, { method: 'POST', headers: { 'x-api-key': key, ...headers }, body });
}

const json = (address, route, body) => call(address, route, JSON.stringify(body), { 'Content-Type': 'application/json' });
const signIn = (address, password) => call(address, '/auth/token', new URLSearchParams({ username: email, password }));

async function register(address, name) {
  const answer = await json(address, '/auth/register', { email, password: old, full_name: 'Ada Lovelace' });
  check(`${name}: registered`, answer.status === 201);
  const recovered = await json(address, '/auth/recover-password', { email });
  check(`${name}: recovery is answered`, recovered.status === 200 && (await recovered.json()).msg === 'Recovery email sent');
}

function unquoted(eml) {
  return eml.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

// The link contains PUBLIC_URL, but the port is known only now.
function reached(link, address) {
  return address + link.slice(new URL(link).origin.length);
}

async function byFile(page) {
  const address = await serve('file');
  await register(address, 'file');
  const folder = path.join(work, 'file', 'mail');
  const file = await until('mail', () => fs.existsSync(folder) && fs.readdirSync(folder).find(f => f.endsWith('.eml')));
  const link = reached(unquoted(fs.readFileSync(path.join(folder, file), 'utf8')).match(/http\S+\/reset-password\?token=[\w-]+/)[0], address);
  const complaints = [];
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', e => complaints.push(e.message));
  await page.goto(link);
  await page.screenshot({ path: path.join(work, 'form.png') });
  check('the page asks for a new password', await page.textContent('h1') === 'Choose a new password');
  await page.fill('#new_password', next);
  await page.click('button');
  await page.waitForSelector('text=Your password is changed');
  await page.screenshot({ path: path.join(work, 'done.png') });
  check('the page says that it is changed', await page.textContent('h1') === 'Your password is changed');
  await page.goto(link);
  await page.fill('#new_password', 'another password');
  await page.click('button');
  await page.waitForSelector('text=This link no longer works');
  await page.screenshot({ path: path.join(work, 'again.png') });
  check('the link no longer works', await page.textContent('h1') === 'This link no longer works');
  check('the old password is dead', (await signIn(address, old)).status === 401);
  check('the password of the second try is none', (await signIn(address, 'another password')).status === 401);
  check('the new password signs in', (await signIn(address, next)).status === 200);
  const blocked = complaints.filter(text => /Content Security Policy/i.test(text));
  check(`the pages break none of their own policy ${blocked.join(' ')}`, blocked.length === 0);
}

async function freePort() {
  const server = require('node:net').createServer().listen(0, '127.0.0.1');
  await new Promise(go => server.once('listening', go));
  const { port } = server.address();
  await new Promise(go => server.close(go));
  return port;
}

async function bySmtp(page) {
  const [smtp, web] = [await freePort(), await freePort()];
  start('node', [path.join(work, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js'), '--smtp', smtp, '--web', web, '--ip', '127.0.0.1', '--web-ip', '127.0.0.1'], {});
  const inbox = `http://127.0.0.1:${web}/api/email`;
  await until('maildev', () => fetch(inbox).then(a => a.ok, () => false));
  const address = await serve('smtp', {
    SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp), SMTP_TLS: 'none', SMTP_FROM_EMAIL: 'no-reply@example.com',
  });
  await register(address, 'smtp');
  const [mail] = await until('mail by SMTP', async () => { const all = await (await fetch(inbox)).json(); return all.length > 0 && all; });
  check('the mail arrives at a real server', mail.subject === 'Reset your password' && mail.to[0].address === email);
  await page.setContent(mail.html);
  await page.screenshot({ path: path.join(work, 'mail.png') });
  const link = await page.getAttribute('a', 'href');
  check('its button leads to the page', /\/reset-password\?token=[\w-]{86}$/.test(link));
  check('its plain part has the same link', mail.text.includes(link));
}

(async () => {
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
  try {
    await byFile(await browser.newPage({ viewport: { width: 800, height: 600 } }));
    await bySmtp(await browser.newPage({ viewport: { width: 800, height: 600 } }));
  } catch (e) {
    check(e.message, false);
  } finally {
    await browser.close();
    started.forEach(p => p.kill());
  }
  process.exit(failed === 0 ? 0 : 1);
})();
