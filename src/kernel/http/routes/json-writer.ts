/** A record, and what is shown with it beyond its columns. */
export class ShownRecord {
  constructor(
    readonly record: object,
    readonly members: object,
  ) {}
}

/** Writes values as JSON; records of models, wherever they stand, as a GET would show them. */
export abstract class JsonWriter {
  abstract text(value: unknown): string;
}

/** An object as JSON with further members at its end: `,"lineas":[…]`. */
export function withMembers(object: string, members: string): string {
  return `${object.slice(0, -1)}${members}}`;
}

/** The members of an object as they stand behind others; empty without any. */
export function membersText(members: object): string {
  const text = JSON.stringify(members).slice(1, -1);
  return text === '' ? '' : `,${text}`;
}
