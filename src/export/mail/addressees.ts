import { ApiError } from '../../kernel/errors/api-error.js';
import type { Problem } from '../../kernel/errors/problem.js';
import type { FieldValue } from '../../kernel/http/body/form-fields.js';
import { isEmail } from '../../kernel/text/email.js';

const MOST = 20;
/** What the record of a sent mail can hold. */
const LONGEST = 100;
const FIELD = 'email';

/**
 * The addresses of a parameter, with commas between, each once; those of the customer or supplier
 * when it is absent or empty.
 *
 * @throws ApiError 400 `invalid-parameters`, `mail-no-addressee`
 */
export function addresseesOf(
  parameter: FieldValue | undefined,
  known: string | null | undefined,
): readonly string[] {
  if (parameter !== undefined && typeof parameter !== 'string') {
    throw refused({ code: 'scalar-expected', field: FIELD });
  }
  const addresses = addressesIn(parameter ?? '');
  const wanted = addresses.length > 0 ? addresses : addressesIn(known ?? '');
  if (wanted.length === 0) throw new ApiError(400, 'mail-no-addressee');
  if (wanted.length > MOST) {
    throw refused({ code: 'too-many-addressees', field: FIELD, params: { max: MOST } });
  }
  const bad = wanted.find((address) => address.length > LONGEST || !isEmail(address));
  if (bad !== undefined) {
    throw refused({
      code: 'not-valid-email',
      field: FIELD,
      params: { email: bad.slice(0, LONGEST) },
    });
  }
  return wanted;
}

function addressesIn(text: string): string[] {
  const addresses = text
    .split(/[,;]/)
    .map((address) => address.trim())
    .filter(Boolean);
  const first = new Map(addresses.toReversed().map((address) => [address.toLowerCase(), address]));
  return addresses.filter((address) => first.get(address.toLowerCase()) === address);
}

function refused(problem: Problem): ApiError {
  return new ApiError(400, 'invalid-parameters', { problems: [problem] });
}
