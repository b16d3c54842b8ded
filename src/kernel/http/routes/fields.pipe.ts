import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import type { Problem } from '../../errors/problem.js';
import { InvalidRequestError } from '../../errors/refusal.js';
import type { ApiRequest } from '../api-request.js';
import { dtoOf, fieldNames, problemsOf } from './dto.js';
import { RequestFields } from '../body/request-fields.js';

/** How a body that does not fit its DTO is answered. */
export interface FieldsOptions {
  /**
   * What comes of fields that the DTO does not have: the answer names them, they are refused, or
   * they are kept, and all as they were sent. By default nothing comes of them.
   */
  readonly others?: 'named' | 'refused' | 'kept';
  /** The code of the 400; its text, where clients compare it. */
  readonly code?: string;
  readonly text?: string;
}

/** Fields by their name, as they were sent. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads the body of a request: as it is, or as the class of the parameter says. */
@Injectable()
export class FieldsPipe implements PipeTransform<ApiRequest, Promise<object>> {
  constructor(private readonly requestFields: RequestFields) {}

  /**
   * @throws RequestError as `readBody`
   * @throws InvalidRequestError 400, naming each field that does not fit
   */
  async transform(request: ApiRequest, { metatype, data }: ArgumentMetadata): Promise<object> {
    const fields = await this.requestFields.of(request);
    if (!metatype || (metatype as unknown) === Object) return fields;
    const options = (data ?? {}) as FieldsOptions;
    if (options.others === 'named') request.ignored = unknownIn(fields, metatype);
    const dto = readDto(metatype as Type<object>, fields, options);
    return options.others === 'kept' ? fields : dto;
  }
}

/**
 * Values that were sent as an object of the class.
 *
 * @throws InvalidRequestError with the code of the options, naming each value that does not fit
 */
export function readDto<T extends object>(
  type: Type<T>,
  sent: Fields,
  { others, code = 'invalid-parameters', text }: FieldsOptions = {},
): T {
  const dto = dtoOf(type, sent);
  const unknown = others === 'refused' ? unknownIn(sent, type) : [];
  const known = fieldNames(type).join(', ');
  const problems: Problem[] = unknown.map((field) => ({
    code: 'unknown-parameter',
    field,
    params: { known },
  }));
  problems.push(...problemsOf(dto));
  if (problems.length === 0) return dto;
  throw new InvalidRequestError(code, { problems, ...(text !== undefined && { text }) });
}

function unknownIn(fields: Fields, type: Type): string[] {
  const known = new Set(fieldNames(type));
  return Object.keys(fields).filter((name) => !known.has(name));
}
