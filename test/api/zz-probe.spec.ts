import { expect, it } from 'vitest';
import { newRegistry } from '../../src/app.module.js';
import { Player } from '../support/fuzz-player.js';
import { plausibleRows } from '../support/fuzz-values.js';
it('probe', async () => {
  const players = await Promise.all((['embedded', 'mysql'] as const).map((e) => Player.start(e)));
  for (const p of players) await p.prepare();
  const out: string[] = [];
  for (const model of newRegistry().all) {
    const tries: [string, unknown][] = [];
    for (const c of model.columns) {
      if (c.kind === 'longText') tries.push([c.name, 'é'.repeat(40000)], [c.name, 'x'.repeat(65535)], [c.name, "'".repeat(20000)]);
      if (c.kind === 'json') tries.push([c.name, ['é'.repeat(40000)]]);
      if (c.kind === 'text' && !c.references) tries.push([c.name, '😀'.repeat(c.length!)], [c.name, 'a\u0301'.repeat(Math.floor(c.length! / 2))]);
      if (c.kind === 'real' || c.kind === 'money') tries.push([c.name, 1e308], [c.name, -1e308],[c.name, 5e-324],[c.name, 12.345678901234567]);
      if (c.kind === 'moment') tries.push([c.name, '2026-03-29 02:30:00'], [c.name, '2026-10-25 02:30:00']);
      if (c.kind === 'integer' && !c.references && !c.key) tries.push([c.name, 2147483647], [c.name, -2147483648]);
    }
    const known = await players[0]!.known();
    const [{ body }] = plausibleRows([model], known) as [{ body: Record<string, unknown> }];
    const steps: any[] = tries.map(([n, v]) => ({ kind: 'change', method: 'PUT', target: { of: 'seeded', index: 0 }, body: { [n]: v }, as: 'json' }));
    if (model.key.generated) steps.push({ kind: 'create', body: { ...body, [model.key.name]: 2147483647 }, as: 'json', target: null }, { kind: 'create', body: { ...body, [model.key.name]: undefined }, as: 'json', target: null }, { kind: 'create', body: { ...body, [model.key.name]: -5 }, as: 'json', target: null });
    else steps.push({ kind: 'create', body: { ...body, [model.key.name]: '99999999999999999999'.slice(0, model.key.length) }, as: 'json', target: null }, { kind: 'create', body: { ...body, [model.key.name]: undefined }, as: 'json', target: null },{ kind: 'create', body: { ...body, [model.key.name]: 'sch'.slice(0, model.key.length) }, as: 'json', target: null },{ kind: 'create', body: { ...body, [model.key.name]: 'ñ' }, as: 'json', target: null },{ kind: 'create', body: { ...body, [model.key.name]: 'n' }, as: 'json', target: null },{ kind: 'create', body: { ...body, [model.key.name]: '-' }, as: 'json', target: null },{ kind: 'create', body: { ...body, [model.key.name]: 'a ' }, as: 'json', target: null });
    const [a, b] = [await players[0]!.play(model, steps), await players[1]!.play(model, steps)];
    steps.forEach((s, i) => {
      const label = `${model.resource} ${s.kind} ${JSON.stringify(s.body).slice(0, 90)}`;
      for (const o of [a![i]!, b![i]!]) for (const f of o.faults) out.push(`FAULT ${label} ${f.slice(0, 300)}`);
      const [x, y] = [a![i]!.shared as any, b![i]!.shared as any]; if (JSON.stringify(x) !== JSON.stringify(y)) { const flat = (z: any) => ({ ...z, ...z.data, data: undefined }); const [fx, fy] = [flat(x), flat(y)]; const d = [...new Set([...Object.keys(fx), ...Object.keys(fy)])].filter((k) => JSON.stringify(fx[k]) !== JSON.stringify(fy[k])).slice(0, 6).map((k) => `${k}: ${JSON.stringify(fx[k])?.slice(0, 60)} / ${JSON.stringify(fy[k])?.slice(0, 60)}`); out.push(`DIFF ${label}: ${d.join(' ; ')}`); }
    });
  }
  console.log(out.join('\n'));
  for (const p of players) await p.stop();
  expect(1).toBe(1);
}, 300_000);
