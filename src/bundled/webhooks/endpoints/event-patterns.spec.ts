import { CustomerInvoice, Customer, DocumentState, LogMessage, Registry } from 'facturanest/plugin';
import { describe, expect, it } from 'vitest';
import { modelsOf, patternTexts } from './event-patterns.js';
import { Subscriptions } from './subscriptions.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

describe('patterns of events', () => {
  const registry = new Registry([CustomerInvoice, Customer, DocumentState, LogMessage]);
  const namesOf = (text: string) => modelsOf(text, registry).map(({ name }) => name);

  it.each([
    ['a,b', ['a', 'b']],
    [' a b\n,,a ', ['a', 'b']],
    [
      ['a', 'b, c'],
      ['a', 'b', 'c'],
    ],
    ['', []],
    [[], []],
    [null, ['?']],
    [
      ['a', 1],
      ['a', '?'],
    ],
  ])('are read from %j', (value, texts) => {
    expect(patternTexts(value)).toEqual(texts);
  });

  it('name models', () => {
    expect(namesOf('Cliente.*')).toEqual(['Cliente']);
    expect(namesOf('Cliente')).toEqual(['Cliente']);
    expect(namesOf('*')).toEqual(['FacturaCliente', 'Cliente', 'EstadoDocumento']);
    expect(namesOf('*.deleted')).toEqual(namesOf('*'));
    expect(namesOf('*.state')).toEqual(['FacturaCliente']);
  });

  it.each([
    ...['?', '.', 'Cliente.', '.created', 'Cliente.made', 'cliente.created', 'Cliente.created.x'],
    ...['Cliente.state', 'ApiKey.*', 'User.created', 'Settings.*', 'LogMessage.*', 'Role*.created'],
  ])('such as %s can never hold', (text) => {
    expect(namesOf(text)).toEqual([]);
  });

  it('choose the endpoints that are told', () => {
    const endpoint = (id: number, events: readonly string[], active = true) =>
      Object.assign(new WebhookEndpoint(), { id, events, active });
    const subscriptions = new Subscriptions([
      endpoint(1, ['Cliente.*']),
      endpoint(2, ['*.created', 'Cliente.deleted']),
      endpoint(3, ['*'], false),
      endpoint(4, ['Proveedor']),
    ]);
    expect(subscriptions.endpointsFor('Cliente', 'created')).toEqual([1, 2]);
    expect(subscriptions.endpointsFor('Cliente', 'deleted')).toEqual([1, 2]);
    expect(subscriptions.endpointsFor('Cliente', 'updated')).toEqual([1]);
    expect(subscriptions.endpointsFor('Proveedor', 'state')).toEqual([4]);
    expect(subscriptions.includes('Serie')).toBe(true);
    expect(new Subscriptions([endpoint(1, ['Cliente.*'])]).includes('Serie')).toBe(false);
  });
});
