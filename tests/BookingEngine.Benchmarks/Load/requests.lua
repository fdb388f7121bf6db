-- wrk's side of LoadPlan: builds each request, and prints one line that Measurement reads.
local kind = os.getenv("BENCHMARK_KIND")
local first_slot = tonumber(os.getenv("BENCHMARK_FIRST_SLOT"))
local start_of_2031 = 1924992000
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  tokens, n, wrk_threads = {}, 0, tonumber(args[1])
  for token in io.lines(os.getenv("BENCHMARK_TOKENS")) do
    tokens[#tokens + 1] = "Host: localhost\r\nx-api-key: " .. os.getenv("BENCHMARK_API_KEY") .. "\r\nAuthorization: Bearer " .. token .. "\r\n"
  end
end

function request()
  if kind == "bare" then
    return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
  end
  n = n + 1
  local headers = tokens[n % #tokens + 1]
  if kind == "list" then
    return "GET /bookings HTTP/1.1\r\n" .. headers .. "\r\n"
  end
  if kind == "free" then
    return "GET /availability?service_id=week&from=2031-01-06&to=2031-01-13 HTTP/1.1\r\n" .. headers .. "\r\n"
  end
  local slot, calendar = first_slot + n * wrk_threads + id, ""
  if kind == "spread" then
    calendar = string.format("service_id=spread&resource_id=spread-%02d&", slot % 50)
    slot = math.floor(slot / 50)
  end
  local text = os.date("!%Y-%m-%dT%H:%M:%SZ", start_of_2031 + slot * 1800)
  return "POST /bookings?" .. calendar .. "slot=" .. text .. " HTTP/1.1\r\n" .. headers .. "Content-Length: 0\r\n\r\n"
end

function done(summary, latency, requests)
  local e = summary.errors
  local failed = e.connect + e.read + e.write + e.timeout + e.status
  print(string.format("RESULT %d %d %d %d %d %d",
    summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
