import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { truthOf, type Scalar } from '../../kernel/http/body/field-values.js';
import { isEmpty } from '../../models/index.js';
import { fiscalKeyProblem, taxesByCode } from '../../taxes/index.js';
import type { AnyLine, DocumentKind } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';
import { isNumberGiven, numberOf, type LineRequest } from './line-request.js';
import { productTerms } from './product-terms.js';

const NUMBERS = ['cantidad', 'pvpunitario', 'dtopor', 'dtopor2', 'irpf'] as const;
/** What a line of a sales document says of its print. */
export const PRINT_FLAGS = ['mostrar_cantidad', 'mostrar_precio', 'salto_pagina'] as const;

/** A line of a request beside the line that is made or changed for it. */
export interface RequestedLine {
  readonly request: LineRequest;
  readonly line: AnyLine;
}

/**
 * New lines of a document, with what their products, the customer or supplier, the document and its
 * status give them, and then what the requests say. The number of queries does not depend on theirs.
 */
export async function newLines(
  document: OpenDocument,
  requests: readonly LineRequest[],
): Promise<AnyLine[]> {
  const { kind, record, key, context } = document;
  if (requests.length === 0) return [];
  const state = await document.state();
  const blank = await context.records.blank(kind.line);
  const subject = await document.subject();
  Object.assign(blank, {
    actualizastock: state?.actualizastock ?? 0,
    excepcioniva: subject?.excepcioniva ?? null,
    // An empty text of a form says nothing, and the totals say the withholding of the document.
    irpf: isEmpty(record.irpf) ? null : record.irpf,
    [kind.key]: key,
  });
  const terms = await productTerms(document, requests.flatMap(referenceOf));
  return requests.map((request) => {
    const [reference] = referenceOf(request);
    const line = Object.assign(new kind.line(), blank);
    if (reference !== undefined) {
      Object.assign(line, { referencia: reference }, terms.get(reference));
    }
    return line;
  });
}

/**
 * Writes into lines what their requests say.
 *
 * @throws RuleError with the line and member, `lineas[2].codimpuesto`, where a tax does not exist
 */
export async function takeRequests(
  { kind, context }: OpenDocument,
  lines: readonly RequestedLine[],
): Promise<void> {
  const taxes = await taxesByCode(context);
  const problems: Problem[] = [];
  lines.forEach(({ request, line }, index) => {
    const exception = line.excepcioniva;
    takeValues(kind, line, request);
    if (line.excepcioniva !== exception) {
      const field = `lineas[${index}].excepcioniva`;
      const problem = fiscalKeyProblem('excepcioniva', line.excepcioniva, field);
      if (problem) problems.push(problem);
    }
    const { codimpuesto = null } = request;
    if (codimpuesto === null) return;
    const code = String(codimpuesto).trim();
    const tax = code === '' || code === 'null' ? null : taxes.get(code);
    if (tax === undefined) {
      const field = `lineas[${index}].codimpuesto`;
      problems.push({ code: 'reference-not-found', field, params: { value: code } });
    } else if (tax === null || tax.codimpuesto !== line.codimpuesto) {
      line.codimpuesto = tax?.codimpuesto ?? null;
      line.iva = tax?.iva ?? 0;
      line.recargo = tax?.recargo ?? 0;
    }
  });
  const [first, ...others] = problems;
  if (first) throw new RuleError(first, ...others);
}

/** The reference that a request names, if any. */
function referenceOf({ referencia }: LineRequest): string[] {
  const text = String(referencia ?? '').trim();
  return text === '' ? [] : [text];
}

function takeValues(kind: DocumentKind, line: AnyLine, request: LineRequest): void {
  for (const name of NUMBERS) {
    const sent = request[name];
    if (isNumberGiven(sent)) line[name] = numberOf(sent);
  }
  const { orden, descripcion, excepcioniva, suplido } = request;
  if (isNumberGiven(orden)) line.orden = numberOf(orden);
  if (isGiven(descripcion)) line.descripcion = String(descripcion);
  if (isGiven(excepcioniva)) {
    line.excepcioniva = excepcioniva === 'null' ? null : String(excepcioniva);
  }
  if (suplido !== undefined) line.suplido = truthOf(suplido);
  if (kind.side === 'purchase') return;
  if (isNumberGiven(request.coste)) line.coste = numberOf(request.coste);
  for (const name of PRINT_FLAGS) {
    const flag = request[name];
    if (flag !== undefined) line[name] = truthOf(flag);
  }
}

function isGiven(value: Scalar | null | undefined): value is Scalar {
  return value !== null && value !== undefined;
}
