-- Counts what wrk itself lets pass: an answer that is not 200, or not as long as the first one was.
wrong = 0
local threads, size = {}, tonumber(os.getenv("ANSWER_BYTES"))
function setup(thread) table.insert(threads, thread) end
function response(status, headers, body)
  if status ~= 200 or #body ~= size then wrong = status * 1000000 + #body end
end
function done(summary)
  local bad, errors = 0, summary.errors
  for _, thread in ipairs(threads) do bad = math.max(bad, thread:get("wrong")) end
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('{"requests": %d, "seconds": %f, "lost": %d, "status": %d, "bytes": %d}\n',
    summary.requests, summary.duration / 1e6, lost, bad / 1000000, bad % 1000000))
end
