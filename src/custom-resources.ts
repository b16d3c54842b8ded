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

/**
 * Names beyond those of the contract. A permission can be given for each of them too, but the root
 * of the API, which clients of FacturaScripts know, does not list them.
 */
export const OWN_RESOURCES: readonly string[] = [
  'abrirEjercicio',
  'cerrarEjercicio',
  'importarPlanContable',
  'informes',
  'liquidarImpuestos',
];
