import { Injectable } from '@nestjs/common';

/** Counts this process's commits per table: what was remembered under an older count is stale. */
@Injectable()
export class TableVersions {
  private readonly versions = new Map<string, number>();

  of(table: string): number {
    return this.versions.get(table) ?? 0;
  }

  bump(tables: Iterable<string>): void {
    for (const table of tables) this.versions.set(table, this.of(table) + 1);
  }
}
