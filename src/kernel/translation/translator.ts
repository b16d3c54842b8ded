import { Injectable } from '@nestjs/common';
import type { Language } from '../config/config.js';
import type { Problem } from '../errors/problem.js';

/** Texts by message key; `%name%` stands for a parameter. */
export type Catalogue = Readonly<Record<string, string>>;

/** Turns message keys into texts. */
@Injectable()
export class Translator {
  constructor(
    private readonly catalogues: Readonly<Record<Language, Catalogue>>,
    readonly language: Language,
  ) {}

  /** The text of a key in the language; a key without text is the text. */
  text(key: string, params: Problem['params'] = {}, language = this.language): string {
    const template = ownText(this.catalogues[language], key) ?? key;
    return template.replace(/%(\w+)%/g, (place, name: string) => ownText(params, name) ?? place);
  }

  problem(problem: Problem, language = this.language): string {
    const params = { ...(problem.field && { field: problem.field }), ...problem.params };
    return this.text(problem.code, params, language);
  }
}

function ownText(texts: Readonly<Record<string, string | number>>, key: string) {
  return Object.hasOwn(texts, key) ? String(texts[key]) : undefined;
}
