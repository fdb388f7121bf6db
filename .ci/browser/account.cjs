// Usage: node account.cjs <work folder> <chromium>
// A customer makes an account, moves and cancels, gets and erases data. A visitor proves work. A business's site opens the booking page by button and link.
const path = require('node:path');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const {
  site, work, executable, chromium, key, phone, desktop, brands, check, until, serve, send, bearer, tokenOf, prepare, open, look, step, mails, brandIsSeen, run,
} = require('./site.cjs');

site.data = path.join(work, 'data-account');

const inDays = days => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);

// The next Monday to Saturday in some days: the salon is closed on Sunday.
function openDay(days) {
  const day = new Date(Date.now() + days * 864e5);
  if (day.getUTCDay() === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

async function account(browser, viewport, script, name) {
  const page = await open(browser, viewport, { javaScriptEnabled: script });
  page.hasScript = script;
  const local = site.address.replace('127.0.0.1', 'localhost'); // a secure cookie needs it over http
  const email = `${name.replace(/\W+/g, '-')}@example.com`, password = 'battery staple';
  await page.goto(`${local}/account`);
  await step(page, `${name} sign in`, 'Sign in');
  await page.click('text=Make an account');
  await step(page, `${name} register`, 'Make an account');
  await page.fill('#full_name', 'Ada <b>Lovelace</b>');
  await page.fill('#email', 'ada@nowhere');
  await page.fill('#new_password', 'password1');
  await page.click('text=Make the account');
  check(`${name}: mistakes are named, what was entered is kept`, await page.locator('.error').count() > 0 && await page.inputValue('#full_name') === 'Ada <b>Lovelace</b>');
  await page.fill('#email', email);
  await page.fill('#new_password', password);
  await page.click('text=Make the account');
  await step(page, `${name} registered`, 'Your account is made');
  await page.click('a.button');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click('main button');
  await step(page, `${name} no appointments`, 'Your appointments');
  const token = await tokenOf(email, password);
  const [from, to] = [`${openDay(20)}T10:00:00`, `${openDay(27)}`];
  await send('POST', '/bookings', { slot: from, service_id: 'cut', answers: { length: 'short' }, notes: 'By the window' }, bearer(token));
  await page.reload();
  await step(page, `${name} appointments`, 'Your appointments');
  await page.click('.list a');
  await step(page, `${name} appointment`, 'Your appointment');
  check(`${name}: answers and notes are shown`, /How long is your hair\?.*short.*By the window/s.test(await page.textContent('dl')));
  await page.goto(`${page.url().split('?')[0]}?day=${to}`);
  await step(page, `${name} move the appointment`, 'Your appointment');
  await page.locator('.times button').first().click();
  await page.waitForURL(/done=move/);
  check(`${name}: moved`, /The appointment is moved/.test(await page.textContent('main')));
  await page.reload();
  await page.locator('summary', { hasText: 'Cancel the appointment' }).click();
  await page.locator('button', { hasText: 'Cancel the appointment' }).click();
  await page.waitForURL(/done=cancel/);
  await step(page, `${name} appointment cancelled`, 'Your appointment is cancelled');
  await page.click('nav >> text=Profile');
  await step(page, `${name} profile`, 'Profile');
  await page.fill('#full_name', 'Ada King');
  await page.selectOption('#locale', 'de');
  await page.click('text=Save');
  await step(page, `${name} profile in german`, 'Profil');
  await page.selectOption('#locale', 'en');
  await page.click('text=Speichern');
  await page.waitForURL(/done=profile/);
  await page.click('nav >> text=Sign-ins');
  await step(page, `${name} sign-ins`, 'Sign-ins');
  await page.click('text=Sign out everywhere else');
  check(`${name}: only this browser is signed in`, await page.locator('dl > div').count() === 1 && (await fetch(`${site.address}/users/me`, { headers: { 'x-api-key': key, Authorization: `Bearer ${token}` } })).status === 401);
  await page.click('nav >> text=Calendar');
  await page.click('text=Make an address');
  await step(page, `${name} calendar`, 'Calendar');
  check(`${name}: the calendar's address is shown`, /\/feeds\/.+\.ics$/.test(await page.inputValue('#address')));
  await page.click('nav >> text=Your data');
  await step(page, `${name} data`, 'Your data');
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=Download my data')]);
  check(`${name}: the data is a file`, JSON.parse(fs.readFileSync(await file.path(), 'utf8')).profile.full_name === 'Ada King');
  await page.locator('summary').click();
  await page.fill('#password', password);
  await page.locator('details button').click();
  await step(page, `${name} erased`, 'Your data is erased');
  await page.goto(`${local}/account`);
  check(`${name}: and signed out`, (await page.textContent('h1')).trim() === 'Sign in');
  await page.click('text=Password forgotten?');
  await step(page, `${name} recover`, 'Password forgotten?');
  return page;
}

// The link of the newest mail to an address.
const linkTo = (email, name) => until(`a mail with ${name}`, () => mails().filter(text => text.includes(email)).map(text => text.match(new RegExp(`/${name}\\?token=[\\w-]+`))?.[0]).find(Boolean));

async function guest(browser, script) {
  const page = await open(browser, phone, { javaScriptEnabled: script });
  page.hasScript = script;
  const name = `guest ${script ? 'script' : 'plain'}`, email = `guest-${script}@example.com`;
  const held = await send('POST', '/public/holds', { slot: `${openDay(30)}T1${script ? 1 : 5}:00:00`, service_id: 'colour' });
  const booked = await send('POST', '/public/bookings', { token: held.token, name: 'Grace Hopper', email });
  await page.goto(site.address + new URL(booked.manage_link).pathname + new URL(booked.manage_link).search);
  await step(page, `${name} manage`, 'Your appointment');
  await page.click('text=Send me all my data');
  await step(page, `${name} asked`, 'Look at your mail');
  const link = await linkTo(email, 'export-data');
  await page.goto(site.address + link);
  await step(page, `${name} export`, 'See your data');
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=Download my data')]);
  check(`${name}: the data is a file`, /Grace Hopper/.test(fs.readFileSync(await file.path(), 'utf8')));
  await page.goto(site.address + link);
  await page.click('text=Download my data');
  await step(page, `${name} used link`, 'This link no longer works');
  return page;
}

async function prove(browser, script) {
  const page = await open(browser, phone, { javaScriptEnabled: script });
  page.hasScript = script;
  const name = `proof ${script ? 'script' : 'plain'}`, email = `proof-${script}@example.com`;
  await page.goto(`${site.address}/book/cut?with=anyone`);
  check(`${name}: the first page has no solver`, !/PBKDF2/.test(await page.content()));
  await page.goto(`${site.address}/book/cut?with=anyone&day=${openDay(script ? 33 : 34)}`);
  await page.locator('.times button').first().click(); // before it is solved
  await page.waitForURL(/details/);
  await step(page, `${name} details`, 'Your details');
  if (script) {
    const proof = await until('the work is done', () => page.evaluate(() => document.querySelector('input[name=proof]').value));
    const { counter, time } = JSON.parse(Buffer.from(proof, 'base64')).solution;
    check(`${name}: ${counter} keys in ${time} ms`, counter >= 40 && counter <= 80);
  }
  await page.fill('#name', 'Grace Hopper');
  await page.fill('#email', email);
  await page.selectOption('[name="answer.length"]', 'short');
  await page.click('text=Continue');
  await step(page, `${name} review`, 'Check your booking');
  await page.click(script ? 'text=Book now' : 'text=Send me the mail to confirm');
  if (script) {
    await page.waitForURL(/done/);
    await step(page, `${name} done`, 'Booked');
    return page;
  }
  await step(page, `${name} sent`, 'Check your mail');
  await page.goto(site.address + await linkTo(email, 'confirm-booking'));
  await page.click('text=Confirm and book');
  await step(page, `${name} confirmed`, 'Booked');
  return page;
}

async function solveElsewhere() {
  const find = createRequire(path.join(work, 'package.json'));
  const { solveChallenge } = find('altcha-lib'), { deriveKey } = find('altcha-lib/algorithms/pbkdf2');
  const post = body => fetch(`${site.address}/public/holds`, { method: 'POST', headers: { 'x-api-key': key, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const slot = `${openDay(40)}T10:00:00`;
  check('proof: without it a hold is refused', (await (await post({ slot, service_id: 'colour' })).json()).code === 'proof_required');
  const challenge = await send('GET', '/public/proof?purpose=hold&service_id=colour');
  const solution = await solveChallenge({ challenge, deriveKey });
  const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  check('proof: a solution of altcha-lib holds', (await post({ slot, service_id: 'colour', proof })).status === 201);
  check('proof: once', (await (await post({ slot: `${openDay(40)}T14:00:00`, service_id: 'colour', proof })).json()).code === 'invalid_proof');
}

async function embed(browser) {
  const page = await open(browser, desktop);
  page.hasScript = true;
  const html = `<!DOCTYPE html><html lang="en"><title>Salon</title><script src="${site.address}/embed.js"></script><h1>Salon</h1><p><a href="#">Before</a></p>
    <booking-page service="colour" mode="button" label="Book a colour"></booking-page><booking-page service="cut" with="kim" mode="link" label="Book with Kim"></booking-page>
    <script>window.booked = []; addEventListener('booked', e => booked.push(e.detail.id))</script>`;
  await page.route('https://salon.example/**', route => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('https://salon.example/');
  check('button: no frame before it is pressed', await page.locator('iframe').count() === 0);
  await page.click('text=Book a colour');
  const inner = page.frameLocator('dialog iframe');
  await inner.locator('a.day').first().waitFor();
  await until('the frame has the height of its page', () => page.evaluate(() => document.querySelector('iframe').getBoundingClientRect().height !== 640));
  await look(page, 'embed-button');
  await inner.locator('a.day').first().focus();
  await page.keyboard.press('Escape');
  await until('the dialog is closed', () => page.evaluate(() => !document.querySelector('dialog').open));
  check('button: Escape closes it, also in the frame, and the button has the focus', await page.evaluate(() => document.activeElement.textContent) === 'Book a colour');
  await page.click('text=Book a colour');
  await inner.locator('a[rel=next]').click();
  await inner.locator('a.day').nth(11).click();
  await inner.locator('.times button').first().click();
  await inner.locator('#name').fill('Ada');
  await inner.locator('#email').fill('ada@example.com');
  await inner.locator('text=Continue').click();
  await inner.locator('text=Book now').click();
  await inner.locator('text=Your appointment is confirmed').waitFor();
  const booked = await until('the host page is told', () => page.evaluate(() => window.booked.length > 0 && window.booked));
  check('button: booked in the dialog, and the host page is told once', booked.length === 1);
  await page.locator('dialog button').click();
  check('button: the cross closes it', await page.evaluate(() => !document.querySelector('dialog').open));
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.click('text=Book with Kim')]);
  await tab.waitForSelector('table.month');
  check('link: opens the page of the service in a new tab', new URL(tab.url()).pathname === '/book/cut' && new URL(tab.url()).searchParams.get('with') === 'kim' && await page.evaluate(() => document.querySelector('booking-page a').rel) === 'noopener');
}

async function large(browser, viewport) {
  const page = await open(browser, viewport);
  page.hasScript = true;
  await page.goto(`${site.address}/book/large?with=anyone&month=${inDays(45).slice(0, 7)}`);
  await step(page, 'large month', 'Choose a day and a time');
  check('large month: every day can be opened', await page.locator('a.day').count() >= 28);
  await page.locator('a.day').nth(20).click();
  check('large month: and has its times', await page.locator('.times button').count() > 100);
  return page;
}

// The hold has ended, and somebody else has the time: the form is kept.
async function expire(browser) {
  const page = await open(browser, phone);
  page.hasScript = true;
  const day = openDay(50), hold = 'AZejwrTVf26KkLHCw-T1BwAAAABw5Q';
  const slot = new Date(`${day}T09:00:00Z`).toISOString().replace('.000', '');
  await page.goto(`${site.address}/book/step/details?service=colour&with=kim&slot=${slot}&hold=${hold}`);
  await step(page, 'tampered hold', 'Please choose the time again');
  await page.goto(`${site.address}/book/colour?with=kim&day=${day}`);
  await page.locator('.times button').first().click();
  await page.waitForURL(/details/);
  const address = new URL(page.url());
  await page.fill('#name', 'Grace');
  await page.fill('#email', 'grace@example.com');
  await page.click('text=Continue');
  await send('POST', '/public/holds', { slot: address.searchParams.get('slot'), service_id: 'colour', token: address.searchParams.get('hold') }).catch(() => { });
  await page.click('text=Book now');
  check('hold lost: the form is kept, with the next times', await page.inputValue('#name') === 'Grace' && await page.locator('.note .times button').count() === 3);
  await step(page, 'hold lost', 'Your details');
  check('hold lost: the message has the focus', await page.evaluate(() => document.activeElement.matches('[role=alert]')));
  return page;
}

run(async () => {
  await serve();
  const setBrand = await prepare();
  const token = await tokenOf('admin@example.com', 'horse of the admin'), asAdmin = bearer(token);
  const always = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(day => [day, [['00:00', '24:00']]]));
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map(letter => `desk-${letter}`);
  for (const id of ids) await send('POST', '/resources', { id, name: id, kind: 'room', location_id: 'mitte', weekly_hours: always }, asAdmin);
  await send('POST', '/services', { id: 'large', name: 'Desk', duration: 10, slot_interval: 1, resource_ids: ids, horizon: 60 * 24 * 90 }, asAdmin);
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks'] });
  const pages = [];
  for (const [viewport, script, brand] of [[phone, true, 'salon'], [desktop, true, 'neutral'], [phone, false, 'neutral'], [desktop, false, 'salon']]) {
    await setBrand(brands[brand]);
    await brandIsSeen();
    pages.push(await account(browser, viewport, script, `account ${viewport === phone ? 'phone' : 'desktop'} ${script ? 'script' : 'plain'}`));
  }
  for (const script of [true, false]) pages.push(await guest(browser, script));
  await embed(browser);
  pages.push(await large(browser, phone), await expire(browser));
  await setBrand({ ...brands.salon, proof_of_work: 'always' });
  await brandIsSeen();
  for (const script of [true, false]) pages.push(await prove(browser, script));
  await solveElsewhere();
  const hosts = new Set(pages.flatMap(page => page.requests.map(r => new URL(r.url()).hostname)));
  check('account: no other host is asked', [...hosts].every(name => name === '127.0.0.1' || name === 'localhost'));
  const policies = await Promise.all(pages.flatMap(page => page.requests.map(r => r.headerValue('content-security-policy'))));
  check('account: no policy is unsafe', policies.length > 0 && policies.filter(Boolean).every(p => !p.includes('unsafe')));
  const complaints = pages.flatMap(page => page.complaints).filter(text => !/status of 4\d\d/.test(text));
  check(`account: the browser complains of nothing ${complaints.join(' ')}`, complaints.length === 0);
  await browser.close();
});
