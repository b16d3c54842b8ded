import type { ColumnDefinition, ColumnValue } from '../registry/column.js';
import type { Context } from '../context/context.js';

/** What a column of a new record holds before anything is sent. */
export function initialValue(column: ColumnDefinition, context: Context): ColumnValue {
  const { initial } = column;
  if (initial) {
    if ('constant' in initial) return initial.constant;
    if ('setting' in initial) return settingValue(column, initial.setting, context);
    if (initial.clock === 'today') return context.today;
    return initial.clock === 'now' ? context.now : context.now.slice(11);
  }
  if (column.kind === 'json') return [];
  if (column.default !== null) {
    return column.kind === 'boolean' ? column.default === '1' : Number(column.default);
  }
  return null;
}

/** Settings are edited by people and programs: a number may be kept as text. */
function settingValue(column: ColumnDefinition, name: string, context: Context): ColumnValue {
  const value = context.settings.value(name);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return null;
  }
  if (column.kind === 'integer') return Number(value) || null;
  if (column.kind === 'boolean') return context.settings.isOn(name);
  return String(value);
}
