import { Agent, request } from 'node:http';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { Database } from '../../src/kernel/database/database.js';
import { Registry, type ColumnDefinition, type ModelDefinition } from '../../src/models/index.js';
import { insertStatement } from '../../src/models/life-cycle/statements.js';
import { KEY, startApi, type TestApi } from './api.js';
import { type Engine } from './place.js';
import {
  plausibleRows,
  type Body,
  type Encoding,
  type Known,
  type Step,
  type Target,
} from './fuzz-values.js';

/** What came back for a step, and what is wrong with it by itself. */
export interface Outcome {
  /** What both engines must agree on. */
  readonly shared: {
    readonly step: string;
    readonly status: number;
    readonly code?: string;
    readonly fields?: readonly string[];
    readonly data?: unknown;
  };
  readonly faults: readonly string[];
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: unknown;
}

type Row = Record<string, unknown>;

/** Rows that no client can make: for what refers to them. */
const UNREACHABLE: Readonly<Record<string, Row>> = {
  attached_files: {
    date: '2026-02-03',
    filename: 'a.png',
    idfile: 1,
    hour: '10:20:30',
    mimetype: 'image/png',
    path: 'MyFiles/2026/02/a.png',
    size: 10,
  },
  work_events: { creation_date: '2026-02-03 10:20:30', done: false, id: 1, name: 'x', workers: 0 },
};

/** Otherwise each server would sign links with a secret of its own. */
const SAME_LINKS = { FILE_SECRET: 'the same secret for every engine' };
/** Members that only reads have, by table. */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  attached_files: ['download', 'download-permanent'],
  productos_imagenes: ['download', 'download-permanent', 'thumbnails'],
};

const INTERNALS =
  /node_modules|SQLITE_|\bER_[A-Z]{2,}_[A-Z]|SQLSTATE|\bat \S+ \(|\.(?:ts|js):\d|<html/i;

/** A server of one engine that plays generated steps and looks at each answer. */
export class Player {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });
  /** Keys of the first records of each table: later ones are numbered otherwise on each engine. */
  private readonly firsts = new Map<string, readonly string[]>();
  private created: string[] = [];
  /** What the last count was, until a write is done. */
  private lastCount: string | null = null;

  private constructor(
    readonly engine: Engine,
    private readonly api: TestApi,
  ) {}

  static async start(engine: Engine): Promise<Player> {
    return new Player(engine, await startApi(engine, SAME_LINKS));
  }

  get registry(): Registry {
    return this.api.server.app.get(Registry);
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.api.stop();
  }

  /** Rows that no client can make, for what refers to them. */
  async prepare(): Promise<void> {
    await this.api.server.app.get(UnitOfWork).run(async (transaction) => {
      for (const [table, row] of Object.entries(UNREACHABLE)) {
        const model = this.registry.ofTable(table);
        const { text, values } = insertStatement(model, [row], transaction.dialect);
        await transaction.run(text, values);
      }
    });
    await this.send('PUT', '/empresas/1', { nombre: 'Company', nombrecorto: 'Company' });
    await this.fill();
    for (const model of this.registry.all) this.firsts.set(model.table, await this.keysOf(model));
  }

  /**
   * Makes a record of every model that has none, so that references have something to name.
   *
   * @returns the refusals, a line each
   */
  async fill(): Promise<string[]> {
    for (let round = 0; ; round++) {
      const empty = await this.emptyModels();
      const rows = empty.length > 0 ? plausibleRows(empty, await this.known()) : [];
      const lines: string[] = [];
      for (const { model, body } of rows) {
        const { status, text } = await this.send('POST', `/${model.resource}`, body);
        if (status !== 200) lines.push(`${model.resource} ${JSON.stringify(body)}: ${text}`);
      }
      if (lines.length === 0 || round === 4) return lines;
    }
  }

  /** Values that foreign keys may take. */
  async known(): Promise<Known> {
    const known = new Map<string, (string | number)[]>();
    const { dialect } = this.database;
    for (const { references } of this.registry.all.flatMap(({ columns }) => columns)) {
      if (!references) continue;
      const name = `${references.table}.${references.column ?? ''}`;
      if (known.has(name)) continue;
      const target = this.registry.ofTable(references.table);
      const firsts = this.firsts.get(target.table) ?? (await this.keysOf(target));
      const [key, column] = [target.key.name, references.column ?? target.key.name].map((name) =>
        dialect.quote(name),
      );
      const rows = await this.database.rows(
        `SELECT ${column} FROM ${dialect.quote(target.table)} WHERE ${column} IS NOT NULL ` +
          `AND ${key} IN (${['NULL', ...firsts.map(() => '?')].join(', ')}) ORDER BY ${key}`,
        firsts,
      );
      known.set(
        name,
        rows.map(([value]) => value as string | number),
      );
    }
    return known;
  }

  async play(model: ModelDefinition, steps: readonly Step[]): Promise<Outcome[]> {
    this.created = [];
    this.lastCount = null;
    const outcomes: Outcome[] = [];
    for (const step of steps) outcomes.push(await this.one(model, step));
    for (const key of this.created) await this.send('DELETE', `/${model.resource}/${encoded(key)}`);
    return outcomes;
  }

  private async one(model: ModelDefinition, step: Step): Promise<Outcome> {
    switch (step.kind) {
      case 'create':
      case 'change':
        return this.write(model, step);
      case 'remove':
        return this.remove(model, step.target);
      case 'read': {
        const path = this.path(model, step.target);
        return outcome(model, 'GET', await this.send('GET', path), oneFaults);
      }
      case 'list': {
        const query = step.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
        const path = `/${model.resource}?${query.join('&')}`;
        const listed = outcome(model, `GET ${path}`, await this.send('GET', path), listFaults);
        // Rows come in an order, and with ids, of the engine's own.
        const { data: _data, ...shared } = listed.shared;
        return { ...listed, shared };
      }
    }
  }

  private async write(
    model: ModelDefinition,
    step: Extract<Step, { kind: 'create' | 'change' }>,
  ): Promise<Outcome> {
    const method = step.kind === 'create' ? 'POST' : step.method;
    const path = step.target ? this.path(model, step.target) : `/${model.resource}`;
    const [count, before] = [await this.counted(), await this.send('GET', path)];
    const reply = await this.send(method, path, step.body, step.as);
    if (reply.status === 200) this.lastCount = null;
    const result = outcome(model, `${method} ${path}`, reply, writeFaults);
    const faults = [...result.faults];
    if (reply.status !== 200) {
      if ((await this.recount()) !== count) faults.push('a refused write left something behind');
      if (step.kind === 'change' && (await this.send('GET', path)).text !== before.text) {
        faults.push('a refused change changed the record');
      }
      return { ...result, faults };
    }
    const data = (reply.json as { data: Row }).data;
    const key = String(data[model.key.name]);
    if (step.kind === 'create') this.created.push(key);
    const shown = await this.send('GET', `/${model.resource}/${encoded(key)}`);
    const { apikey: _shownOnce, ...sent } = data;
    const expected = model.resource === 'apikeyes' && step.kind === 'create' ? sent : data;
    const links = LINKS[model.table] ?? [];
    const columns = Object.entries(Object(shown.json)).filter(([name]) => !links.includes(name));
    const same = JSON.stringify(Object.fromEntries(columns)) === JSON.stringify(expected);
    if (shown.status !== 200 || !same) {
      faults.push(`a following GET shows ${shown.status} ${shown.text.slice(0, 2000)}`);
    }
    return { ...result, faults };
  }

  private async remove(model: ModelDefinition, target: Target): Promise<Outcome> {
    const path = this.path(model, target);
    const count = await this.counted();
    const reply = await this.send('DELETE', path);
    if (reply.status === 200) this.lastCount = null;
    const result = outcome(model, `DELETE ${path}`, reply, writeFaults);
    const faults = [...result.faults];
    if (reply.status !== 200 && (await this.recount()) !== count) {
      faults.push('a refused deletion deleted something');
    }
    if (reply.status === 200 && (await this.send('GET', path)).status !== 404) {
      faults.push('the deleted record is still there');
    }
    return { ...result, faults };
  }

  private path(model: ModelDefinition, target: Target): string {
    if (target.of === 'nothing') return `/${model.resource}/${encoded(target.id)}`;
    const ids = target.of === 'created' ? this.created : (this.firsts.get(model.table) ?? []);
    return `/${model.resource}/${encoded(ids[target.index % ids.length] ?? 'none')}`;
  }

  private get database(): Database {
    return this.api.server.app.get(Database);
  }

  private async keysOf(model: ModelDefinition): Promise<string[]> {
    const { quote } = this.database.dialect;
    const key = quote(model.key.name);
    const rows = await this.database.rows(
      `SELECT ${key} FROM ${quote(model.table)} ORDER BY ${key} LIMIT 6`,
    );
    return rows.map(([value]) => String(value));
  }

  private async emptyModels(): Promise<ModelDefinition[]> {
    const counts = (await this.count()).split(',');
    return this.registry.all.filter((_model, index) => counts[index] === '0');
  }

  private async counted(): Promise<string> {
    return this.lastCount ?? this.recount();
  }

  private async recount(): Promise<string> {
    return (this.lastCount = await this.count());
  }

  /** Rows of each table as one text, without what is noted of requests in the background. */
  private async count(): Promise<string> {
    const { quote } = this.database.dialect;
    const counts = this.registry.all.map(({ table }) => {
      const which = table === 'logs' ? " WHERE channel IS NULL OR channel <> 'api'" : '';
      return `(SELECT COUNT(*) FROM ${quote(table)}${which})`;
    });
    const [row] = await this.database.rows(`SELECT ${counts.join(', ')}`);
    return String(row);
  }

  private send(method: string, path: string, body?: Body, as: Encoding = 'json'): Promise<Reply> {
    const { hostname, port } = new URL(this.api.base);
    const content = body && (as === 'json' ? JSON.stringify(body) : formOf(body));
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          hostname,
          port,
          method,
          path: `/api/3${path}`,
          agent: this.agent,
          headers: {
            Token: KEY,
            ...(content !== undefined && {
              'Content-Type':
                as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
              'Content-Length': Buffer.byteLength(content),
            }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const { statusCode = 0, headers } = response;
            resolve({ status: statusCode, headers, text, json: parsed(text) });
          });
        },
      );
      sent.on('error', (error) => reject(new Error(`${method} ${path}: ${error.message}`)));
      sent.end(content);
    });
  }
}

type Faults = (model: ModelDefinition, reply: Reply, step: string) => string[];

function outcome(model: ModelDefinition, step: string, reply: Reply, faultsOf: Faults): Outcome {
  const { status, headers, text, json } = reply;
  const faults: string[] = [];
  if (status >= 500 || status < 200) faults.push(`status ${status}`);
  if (headers['content-type'] !== 'application/json') faults.push('it is not declared as JSON');
  if (json === undefined) faults.push('it is no JSON');
  if (INTERNALS.test(text)) faults.push('it speaks of internals');
  faults.push(...(status === 200 ? faultsOf(model, reply, step) : errorFaults(reply)));
  const { code, details, data } = Object(json) as {
    code?: string;
    details?: { field?: string; code: string }[];
    data?: Row;
  };
  return {
    faults: faults.map((fault) => `${step}: ${fault}: ${status} ${text.slice(0, 2000)}`),
    shared: {
      step: step.split(' ')[0] ?? '',
      status,
      ...(code !== undefined && { code }),
      ...(details && { fields: details.map((each) => `${each.field ?? ''}: ${each.code}`) }),
      ...(status === 200 && data && { data: comparable(model, data) }),
    },
  };
}

function errorFaults({ json }: Reply): string[] {
  const { status, error, message, code } = Object(json) as Record<string, unknown>;
  return [
    ...(status === 'error' ? [] : ['its status is not "error"']),
    ...(typeof error === 'string' && error !== '' && error === message ? [] : ['it says nothing']),
    ...(/^[a-z0-9-]+$/.test(String(code)) ? [] : ['it has no code']),
    ...hiddenFaults((json as { data?: Row }).data),
  ];
}

const oneFaults: Faults = (model, { json }) => [
  ...(Object.hasOwn(Object(json) as object, model.key.name) ? [] : ['it has no key']),
  ...namesFaults(model, json as Row),
];

const listFaults: Faults = (model, { json, headers }) => [
  ...(Array.isArray(json) ? [] : ['it is no list']),
  ...(/^\d+$/.test(String(headers['x-total-count'])) ? [] : ['it has no total']),
  ...(json as Row[]).flatMap((row) => hiddenFaults(row).concat(strangersOf(model, row))),
];

const writeFaults: Faults = (model, { json }, step) => {
  const { ok, data } = json as { ok: unknown; data: Row };
  const { apikey: _shownOnce, ...others } = data;
  const rest = model.resource === 'apikeyes' && step.startsWith('POST') ? others : data;
  return [...(typeof ok === 'string' && ok ? [] : ['it has no "ok"']), ...namesFaults(model, rest)];
};

/** A record shows its visible columns, no more and no fewer. */
function namesFaults(model: ModelDefinition, record: Row): string[] {
  const names = Object.keys(record).join();
  return names === model.visible.map(({ name }) => name).join() ? [] : [`it has ${names}`];
}

function strangersOf(model: ModelDefinition, record: Row): string[] {
  const known = [...model.visible.map(({ name }) => name), ...(LINKS[model.table] ?? [])];
  const strangers = Object.keys(record).filter((name) => !known.includes(name));
  return strangers.map((name) => `it shows ${name}`);
}

const HIDDEN = ['password', 'logkey', 'two_factor_secret_key', 'apikey'];

function hiddenFaults(record: Row | undefined): string[] {
  return HIDDEN.filter((name) => record && Object.hasOwn(record, name)).map(
    (name) => `it shows ${name}`,
  );
}

/** The record without what each engine counts and times by itself. */
function comparable(model: ModelDefinition, data: Row): Row {
  const key = data[model.key.name];
  return Object.fromEntries(
    Object.entries(data).filter(([name, value]) => {
      const column = model.column(name);
      // Positions of pictures begin with the number of the picture.
      return column && !isOwn(column) && (typeof value !== 'number' || value !== key);
    }),
  );
}

function isOwn({ name, kind, generated, references }: ColumnDefinition): boolean {
  return (
    name === 'apikey' ||
    generated ||
    kind === 'moment' ||
    kind === 'time' ||
    (kind === 'integer' && !!references)
  );
}

function formOf(body: Body): string {
  return Object.entries(body)
    .flatMap(([name, value]) => pairs(name, value))
    .join('&');
}

function pairs(name: string, value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([inner, each]) => pairs(`${name}[${inner}]`, each));
  }
  return [`${encoded(name)}=${encoded(String(value))}`];
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
