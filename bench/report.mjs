/** What a benchmark prints, and whether it is good enough. */
const MOST_MEMORY_MB = 100;

export function headings([one, other]) {
  const names = [one.name.padStart(12), other.name.padStart(8)].join(' ');
  return [
    '                           requests/s                               µs of processor/request',
    `load                  ${names}   ratio  target         ${names}`,
  ].join('\n');
}

/** A load without a target always reaches it. */
export function reaches({ target }, { ratio }) {
  return target === null || ratio >= target;
}

export function loadRow(load, { figures: [one, other], ratio }) {
  return [
    load.name.padEnd(21),
    one.perSecond.toFixed(0).padStart(12),
    other.perSecond.toFixed(0).padStart(8),
    ratio.toFixed(2).padStart(7),
    (load.target?.toFixed(2) ?? '-').padStart(7),
    (load.target === null ? '' : verdict(reaches(load, { ratio }))).padEnd(8),
    one.microseconds.toFixed(0).padStart(12),
    other.microseconds.toFixed(0).padStart(8),
  ].join(' ');
}

/** True as well where memory can not be measured. */
export function staysFlat({ before, peak }) {
  return !(peak - before >= MOST_MEMORY_MB * 1024 ** 2);
}

export function memoryLines({ before, peak, bytes, rows, rowsPerSecond }) {
  const memory = Number.isNaN(peak)
    ? 'memory is not measured where there is no /proc'
    : `memory ${megabytes(before)} MB before, ${megabytes(peak)} MB at the peak: grows by ` +
      `${megabytes(peak - before)} MB, less than ${MOST_MEMORY_MB} wanted, ` +
      verdict(staysFlat({ before, peak }));
  return [
    `limit=0: ${rows} rows, ${megabytes(bytes)} MB of JSON, ${Math.round(rowsPerSecond)} rows/s`,
    `limit=0: ${memory}`,
  ].join('\n');
}

function verdict(reached) {
  return reached ? 'reached' : 'MISSED';
}

function megabytes(bytes) {
  return Math.round(bytes / 1024 ** 2);
}
