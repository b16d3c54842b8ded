/** What a benchmark prints, and whether it is good enough. */
const MOST_MEMORY_MB = 100;

export const HEADINGS = [
  '                           requests/s                               µs of processor/request',
  'load                   facturanest     bare   ratio  target          facturanest     bare',
].join('\n');

/** A load without a target always reaches it. */
export function reaches({ target }, { ratio }) {
  return target === null || ratio >= target;
}

export function loadRow(load, { ours, bare, ratio }) {
  return [
    load.name.padEnd(21),
    ours.perSecond.toFixed(0).padStart(12),
    bare.perSecond.toFixed(0).padStart(8),
    ratio.toFixed(2).padStart(7),
    (load.target?.toFixed(2) ?? '-').padStart(7),
    (load.target === null ? '' : verdict(reaches(load, { ratio }))).padEnd(8),
    ours.microseconds.toFixed(0).padStart(11),
    bare.microseconds.toFixed(0).padStart(8),
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
