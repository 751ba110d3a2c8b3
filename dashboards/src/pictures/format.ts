/** Formats a number by one of Grafana's units. */
export function format(value: number, unit = 'none', decimals?: number): string {
  if (unit.startsWith('time:')) return dated(value, unit.slice('time:'.length));
  if (unit.startsWith('suffix:')) return `${fixed(value, decimals)} ${unit.slice('suffix:'.length).trim()}`;
  if (unit === 'percentunit') return `${fixed(value * 100, decimals)}%`;
  const scale = SCALES[unit];
  return scale ? scaled(value, scale, decimals) : fixed(value, decimals);
}

type Scale = [from: number, name: string][];

const DURATION: Scale = [
  [604800, 'weeks'], [86400, 'days'], [3600, 'hours'], [60, 'mins'], [1, 's'], [1e-3, 'ms'], [1e-6, 'µs'], [1e-9, 'ns'],
];

const SCALES: Record<string, Scale> = {
  s: DURATION,
  m: DURATION.slice(0, 4).map(([from, name]) => [from / 60, name]),
  bytes: [[2 ** 30, 'GiB'], [2 ** 20, 'MiB'], [2 ** 10, 'KiB'], [1, 'B']],
};

function scaled(value: number, scale: Scale, decimals?: number): string {
  const [from, name] = scale.find(([from]) => Math.abs(value) >= from) ?? scale.at(-1)!;
  return `${fixed(value / from, decimals)} ${value === 0 ? scale.find(([from]) => from === 1)![1] : name}`;
}

/** Without decimals given, as many as Grafana finds fit for the size. */
function fixed(value: number, decimals = fitting(value)): string {
  return value.toFixed(decimals).replace(/^-(0\.?0*)$/, '$1');
}

function fitting(value: number): number {
  if (Number.isInteger(value)) return 0;
  const decimals = 1 - Math.floor(Math.log10(Math.abs(value)));
  return Math.max(0, Math.abs(value) * 10 ** decimals > 2.25 ? decimals + 1 : decimals);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant in milliseconds by moment's letters, in the zone of the process. */
export function dated(at: number, pattern: string): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const parts: Record<string, string> = {
    YYYY: String(date.getFullYear()),
    MMM: MONTHS[date.getMonth()],
    MM: two(date.getMonth() + 1),
    M: String(date.getMonth() + 1),
    DD: two(date.getDate()),
    D: String(date.getDate()),
    HH: two(date.getHours()),
    mm: two(date.getMinutes()),
  };
  return pattern.replace(/YYYY|MMM|MM|M|DD|D|HH|mm/g, (letters) => parts[letters]);
}
