/** The values of a row of the settings table; none when its text is no JSON object. */
export function propertiesOf(text: string | number | null | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(text ?? '{}'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Whether a switch is on, however it is kept: forms have nothing but text. */
export function isSwitchedOn(value: unknown): boolean {
  return [true, 1, '1', 'true'].includes(value as string);
}
