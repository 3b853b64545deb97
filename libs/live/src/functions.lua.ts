import { createHash } from 'node:crypto';
import { DOORBELL } from './doorbell.js';
import { LOG_WINDOW } from './log-window.js';

/**
 * Keys: 1 meta, 2 log, 3 view. Every function looks first whether the story is whole, checks everything before its
 * first write, and has no `allow-oom` flag: a server out of memory refuses it at the start, never half way.
 * `count_readers` has nothing to do with these: its one key is described in `reader-counts.ts`.
 */
const BODY = `
local function whole(keys)
  local m = redis.pcall('HMGET', keys[1], 'epoch', 'top', 'first', 'hash', 'fields', 'installed')
  if m.err then return nil end
  for i = 1, 6 do if not m[i] then return nil end end
  local top, first = tonumber(m[2]), tonumber(m[3])
  -- a key of another type answers with an error, which equals no number
  if redis.pcall('HLEN', keys[2]) ~= top - first + 1 then return nil end
  if redis.pcall('HLEN', keys[3]) ~= tonumber(m[5]) then return nil end
  return { epoch = m[1], top = top, first = first, hash = m[4], installed = m[6], head = { m[1], m[2], m[4], m[6] } }
end

-- Arguments are lists with their length in front.
local function cursor(args)
  local at = 0
  local function one() at = at + 1; return args[at] end
  local function list()
    local items = {}
    for i = 1, tonumber(one()) do items[i] = one() end
    return items
  end
  return one, list
end

local function set_view(key, set, remove)
  for i = 1, #set, 2 do redis.call('HSET', key, set[i], set[i + 1]) end
  for i = 1, #remove do redis.call('HDEL', key, remove[i]) end
end

local function move(keys, epoch, first, top, hash)
  local fields = redis.call('HLEN', keys[3])
  redis.call('HSET', keys[1], 'epoch', epoch, 'first', first, 'top', top, 'hash', hash, 'fields', fields)
end

-- Says where the story moved, not what by: who heard late of words that came with it would send them although they
-- are withheld by then.
local function ring(story, epoch, base, top, committed_at)
  redis.call('PUBLISH', '${DOORBELL}', table.concat({ story, epoch, base, top, committed_at }, ' '))
end

-- An entry is five lines: update, cities, totals, event, withheld event ('' when there is none).
local function withhold(log, first, top, pairs_of)
  if #pairs_of == 0 then return end
  local up_to = {}
  for i = 1, #pairs_of, 2 do
    up_to[pairs_of[i]] = math.max(up_to[pairs_of[i]] or 0, tonumber(pairs_of[i + 1]))
  end
  for seq = first, top do
    local entry = redis.call('HGET', log, seq) or ''
    local update, cities, totals, _, withheld = string.match(entry, '^(.-)\\n(.-)\\n(.-)\\n(.-)\\n(.+)$')
    if update and up_to[update] and seq <= up_to[update] then
      redis.call('HSET', log, seq, table.concat({ update, cities, totals, withheld, '' }, '\\n'))
    end
  end
end

-- story, epoch, base, base hash, installed, new hash, committed at, [entry], [update, up to], [field, json], [field]
local function apply(keys, args)
  local one, list = cursor(args)
  local story, epoch, base, hash, installed, new_hash = one(), one(), tonumber(one()), one(), one(), one()
  local committed_at = one()
  local entries, withheld, set, remove = list(), list(), list(), list()
  local live = whole(keys)
  if not live then return { 'absent' } end
  if live.epoch ~= epoch then return { 'epoch' } end
  if live.top ~= base or live.installed ~= installed then return { 'gap' } end
  if live.hash ~= hash then return { 'fork' } end
  for i = 1, #entries do redis.call('HSET', keys[2], base + i, entries[i]) end
  local top, first = base + #entries, live.first
  while top - first + 1 > ${LOG_WINDOW} do
    redis.call('HDEL', keys[2], first)
    first = first + 1
  end
  withhold(keys[2], first, top, withheld)
  set_view(keys[3], set, remove)
  move(keys, epoch, first, top, new_hash)
  ring(story, epoch, base, top, committed_at)
  return { 'applied' }
end

-- story, epoch, top, hash, new installed, installed seen before, force, [entry], [field, json]
local function install(keys, args)
  local one, list = cursor(args)
  local story, epoch, top, hash, installed = one(), one(), tonumber(one()), one(), one()
  local seen, force, entries, set = one(), one() == '1', list(), list()
  local live = whole(keys)
  if live then
    if live.installed ~= seen then return { 'kept' } end
    if live.epoch == epoch and (live.top > top or (live.top == top and not force)) then return { 'kept' } end
  end
  redis.call('DEL', keys[1], keys[2], keys[3])
  local first = top - #entries + 1
  for i = 1, #entries do redis.call('HSET', keys[2], first + i - 1, entries[i]) end
  set_view(keys[3], set, {})
  redis.call('HSET', keys[1], 'installed', installed)
  move(keys, epoch, first, top, hash)
  ring(story, epoch, top, top, '')
  return { 'installed' }
end

local function head(keys)
  local live = whole(keys)
  return live and live.head or {}
end

-- after, limit
local function read(keys, args)
  local live = whole(keys)
  if not live then return {} end
  local from = math.max(tonumber(args[1]) + 1, live.first)
  local answer = { live.epoch, tostring(live.top), tostring(live.first), tostring(from) }
  for seq = from, math.min(live.top, from + tonumber(args[2]) - 1) do
    local entry = redis.call('HGET', keys[2], seq)
    if not entry then return {} end
    answer[#answer + 1] = entry
  end
  return answer
end

local function view(keys)
  local live = whole(keys)
  if not live then return {} end
  return { live.head, redis.call('HGETALL', keys[3]) }
end

-- gateway, its readers, seconds that a word holds. By this server's clock: those of the gateways need not agree.
local function count_readers(keys, args)
  local gateway, here, holds = args[1], tonumber(args[2]), tonumber(args[3])
  local now = tonumber(redis.call('TIME')[1])
  if here > 0 then redis.call('HSET', keys[1], gateway, here .. ' ' .. now)
  else redis.call('HDEL', keys[1], gateway) end
  local sum, said = 0, redis.call('HGETALL', keys[1])
  for i = 1, #said, 2 do
    local count, at = string.match(said[i + 1], '^(%d+) (%d+)$')
    if count and math.abs(now - at) <= holds then sum = sum + count
    else redis.call('HDEL', keys[1], said[i]) end
  end
  redis.call('EXPIRE', keys[1], holds)
  return sum
end
`;

/** Names carry the text's digest: two versions of the product side by side each call their own. */
const VERSION = createHash('sha256').update(BODY).digest('hex').slice(0, 8);

export type FunctionName = 'apply' | 'install' | 'head' | 'read' | 'view' | 'count_readers';
export const functionName = (name: FunctionName): string => `dateline_${VERSION}_${name}`;

const register = (name: FunctionName, flags: string): string =>
  `redis.register_function{ function_name = '${functionName(name)}', callback = ${name}, flags = { ${flags} } }`;

export const FUNCTION_LIBRARY = [
  `#!lua name=dateline_${VERSION}`,
  BODY,
  register('apply', ''),
  register('install', ''),
  register('head', "'no-writes'"),
  register('read', "'no-writes'"),
  register('view', "'no-writes'"),
  register('count_readers', ''),
].join('\n');
