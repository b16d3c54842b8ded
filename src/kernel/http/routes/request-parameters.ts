import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { NotFoundError } from '../../errors/refusal.js';
import { HeldBodyPipe } from './held-body.pipe.js';
import { FieldsPipe, type FieldsOptions } from './fields.pipe.js';
import { languageOf, originOf, queryOf, type ApiRequest } from '../api-request.js';

function requestOf(context: ExecutionContext): ApiRequest {
  return context.switchToHttp().getRequest<ApiRequest>();
}

const RequestParameter = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  requestOf(context),
);

/**
 * The fields of the body, whatever its encoding: by their names, or as an object of the class of
 * the parameter once its constraints hold.
 */
export const Fields = (options: FieldsOptions = {}) => RequestParameter(options, FieldsPipe);

/** The body with its files; the handler disposes of it. */
export const HeldBody = () => RequestParameter(HeldBodyPipe);

/** Where the changes of the request come from: what `lifeCycle.run` wants to know. */
export const CallOrigin = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  originOf(requestOf(context)),
);

/** A part of the address: `/api/3/{resource}/{id}/{action}`; empty when it is absent. */
export const PathPart = createParamDecorator(
  (part: 'resource' | 'id' | 'action', context: ExecutionContext) =>
    requestOf(context).apiPath[part],
);

/** The key in the address; empty when it is absent. */
export const RecordKey = () => PathPart('id');

/** The key in the address, as text that a database can hold; @throws NotFoundError for any other */
export const StoredKey = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const { id } = requestOf(context).apiPath;
  if (id.includes('\0')) throw new NotFoundError();
  return id.toWellFormed();
});

/** The query string, in its order. */
export const QueryFields = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  queryOf(requestOf(context)),
);

/** The language that the caller asks for; undefined without a known one. */
export const CallLanguage = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  languageOf(requestOf(context)),
);

/** Whether only the headers of a GET are asked for. */
export const IsHead = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).method === 'HEAD',
);

/** Whether the key of the caller may do everything. */
export const FullAccess = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).caller?.fullAccess ?? false,
);
