/** A day as `YYYY-MM-DD`: how days are kept in memory and in both databases. */
export type Day = string;
/** A moment of the configured time zone as `YYYY-MM-DD HH:MM:SS`. */
export type Moment = string;

const DAY = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})-(\d{1,2})-(\d{4}))$/;
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** `22-11-2026` or `2026-11-22` as a day; null when the text is no day of the calendar. */
export function parseDay(text: string): Day | null {
  const match = DAY.exec(text);
  if (!match) return null;
  const [year, month, day] = match[1]
    ? [match[1], match[2], match[3]]
    : [match[6], match[5], match[4]];
  return existingDay(Number(year), Number(month), Number(day));
}

/** A day with an optional time (`HH:MM[:SS]`, a blank or `T` between) as a moment, else null. */
export function parseMoment(text: string): Moment | null {
  const [dayText = '', timeText, ...rest] = text.split(/[ T]/);
  const day = parseDay(dayText);
  if (!day || rest.length > 0) return null;
  if (timeText === undefined) return `${day} 00:00:00`;
  const time = parseTime(timeText);
  return time && `${day} ${time}`;
}

/** `9:05` or `09:05:30` as `HH:MM:SS`, else null. */
export function parseTime(text: string): string | null {
  const match = TIME.exec(text);
  return match && `${match[1]?.padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}`;
}

/** `2026-11-22` as `22-11-2026`; whatever else follows the day (a time) is kept. */
export function presentDay(day: string): string {
  return day.charCodeAt(4) === 45 && day.charCodeAt(7) === 45
    ? day.slice(8, 10) + '-' + day.slice(5, 7) + '-' + day.slice(0, 4) + day.slice(10)
    : day;
}

function existingDay(year: number, month: number, day: number): Day | null {
  if (year < 1000 || month < 1 || month > 12 || day < 1) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The day so many days later. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
