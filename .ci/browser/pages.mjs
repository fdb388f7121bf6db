// Both pages as a user sees them: rendered, without requests to other hosts, and with a booking sent from the page.
import { chromium } from 'playwright-core';
import { check, equal, slot } from './checks.mjs';
import { SwaggerPage } from './swagger-page.mjs';

const { ADDRESS, API_KEY, BROWSER, SHOTS } = process.env;
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const browser = await chromium.launch({ executablePath: BROWSER, args });
const document = await (await fetch(`${ADDRESS}/openapi.json`)).json();
const operations = [document.paths, document.webhooks].flatMap(paths => Object.values(paths).flatMap(path => Object.values(path)));

async function open(path) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(15_000);
  const [hosts, complaints] = [new Set(), []];
  page.on('request', request => hosts.add(new URL(request.url()).origin));
  page.on('console', message => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(error.message));
  await page.exposeFunction('complain', text => complaints.push(text));
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', e => window.complain(`${e.violatedDirective}: ${e.blockedURI}`)));
  await page.goto(`${ADDRESS}${path}`, { waitUntil: 'networkidle' });
  return { page, hosts, complaints };
}

async function checkQuiet(path, { hosts, complaints }) {
  await check(`${path} asks no other host`, () => equal([...hosts], [ADDRESS]));
  await check(`${path} breaks no rule of its policy and logs no error`, () => equal(complaints, []));
}

const docs = await open('/docs');
const swagger = new SwaggerPage(docs.page);
const user = { email: 'ada@example.com', password: 'correct horse battery', full_name: 'Ada Lovelace' };
await check('/docs shows every operation and every webhook', async () => {
  await docs.page.waitForSelector('.opblock');
  equal(await docs.page.locator('.opblock').count(), operations.length);
  equal(await docs.page.title(), document.info.title);
});
await docs.page.screenshot({ path: `${SHOTS}/docs.png`, fullPage: true });
await check('/docs refuses a booking without key and token', async () => equal((await swagger.send('bookingsCreate', JSON.stringify({ slot }))).status, 403));
await check('/docs registers a user', async () => {
  await swagger.authorize('apiKey', API_KEY);
  equal((await swagger.send('authRegister', JSON.stringify(user))).status, 201);
});
await check('/docs signs the user in', async () => {
  const answer = await swagger.send('authToken', { username: user.email, password: user.password });
  equal(answer.status, 200);
  await swagger.authorize('bearerToken', answer.body.access_token);
});
await check('/docs books a slot', async () => {
  const answer = await swagger.send('bookingsCreate', JSON.stringify({ slot }));
  equal([answer.status, answer.body.slot], [201, slot]);
});
await docs.page.locator('#operations-Bookings-bookingsCreate').screenshot({ path: `${SHOTS}/docs-booked.png` });
await check('/docs lists the booking', async () => equal((await swagger.send('bookingsList', {})).body.bookings.map(b => b.slot), [slot]));
// The browser logs every 403, and this one is expected.
docs.complaints.splice(0, Infinity, ...docs.complaints.filter(text => !text.includes('status of 403')));
await checkQuiet('/docs', docs);

const redoc = await open('/redoc');
await check('/redoc shows every operation and every webhook', async () => {
  await redoc.page.waitForSelector('.api-content [id^="operation/"]');
  const ids = await redoc.page.locator('.api-content [id^="operation/"]').evaluateAll(sections => sections.map(section => section.id));
  equal(ids.sort(), operations.map(o => `operation/${o.operationId}`).sort());
  equal(await redoc.page.title(), document.info.title);
});
await redoc.page.screenshot({ path: `${SHOTS}/redoc.png` });
await redoc.page.locator('[id="tag/Bookings/operation/bookingsCreate"]').screenshot({ path: `${SHOTS}/redoc-book.png` });
await checkQuiet('/redoc', redoc);
await browser.close();
