import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Recorded exchanges of the reference server, kept beside the repository. */
const FOLDER = fileURLToPath(new URL('../../../shared/contract/', import.meta.url));

export interface Scenario {
  readonly name: string;
  readonly exchanges: readonly { readonly request: { readonly path: string } }[];
}

export interface Played {
  readonly request: string;
  readonly name?: string;
  readonly differences: readonly string[];
}

interface Replay {
  play(
    scenario: Scenario,
    target: { base: string; token: string; encoding: 'form' | 'json' },
  ): Promise<Played[]>;
}

export const hasContract = existsSync(FOLDER);

export function contractFile(name: string): string {
  return FOLDER + name;
}

export function scenariosOf(name: string): Scenario[] {
  const text = readFileSync(contractFile(name), 'utf8');
  return (JSON.parse(text) as { scenarios: Scenario[] }).scenarios;
}

export async function loadReplay(): Promise<Replay> {
  return (await import(pathToFileURL(contractFile('replay.mjs')).href)) as Replay;
}

/** The differences of a scenario, a line each. */
export function differencesOf(played: readonly Played[]): string[] {
  return played.flatMap(({ request, differences }) =>
    differences.map((difference) => `${request}: ${difference}`),
  );
}
