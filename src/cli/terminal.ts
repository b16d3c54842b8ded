const FAST_MS = 100;
const SLOW_MS = 3000;

/** What a stream of the process and one of a test have in common. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Where a command speaks: data go to standard output, everything else to standard error. */
export class Terminal {
  private shown = 0;
  private transient = false;

  constructor(
    private readonly output: Output,
    private readonly messages: Output,
  ) {}

  /** A line of data. */
  print(line: string): void {
    this.clear();
    this.output.write(`${line}\n`);
  }

  /** A line for people. */
  say(line: string): void {
    this.clear();
    this.messages.write(`${line}\n`);
  }

  /** How far long work has come: one line that changes, or a new line every few seconds. */
  progress(text: string): void {
    const now = performance.now();
    if (this.shown === 0) this.shown = now;
    const interactive = this.messages.isTTY === true;
    if (now - this.shown < (interactive ? FAST_MS : SLOW_MS)) return;
    this.shown = now;
    this.messages.write(interactive ? `\r\u001b[2K${text}` : `${text}\n`);
    this.transient = interactive;
  }

  /** Texts as they are, for a library that ends its lines itself. */
  readonly raw = {
    print: (text: string): void => void this.output.write(text),
    say: (text: string): void => void this.messages.write(text),
  };

  private clear(): void {
    if (this.transient) this.messages.write('\r\u001b[2K');
    this.transient = false;
  }
}

/** Rows as lines of aligned columns. What could steer a terminal is shown as a question mark. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}/gu, '?')));
  const widths = cells.reduce<number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  return cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
