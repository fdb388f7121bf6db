import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import http from 'node:http';
import { createInterface } from 'node:readline';

const longest = 30_000;

// The built local host on a free port, with an own data folder and no rate limits.
export async function startHost(assembly, work, settings) {
  const process_ = spawn('dotnet', [assembly, '--urls', 'http://127.0.0.1:0'], { cwd: work, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(`${work}/host.log`);
  process_.stderr.pipe(log);
  let ended = false;
  process_.on('exit', () => (ended = true));
  const address = await new Promise((resolve, reject) => {
    process_.on('exit', () => reject(new Error(`the host did not start: ${work}/host.log`)));
    createInterface({ input: process_.stdout }).on('line', (line) => {
      log.write(`${line}\n`);
      const found = /serves on (http:\/\/[^ ,]+)/.exec(line);
      if (found) resolve(new URL(found[1]));
    });
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  return {
    address,
    get ended() { return ended; },
    send: (request) => send(agent, address, request),
    // The memory in use, in bytes.
    memory: () => 1024 * +/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process_.pid}/status`, 'utf8'))[1],
    stop: () => new Promise((resolve) => { agent.destroy(); process_.once('exit', resolve); process_.kill('SIGTERM'); }),
  };
}

// The answer, or { failure } when there is none.
function send(agent, address, { method, target, headers = {}, body }) {
  return new Promise((resolve) => {
    let request;
    const sent = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    try {
      request = http.request({ agent, host: address.hostname, port: address.port, method, path: target, headers: { ...headers, ...sent }, timeout: longest });
    } catch (error) {
      // Node itself refuses to send it.
      resolve({ unsent: String(error.code) });
      return;
    }
    request.on('timeout', () => request.destroy(new Error(`no answer in ${longest / 1000} s`)));
    request.on('error', (error) => resolve({ failure: error.message }));
    request.on('response', (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', (error) => resolve({ failure: error.message }));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        let json;
        try { json = JSON.parse(text); } catch { /* No JSON. */ }
        resolve({ status: response.statusCode, headers: response.headers, text, json });
      });
    });
    request.end(body);
  });
}
