// Usage: node waitlist.cjs <work folder> <chromium>
// A customer joins a waitlist from the booking page, finds the entry in the account, takes and refuses offers by the links of mails, and leaves.
const path = require('node:path');
const {
  site, work, executable, chromium, phone, desktop, brands, check, until, serve, send, bearer, tokenOf, prepare, open, step, mails, brandIsSeen, run,
} = require('./site.cjs');

site.data = path.join(work, 'data-waitlist');

// A Monday some weeks ahead.
const day = weeks => new Date(Date.now() + (weeks * 7 + (8 - new Date().getUTCDay()) % 7) * 864e5).toISOString().slice(0, 10);

const password = 'battery staple';

async function register(email) {
  await send('POST', '/auth/register', { email, password, full_name: 'Ada' });
  return bearer(await tokenOf(email, password));
}

const linkTo = email => until('a mail with an offer', () => mails().filter(text => text.includes(email)).map(text => text.match(/\/waitlist\?token=[\w-]+/)?.[0]).find(Boolean));

// Waits by the API for the only place at a time, which becomes free then.
async function offered(slot, email) {
  const [other, own] = [await register(`other-${email}`), await register(email)];
  const booked = await send('POST', '/bookings', { slot, service_id: 'colour' }, other);
  const from = booked.slot, to = new Date(Date.parse(from) + 60_000).toISOString();
  await send('POST', '/waitlist', { service_id: 'colour', from, to }, own);
  await send('POST', `/bookings/${booked.id}/cancel`, {}, other);
  return linkTo(email);
}

async function join(browser, viewport, script, name) {
  const page = await open(browser, viewport, { javaScriptEnabled: script });
  page.hasScript = script;
  const local = site.address.replace('127.0.0.1', 'localhost'), email = `${name.replace(/\W+/g, '-')}@example.com`;
  await register(email);
  await page.goto(`${local}/book/full`);
  await step(page, `${name} nothing free`, 'Choose a day and a time');
  await page.click('text=Join the waiting list');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click('main button');
  await page.goto(`${local}/account/waitlist?service=full`);
  await step(page, `${name} join`, 'Join a waiting list');
  await page.fill('#from', day(2));
  await page.fill('#to', day(1));
  await page.click('main button >> text=Join a waiting list');
  check(`${name}: mistakes are named, what was entered is kept`, await page.locator('.error').count() > 0 && await page.inputValue('#to') === day(1));
  await step(page, `${name} mistake`, 'Join a waiting list');
  await page.fill('#to', day(3));
  await page.uncheck('input[name=day7]');
  await page.click('main button >> text=Join a waiting list');
  await page.waitForURL(/done=waitlist/);
  await step(page, `${name} joined`, 'Your appointments');
  await page.click('.list a[href^="/waitlist"]');
  await step(page, `${name} waiting`, 'You are on the waiting list');
  if (script) {
    await page.keyboard.press('Tab');
    while (!await page.evaluate(() => document.activeElement.matches('button[value=leave]'))) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  } else {
    await page.click('text=Leave the waiting list');
  }
  await page.waitForSelector('text=Nothing is kept for you');
  await step(page, `${name} left`, 'You are not on the waiting list any more');
  return page;
}

async function answer(browser, viewport, script, name, week) {
  const page = await open(browser, viewport, { javaScriptEnabled: script });
  page.hasScript = script;
  const first = await offered(`${day(week)}T10:00:00`, `taking-${week}@example.com`);
  await page.goto(site.address + first);
  await step(page, `${name} offer`, 'A time is free for you');
  await page.reload();
  await page.click('text=Book this time');
  await page.waitForURL(/done/);
  await step(page, `${name} taken`, 'Booked');
  await page.goto(site.address + first);
  await step(page, `${name} taken already`, 'Booked');
  await page.goto(site.address + await offered(`${day(week)}T14:00:00`, `refusing-${week}@example.com`));
  await page.click('text=I do not want this time');
  await page.waitForSelector('text=You keep your place');
  await step(page, `${name} refused`, 'You are on the waiting list');
  await page.goto(`${site.address}/waitlist?token=AZejwrTVf26KkLHCw-T1BwAAAABw5Q`);
  await step(page, `${name} wrong link`, 'This link no longer works');
  return page;
}

run(async () => {
  await serve();
  const setBrand = await prepare();
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks'] });
  const pages = [];
  let week = 3;
  for (const [viewport, script, brand] of [[phone, true, 'salon'], [desktop, true, 'neutral'], [phone, false, 'neutral'], [desktop, false, 'salon']]) {
    await setBrand(brands[brand]);
    await brandIsSeen();
    const name = `waitlist ${viewport === phone ? 'phone' : 'desktop'} ${script ? 'script' : 'plain'}`;
    pages.push(await join(browser, viewport, script, name), await answer(browser, viewport, script, name, week++));
  }
  const policies = await Promise.all(pages.flatMap(page => page.requests.map(r => r.headerValue('content-security-policy'))));
  check('waitlist: no policy is unsafe', policies.length > 0 && policies.filter(Boolean).every(p => !p.includes('unsafe')));
  const complaints = pages.flatMap(page => page.complaints).filter(text => !/status of 4\d\d/.test(text));
  check(`waitlist: nothing is complained of ${complaints.join('; ')}`, complaints.length === 0);
});
