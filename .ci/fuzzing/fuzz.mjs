// Sends random requests of the API document to a running host: node fuzz.mjs <the host's assembly> <work folder>
import { mkdirSync, readFileSync } from 'node:fs';
import { startHost } from './host.mjs';
import { Known } from './known.mjs';
import { mutate } from './mutations.mjs';
import { People, preparations } from './people.mjs';
import { Random } from './random.mjs';
import { operationsOf, Requests, wireOf } from './requests.mjs';
import { Values } from './values.mjs';

const [, , assembly, work] = process.argv;
const total = +(process.env.FUZZ_REQUESTS || 20_000);
const seed = +(process.env.FUZZ_SEED || Math.floor(Math.random() * 1e9));
const atOnce = 8;
// What a process may hold more at the end than after the first half.
const growth = 64 * 1024 * 1024;
const key = 'the-key-of-the-fuzz';

console.log(`FUZZ_SEED=${seed} FUZZ_REQUESTS=${total}`);
mkdirSync(`${work}/data/mail`, { recursive: true });
const host = await startHost(assembly, work, {
  DATA_DIR: `${work}/data`, API_KEY: key, RATE_LIMITS: 'off', WEBHOOK_ALLOW_LOOPBACK: 'true', HOLDS_PER_CUSTOMER: 'off', ADMIN_EMAIL: 'root@example.com', ADMIN_PASSWORD: 'the root of all',
});
const random = new Random(seed);
const known = new Known();
const people = new People(host, key, known, `${work}/data/mail`);
const document = JSON.parse((await host.send({ method: 'GET', target: '/openapi.json' })).text);
const operations = operationsOf(document);
const requests = new Requests(new Values(document, random, known), known, random, key);
const results = new Map(operations.map((operation) => [operation.name, { reached: 0, sent: 0, wrong: [], last: '' }]));
// The tokens of links, by operation.
const tokens = new Map();
const statuses = {};
let failures = 0, unsent = 0;

// What is wrong with an answer, or nothing.
function faultOf(operation, request, answer, mutated) {
  if (answer.failure) return answer.failure;
  if (answer.status >= 500) return `${answer.status} ${answer.text.slice(0, 300)}`;
  if (!mutated && !operation.statuses.has(answer.status)) return `${answer.status} is not in the document: ${answer.text.slice(0, 300)}`;
  // A request that the server refuses before the app sees it has no correlation id.
  if (answer.status < 400 || request.method === 'HEAD' || !answer.headers['x-correlation-id']) return undefined;
  // A strange path may be that of a page.
  if (request.strange && answer.headers['content-type']?.startsWith('text/html')) return undefined;
  const problem = answer.json ?? {};
  return problem.status === answer.status && problem.code && problem.detail ? undefined : `${answer.status} without problem details: ${answer.text.slice(0, 200)}`;
}

async function send(operation, prepared, optional, mutated) {
  const request = requests.make(operation, prepared, optional);
  const change = mutated ? mutate(request, random) : undefined;
  const wire = wireOf(request);
  const answer = await host.send(wire);
  const result = results.get(operation.name);
  result.sent++;
  if (answer.unsent) { unsent++; return false; }
  statuses[answer.status ?? 'none'] = (statuses[answer.status ?? 'none'] ?? 0) + 1;
  const fault = faultOf(operation, request, answer, mutated);
  if (fault) result.wrong.push(`${wire.method} ${wire.target.slice(0, 300)} ${change ?? ''} ${String(wire.body ?? '').slice(0, 300)} -> ${fault}`);
  if (answer.status === 401 && prepared.account?.role && request.headers.Authorization === `Bearer ${prepared.account.token}`) people.forget(prepared.account);
  const success = answer.status >= 200 && answer.status < 300;
  if (success && !request.strange) {
    result.reached++;
    known.learn(operation.path, request.params, answer.json);
  } else if (!success && !mutated && result.reached === 0 && result.sent < 20) {
    result.last = `${answer.status} ${(answer.text ?? '').slice(0, 200)}`;
  }
  return success;
}

async function prepare(operation, role, careful) {
  const preparation = preparations[operation.name];
  const known = tokens.get(operation.name);
  let prepared = {};
  if (preparation && (careful || random.chance(0.1))) {
    prepared = await preparation(people);
    if (prepared.token) tokens.set(operation.name, prepared.token);
  } else if (known) {
    prepared = { token: known };
  }
  return operation.open || prepared.token ? prepared : { account: await people.caller(role), ...prepared };
}

// Each operation until it succeeds: first as its example, then with what is required, then with more.
async function reachAll() {
  const ways = ['example', 0, 'example', 0, 0.3, 0.3, 0.6, 0];
  for (const [round, way] of ways.entries()) {
    for (const operation of operations.filter((o) => results.get(o.name).reached === 0)) {
      try {
        await send(operation, await prepare(operation, round % 4 === 3 ? 'customer' : 'admin', true), way, false);
      } catch (error) {
        results.get(operation.name).last = error.message;
      }
    }
  }
}

async function sendRandom() {
  const operation = random.weighted(operations, (o) => (o.costly ? 0.05 : 1));
  const role = random.weighted(['admin', 'customer', 'staff'], (r) => ({ admin: 6, customer: 3, staff: 1 })[r]);
  const prepared = await prepare(operation, role, false).catch(() => ({}));
  await send(operation, prepared, random.of(['example', 0, 0.3, 0.6]), random.chance(0.5));
}

const started = Date.now();
const memory = [];
try {
  await people.begin('root@example.com', 'the root of all');
  await reachAll();
  let left = total - [...results.values()].reduce((sum, { sent }) => sum + sent, 0);
  const clients = Array.from({ length: atOnce }, async () => {
    while (left-- > 0 && !host.ended) {
      await sendRandom();
      if (left % Math.ceil(total / 40) === 0) memory.push(host.memory());
    }
  });
  await Promise.all(clients);
} catch (error) {
  failures++;
  console.log(`FAILED: ${error.stack}`);
}

function check(what, holds, why = '') {
  if (!holds) failures++;
  if (!holds || !what.includes(' /')) console.log(`${holds ? 'ok' : 'FAILED'}: ${what}${holds ? '' : `: ${why}`}`);
  return holds ? 1 : 0;
}

let passed = 0;
for (const [name, { reached, wrong, last }] of results) {
  passed += check(`${name} succeeds`, reached > 0, `NOT REACHED, last answer: ${last}`);
  passed += check(`${name} answers as documented`, wrong.length === 0, `${wrong.length} times, such as\n  ${wrong.slice(0, 3).join('\n  ')}`);
}
const sent = [...results.values()].reduce((sum, result) => sum + result.sent, 0);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const [half, last] = [median(memory.slice(memory.length / 2, memory.length * 0.7)), median(memory.slice(-6))];
passed += check('the host still serves', !host.ended && (await host.send({ method: 'GET', target: '/health/ready' })).status === 200, 'it does not');
passed += check('no error is logged', !/^[\d:.]* ?(fail|crit): |Unhandled exception/m.test(readFileSync(`${work}/host.log`, 'utf8')), `see ${work}/host.log`);
passed += check('memory stays flat', last - half < growth, `${half} bytes after the first half, ${last} at the end`);
console.log(`${sent} requests to ${operations.length} operations in ${Math.round((Date.now() - started) / 1000)} s, ${unsent} that could not be sent; `
  + `answers ${JSON.stringify(statuses)}; memory ${memory.map((bytes) => Math.round(bytes / 1048576)).filter((_, i) => i % 4 === 0).join(' ')} MB`);
console.log(`fuzz: ${passed} passed, ${failures} failed`);
await host.stop();
process.exit(failures === 0 ? 0 : 1);
