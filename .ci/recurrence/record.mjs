// Records what the package rrule says about 500 random rules, with fixed seeds, for RuleAnswersTests:
//   npm install --no-save rrule@2.8.1 && node .ci/recurrence/record.mjs tests/BookingEngine.Tests/Bookings/Series/rrule-answers.tsv
import rrule from "rrule";
import { writeFileSync } from 'node:fs';
const { rrulestr } = rrule;
let seed = 20270314;
const next = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor((seed / 2 ** 32) * n); };
// A week without weekdays is left out: rrule takes all seven, RFC 5545 the one of DTSTART.
const some = (list, most) => { const copy = [...list], out = []; const n = 1 + next(most); for (let i = 0; i < n && copy.length; i++) out.push(copy.splice(next(copy.length), 1)[0]); return out; };
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const signed = (most) => (next(3) === 0 ? -1 : 1) * (1 + next(most));
const numbers = (most, negative, count) => [...new Set(Array.from({ length: 1 + next(count) }, () => negative ? signed(most) : 1 + next(most)))];
// The days before clock changes, and others.
const starts = ['2027-03-13', '2027-03-14', '2027-03-27', '2027-03-28', '2027-10-30', '2027-10-31', '2027-11-06', '2027-11-07', '2027-04-30', '2027-01-31', '2028-02-29', '2027-12-31'];
function rule() {
  const frequency = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'][next(4)];
  const parts = [`FREQ=${frequency}`];
  if (next(2)) parts.push(`INTERVAL=${1 + next(4)}`);
  if (next(4) === 0) parts.push(`WKST=${days[next(7)]}`);
  let by = false;
  if (next(4) === 0) { parts.push(`BYMONTH=${numbers(12, false, 4).join(',')}`); by = true; }
  if (frequency === 'DAILY' && next(3) === 0) { parts.push(`BYDAY=${some(days, 4).join(',')}`); by = true; }
  if (frequency === 'DAILY' && next(4) === 0) { parts.push(`BYMONTHDAY=${numbers(31, true, 6).join(',')}`); by = true; }
  if (frequency === 'WEEKLY' && next(3)) { parts.push(`BYDAY=${some(days, 4).join(',')}`); by = true; }
  if (frequency === 'MONTHLY') {
    const kind = next(4);
    if (kind === 0) { parts.push(`BYMONTHDAY=${numbers(31, true, 3).join(',')}`); by = true; }
    if (kind === 1) { parts.push(`BYDAY=${some(days, 3).join(',')}`); by = true; }
    if (kind === 0 && next(3) === 0) parts.push(`BYDAY=${some(days, 3).join(',')}`);
    if (kind === 2) { parts.push(`BYDAY=${some(days, 2).map((d) => `${signed(4)}${d}`).join(',')}`); by = true; }
  }
  if (frequency === 'YEARLY') {
    const kind = next(5);
    if (kind === 0) { parts.push(`BYYEARDAY=${numbers(365, true, 4).join(',')}`); by = true; }
    if (kind === 1) { parts.push(`BYWEEKNO=${numbers(52, true, 3).join(',')}`); parts.push(`BYDAY=${some(days, 3).join(',')}`); by = true; }
    if (kind === 2) { parts.push(`BYDAY=${some(days, 2).map((d) => `${signed(20)}${d}`).join(',')}`); by = true; }
    if (kind === 3) { parts.push(`BYMONTHDAY=${numbers(31, true, 3).join(',')}`); if (next(2)) parts.push(`BYDAY=${some(days, 3).join(',')}`); by = true; }
  }
  const text = parts.join(';');
  if (by && ['MONTHLY', 'YEARLY'].includes(frequency) && !/BYYEARDAY|BYWEEKNO.*BYMONTH|BYMONTH=.*BYWEEKNO/.test(text) && next(4) === 0) parts.push(`BYSETPOS=${['1', '-1', '1,2', '2'][next(4)]}`);
  return parts.join(';');
}
const answers = [];
while (answers.length < 500) {
  const start = starts[next(starts.length)], text = rule();
  const end = new Date(`${+start.slice(0, 4) + 2}-${start.slice(5)}T12:00:00Z`);
  const set = rrulestr(`DTSTART:${start.replaceAll('-', '')}T023000Z\nRRULE:${text}`);
  const dates = set.between(new Date(`${start}T02:30:00Z`), end, true).map((d) => d.toISOString().slice(0, 10)).slice(0, 40);
  if (dates.length) answers.push([start, text, dates.join(' ')]);
}
writeFileSync(process.argv[2], answers.map((a) => a.join('\t')).join('\n') + '\n');
