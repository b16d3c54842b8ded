const DOCUMENTS = ['Albaran', 'Factura', 'Pedido', 'Presupuesto'].flatMap((kind) => [
  `${kind}Cliente`,
  `${kind}Proveedor`,
]);

/** Names of the API that no model stands behind; a permission can be given for each. */
export const CUSTOM_RESOURCES: readonly string[] = [
  ...['crear', 'editar', 'exportar'].flatMap((verb) => DOCUMENTS.map((name) => verb + name)),
  'crearFacturaRectificativaCliente',
  'pagarFacturaCliente',
  'pagarFacturaProveedor',
  'plugins',
  'uploadFiles',
];
