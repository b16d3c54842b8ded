import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../support/api.js';
import { expectRefused } from '../support/envelope.js';

describe('a method that an address does not answer', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi('embedded');
  });
  afterAll(() => api.stop());

  it.each([
    ['PROPFIND', '/divisas', 'GET, HEAD, POST, PUT, PATCH, DELETE', 'method-not-allowed'],
    ['PROPFIND', '/attachedfiles/1', 'GET, HEAD, POST, PUT, PATCH, DELETE', 'method-not-allowed'],
    ['GET', '/crearFacturaCliente', 'POST, PUT', 'method-not-allowed'],
    ['POST', '/editarPedidoCliente/1', 'PUT, PATCH', 'method-not-allowed'],
    ['GET', '/crearFacturaRectificativaCliente', 'POST, PUT', 'Method not allowed'],
    ['GET', '/pagarFacturaCliente/1', 'POST, PUT', 'method-not-allowed'],
    ['GET', '/pagarFacturaProveedor/1', 'POST, PUT', 'Method not allowed'],
    ['GET', '/uploadFiles', 'POST, PUT', 'Method not allowed'],
    ['PUT', '/cerrarEjercicio/2024', 'POST', 'method-not-allowed'],
    ['PUT', '/importarPlanContable/2024', 'POST', 'method-not-allowed'],
    ['POST', '/informes/mayor', 'GET, HEAD', 'method-not-allowed'],
    ['POST', '/exportarFacturaCliente/1', 'GET, HEAD', 'method-not-allowed'],
    ['DELETE', '/plugins', 'GET, HEAD', 'method-not-allowed'],
    ['DELETE', '/plugins/webhooks', 'GET, HEAD', 'method-not-allowed'],
    ['GET', '/plugins/webhooks/enable', 'POST', 'method-not-allowed'],
  ])('%s %s names those that it does: %s', async (method, path, allowed, text) => {
    const answer = await api.call(method, path);
    expectRefused(answer, 405, 'method-not-allowed');
    expect([answer.headers.get('allow'), answer.body.message]).toEqual([allowed, text]);
  });

  it.each([
    ['POST', '/crearFacturaCliente/'],
    ['POST', '/crearFacturaCliente/1'],
    ['POST', '/pagarFacturaCliente'],
    ['POST', '/pagarFacturaCliente/1/'],
    ['PUT', '/editarFacturaCliente'],
    ['POST', '/uploadFiles/1'],
    ['POST', '/cerrarEjercicio'],
    ['POST', '/cerrarEjercicio/2024/now'],
    ['GET', '/informes'],
    ['POST', '/informes/unknown'],
    ['GET', '/exportarFacturaCliente'],
  ])('is no matter at %s %s, which is no address of ours', async (method, path) => {
    expectRefused(await api.call(method, path), 404, 'api-resource-invalid');
  });
});
