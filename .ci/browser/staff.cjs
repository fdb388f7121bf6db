// Usage: node staff.cjs <work folder> <chromium>
// Staff sign in with a second factor, see the week, approve, move, cancel, record a no-show, book for a guest, block time and close days: on a phone and a desktop, with and
// without script, with the keyboard alone.
const { createHmac } = require('node:crypto');
const shared = require('./site.cjs');

const { site, executable, chromium, admin, phone, desktop, check, until, serve, send, bearer, tokenOf, step, brandIsSeen, run } = shared;

let address, secret, usedStep = 0;

// RFC 6238.
function codeAt(step) {
  const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytes).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// A code works once, and the one of the next 30 seconds is accepted already.
async function newCode() {
  const step = await until('the next code', () => {
    const next = Math.max(usedStep + 1, Math.floor(Date.now() / 30_000) - 1);
    return next <= Math.floor(Date.now() / 30_000) + 1 && next;
  }, 60);
  usedStep = step;
  return codeAt(step);
}

// Without the booking page.
const brands = Object.fromEntries(Object.entries(shared.brands).map(([name, { booking, embed_origins, ...brand }]) => [name, brand]));

const open = async (browser, viewport, options = {}) => Object.assign(await shared.open(browser, viewport, options), { hasScript: options.javaScriptEnabled !== false });

// The administrator sets up the second factor on the page, because the role needs one.
async function enrol(browser) {
  const page = await open(browser, phone);
  await page.goto(`${address}/staff`);
  await step(page, 'sign in', 'Sign in');
  await page.fill('#email', admin.email);
  await page.fill('#password', 'wrong horse');
  await page.click('main button');
  check('sign in: a wrong password is refused, and the address kept', /is wrong/.test(await page.textContent('[role=alert]')) && await page.inputValue('#email') === admin.email);
  await page.fill('#password', admin.password);
  await page.click('main button');
  await step(page, 'set up a second factor', 'Set up a second factor');
  await page.fill('#password', admin.password);
  await page.click('main button');
  secret = await page.getAttribute('[name=secret]', 'value');
  await step(page, 'the secret', 'Set up a second factor');
  await page.fill('#otp', await newCode());
  await page.click('main button');
  await step(page, 'recovery codes', 'The second factor is set up');
  check('recovery codes: there are ten', await page.locator('.codes li').count() === 10);
  await page.click('text=Continue');
  check('after the set-up the calendar opens', page.url() === `${address}/staff`);
  const [cookie] = await page.context().cookies();
  check('the browser keeps one cookie', (await page.context().cookies()).length === 1 && cookie.name === '__Host-session' && cookie.httpOnly && cookie.secure && cookie.sameSite === 'Lax');
  check('the browser stores nothing else', await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length) === 0);
  await page.click('text=Sign out');
  await step(page, 'signed out', 'Sign in');
  await page.goto(`${address}/staff`);
  check('after signing out the calendar is closed', page.url().startsWith(`${address}/sign-in`));
}

async function prepare() {
  const token = await tokenOf(admin.email, admin.password, await newCode());
  const post = (route, body) => send('POST', route, body, bearer(token));
  await post('/locations', { id: 'mitte', name: 'Salon Mitte', time_zone: 'Europe/Berlin', address: 'Torstr. 1' });
  const hours = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(day => [day, [['00:00', '24:00']]]));
  for (const [id, name] of [['alex', 'Alex'], ['kim', 'Kim']]) await post('/resources', { id, name, kind: 'person', location_id: 'mitte', weekly_hours: hours });
  await post('/services', { id: 'cut', name: 'Haircut', duration: 45, slot_interval: 15, resource_ids: ['alex', 'kim'], questions: [{ id: 'length', text: 'How long is your hair?', type: 'choice', required: true, options: ['short', 'long'] }] });
  await post('/services', { id: 'advice', name: 'Advice', duration: 30, slot_interval: 15, resource_ids: ['alex'], approval: true });
  await post('/services', { id: 'minute', name: 'Photo', duration: 1, resource_ids: ['kim'] });
  await send('PUT', '/services/default', { name: 'Appointment', duration: 30, resource_ids: ['default'], active: false }, { ...bearer(token), 'If-Match': '*' });
  await send('PUT', '/resources/default', { name: 'Default', kind: 'default', location_id: 'default', weekly_hours: hours, active: false }, { ...bearer(token), 'If-Match': '*' });
  return token;
}

let day = 0;

// Bookings at a day of their own, in the next week.
async function bookings(token) {
  const date = new Date(Date.now() + (8 + ++day) * 86_400_000).toISOString().slice(0, 10);
  const of = async (service_id, resource_id, slot, name, override) => (await send('POST', '/bookings', {
    service_id, resource_id, slot, override, guest: { name, email: 'grace@example.com', phone: '+49 30 1234' }, notes: 'Knock twice', ...(service_id === 'cut' && { answers: { length: 'short' } }),
  }, bearer(token))).id;
  const started = new Date(Math.ceil(Date.now() / 1000 + 3) * 1000);
  return {
    date, pending: await of('advice', 'alex', `${date}T10:00:00Z`, 'Grace <b>Hopper</b>'), confirmed: await of('cut', 'alex', `${date}T12:00:00Z`, 'Ada Lovelace'),
    cancelled: await of('cut', 'kim', `${date}T12:00:00Z`, 'Mary Shelley'), missed: await of('minute', 'kim', started.toISOString(), 'Nobody', true), started,
  };
}

async function signIn(page, name) {
  await page.goto(`${address}/staff?view=week`);
  await page.fill('#email', admin.email);
  await page.fill('#password', admin.password);
  await page.click('main button');
  await step(page, `${name} code`, 'Enter the code');
  await page.fill('#otp', '000000');
  await page.click('main button');
  check(`${name}: a wrong code is refused`, /code is wrong/.test(await page.textContent('[role=alert]')));
  await page.fill('#otp', await newCode());
  await page.click('main button');
  check(`${name}: signed in, and led to the page that was asked for`, page.url() === `${address}/staff?view=week`);
}

async function done(page, name, text) {
  const note = await page.textContent('[role=status]');
  check(`${name}: "${text}"`, note.trim() === text);
  await page.reload();
  check(`${name}: reload is safe`, (await page.locator('[role=alert]').count()) === 0);
}

async function week(page, name, { date, pending }) {
  await page.goto(`${address}/staff?view=week&day=${date}`);
  await step(page, `${name} week`, (await page.textContent('h1')).trim());
  check(`${name}: the week has its bookings`, /^Week from/.test(await page.textContent('h1')) && await page.locator(`a[href="/staff/bookings/${pending}"]`).count() === 1);
  check(`${name}: names are text`, (await page.textContent('.week')).includes('Grace <b>Hopper</b>'));
  await page.click('a[rel=next]');
  await page.click('a[rel=prev]');
  check(`${name}: one can turn the weeks`, await page.locator(`a[href="/staff/bookings/${pending}"]`).count() === 1);
  await page.selectOption('#resource', 'kim');
  await page.click('text=Show');
  check(`${name}: one resource alone`, await page.locator(`a[href="/staff/bookings/${pending}"]`).count() === 0 && await page.locator('.card').count() > 0);
  await page.goto(`${address}/staff?day=${date}`);
  await step(page, `${name} day`, (await page.textContent('h1')).trim());
  await page.click('.tabs >> text=Requests');
  await step(page, `${name} requests`, 'Waiting for approval');
  await page.click(`a[href="/staff/bookings/${pending}"]`);
}

async function decide(page, name, { confirmed, cancelled }) {
  await step(page, `${name} request`, 'Grace <b>Hopper</b>');
  check(`${name}: the guest's details`, /grace@example.com.*\+49 30 1234.*Knock twice/s.test(await page.textContent('dl')));
  await page.click('button[value=approve]');
  await done(page, `${name} approved`, 'The appointment is approved.');

  await page.goto(`${address}/staff/bookings/${confirmed}`);
  await step(page, `${name} booking`, 'Ada Lovelace');
  await page.click('a:has-text("Move")');
  await page.click('a[rel=next]');
  await page.locator('a.day').nth(3).click();
  await step(page, `${name} new time`, 'Ada Lovelace');
  await page.fill('#move_reason', 'Alex is ill');
  await page.locator('.times button').nth(2).click();
  await done(page, `${name} moved`, 'The appointment has moved.');
  check(`${name}: the reason is shown`, /Alex is ill/.test(await page.textContent('dl')));

  await page.goto(`${address}/staff/bookings/${cancelled}`);
  await page.locator('summary', { hasText: 'Cancel' }).click();
  await page.fill('#cancel_reason', 'The water is off');
  await step(page, `${name} cancel`, 'Mary Shelley');
  await page.click('button[value=cancel]');
  await done(page, `${name} cancelled`, 'The appointment is cancelled.');
}

async function noShow(page, name, { missed, started }) {
  await until('the booking has begun', () => Date.now() > started.getTime() + 500);
  await page.goto(`${address}/staff/bookings/${missed}`);
  await step(page, `${name} begun`, 'Nobody');
  await page.click('button[value=no_show]');
  await done(page, `${name} no-show`, 'It is recorded that nobody came.');
}

async function bookForGuest(page, name) {
  await page.click('text=Book for a guest');
  await step(page, `${name} what`, 'What is booked?');
  await page.click('text=Haircut');
  await step(page, `${name} with whom`, 'With whom?');
  await page.click('text=Kim');
  await page.click('a[rel=next]');
  await page.locator('a.day').nth(5).click();
  await step(page, `${name} time`, 'Choose a day and a time');
  await page.locator('.times button').nth(4).click();
  await step(page, `${name} person`, 'For whom?');
  await page.fill('#name', 'Rosalind Franklin');
  await page.fill('#email', 'rosalind@localhost');
  await page.selectOption('[name="answer.length"]', 'long');
  await page.click('button[value=book]');
  await step(page, `${name} mistake`, 'For whom?');
  check(`${name}: what was entered is kept`, await page.inputValue('#name') === 'Rosalind Franklin' && await page.inputValue('[name="answer.length"]') === 'long');
  await page.fill('#email', 'rosalind@example.com');
  await page.dblclick('button[value=book]');
  await page.waitForURL(/done=booked/);
  await step(page, `${name} booked`, 'Rosalind Franklin');
  await done(page, `${name} guest`, 'The appointment is booked.');
}

async function block(page, name, { date }) {
  await page.click('text=Block time');
  await step(page, `${name} block`, 'Block time');
  await page.fill('#from', `${date}T18:00`);
  await page.fill('#to', `${date}T17:00`);
  await page.fill('#reason', 'Dentist');
  await page.click('text=Block this time');
  check(`${name}: an end before the beginning is refused`, /must come after/.test(await page.textContent('[role=alert]')) && await page.inputValue('#reason') === 'Dentist');
  await page.fill('#to', `${date}T20:00`);
  await page.click('text=Block this time');
  await done(page, `${name} blocked`, 'Saved.');
  await step(page, `${name} blocked times`, 'Block time');
  await page.goto(`${address}/staff?day=${date}`);
  check(`${name}: the calendar shows it`, /Blocked.*Dentist/s.test(await page.textContent('.agenda')));
  await page.goto(`${address}/staff/time-off`);
  await page.locator('.card button').first().click();
  await done(page, `${name} opened`, 'Saved.');
}

async function closeDays(page, name) {
  await page.click('text=Closed days');
  await step(page, `${name} closed days`, 'Closed days');
  await page.fill('#first', '2040-05-02');
  await page.fill('#last', '2040-05-01');
  await page.fill('#name', 'Inventory');
  await page.click('text=Close these days');
  check(`${name}: a last day before the first is refused`, /must not come before/.test(await page.textContent('[role=alert]')) && await page.inputValue('#name') === 'Inventory');
  await page.fill('#last', '2040-05-03');
  await page.click('text=Close these days');
  await done(page, `${name} closed`, 'Saved.');
  await step(page, `${name} days ahead`, 'Closed days');
  check(`${name}: the closed days are listed`, /Inventory/.test(await page.textContent('.cards')));
  const holiday = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', 'BEGIN:VEVENT', 'UID:may-day', 'DTSTART;VALUE=DATE:20400601', 'SUMMARY:May Day', 'END:VEVENT', 'END:VCALENDAR', ''];
  await page.setInputFiles('#file', { name: 'holidays.ics', mimeType: 'text/calendar', buffer: Buffer.from(holiday.join('\r\n')) });
  await page.click('button:text-is("Import")');
  await done(page, `${name} imported`, 'Saved.');
  check(`${name}: the imported day is listed`, /May Day/.test(await page.textContent('.cards')));
  for (let n = 2; n > 0; n--) {
    await page.locator('.card button').first().click();
    await done(page, `${name} ${n} opened`, 'Saved.');
  }
  check(`${name}: no day is closed any more`, await page.locator('.cards').count() === 0);
}

async function byKeyboard(page, { date, pending }) {
  const tabTo = async selector => {
    for (let n = 0; n < 80; n++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(s => document.activeElement.matches(s), selector)) return true;
    }
    return false;
  };
  const go = async selector => {
    check(`keyboard: reaches ${selector}`, await tabTo(selector));
    check(`keyboard: sees the focus on ${selector}`, await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none'));
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  };
  await page.goto(`${address}/staff?view=week&day=${date}`);
  await go(`a[href="/staff/bookings/${pending}"]`);
  await go('button[value=approve]');
  check('keyboard: the result has the focus', /approved/.test(await page.evaluate(() => document.activeElement.textContent)));
  await go('a.button');
  await tabTo('a[rel=next]');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await tabTo('.day');
  for (let n = 0; n < 9 && !await page.evaluate(() => document.activeElement.matches('a.day')); n++) await page.keyboard.press('ArrowRight');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  check('keyboard: the times of the day have the focus', await page.evaluate(() => document.activeElement.id === 'times'));
  await go('.times button');
  check('keyboard: moved', /has moved/.test(await page.textContent('[role=status]')));
  await tabTo('summary');
  await page.keyboard.press('Enter');
  await tabTo('#cancel_reason');
  await page.keyboard.type('By keyboard');
  await go('button[value=cancel]');
  check('keyboard: cancelled', /is cancelled/.test(await page.textContent('[role=status]')));
}

// A page of another site, in which the browser is signed in here, sends a form.
async function attack(page, { confirmed }) {
  const stranger = await page.context().newPage();
  await stranger.route('http://stranger.example/**', route => route.fulfill({
    contentType: 'text/html', body: `<!DOCTYPE html><title>x</title><form method="post" action="${address}/staff/bookings/${confirmed}"><input name="action" value="cancel"></form><script>document.forms[0].submit()</script>`,
  }));
  await stranger.goto('http://stranger.example/').catch(() => {});
  await stranger.waitForURL(`${address}/**`);
  check('a form of another site is refused', /did not come from this page|Sign in/.test(await stranger.textContent('h1')));
  await page.goto(`${address}/staff/bookings/${confirmed}`);
  check('and changes nothing', /Confirmed/.test(await page.textContent('dl')));
  await stranger.close();
}

run(async () => {
  await serve({ SECOND_FACTOR: 'staff' });
  address = site.address;
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks'] });
  await enrol(browser);
  const token = await prepare();
  const pages = [];
  for (const [viewport, script, brand] of [[phone, true, 'salon'], [desktop, true, 'neutral'], [phone, false, 'neutral'], [desktop, false, 'salon']]) {
    await send('PUT', '/brand', brands[brand], { ...bearer(token), 'If-Match': '*' });
    await brandIsSeen();
    const page = await open(browser, viewport, { javaScriptEnabled: script });
    pages.push(page);
    const name = `${viewport === phone ? 'phone' : 'desktop'} ${script ? 'script' : 'plain'}`;
    const made = await bookings(token);
    await signIn(page, name);
    await week(page, name, made);
    await decide(page, name, made);
    await bookForGuest(page, name);
    await block(page, name, made);
    await closeDays(page, name);
    await noShow(page, name, made);
    if (viewport === desktop && script) {
      const more = await bookings(token);
      await byKeyboard(page, more);
      await attack(page, more);
    }
  }
  for (const [name, options] of [['dark', { colorScheme: 'dark' }], ['zoomed to 200 %', { viewport: { width: 640, height: 450 } }], ['narrow', { viewport: { width: 320, height: 640 } }]]) {
    const page = await open(browser, options.viewport ?? phone, { colorScheme: options.colorScheme, storageState: await pages[0].context().storageState() });
    const made = await bookings(token);
    for (const [part, route] of [['week', `/staff?view=week&day=${made.date}`], ['booking', `/staff/bookings/${made.pending}?move=1`], ['person', '/staff/new?service=cut&resource=kim&slot=2040-01-01T10:00:00Z'], ['block', '/staff/time-off'], ['closed days', '/staff/closed-days']]) {
      await page.goto(address + route);
      await step(page, `${name} ${part}`, (await page.textContent('h1')).trim());
    }
  }
  const hosts = new Set(pages.flatMap(page => page.requests.map(r => new URL(r.url()).host)));
  check('no other host is asked', hosts.size === 1 && hosts.has(new URL(address).host));
  const policies = await Promise.all(pages.flatMap(page => page.requests.filter(r => r.status() !== 303).map(r => r.headerValue('content-security-policy'))));
  check('every policy is strict', policies.length > 0 && policies.every(p => p.startsWith("default-src 'none'") && p.includes("frame-ancestors 'none'") && !p.includes('unsafe')));
  const complaints = pages.flatMap(page => page.complaints).filter(text => !/status of 4\d\d/.test(text));
  check(`the browser complains of nothing ${complaints.join(' ')}`, complaints.length === 0);
  await browser.close();
});
