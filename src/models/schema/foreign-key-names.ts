/*
 * Names of foreign keys as the other program has them, which makes anew every one that it does not
 * find by its name. Where nothing is said, the name is made of the table and the column.
 */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  agentes: {
    idproducto: 'ca_agentes_productos',
  },
  albaranescli: {
    codserie: 'ca_albaranescli_codseries',
    idempresa: 'ca_albaranescli_idempresas',
    idestado: 'ca_albaranescli_idestados',
  },
  almacenes: {
    idempresa: 'ca_almacenes_empresas',
  },
  api_access: {
    idapikey: 'api_access_api',
  },
  asientos: {
    iddiario: 'ca_asientos_diarios',
    codejercicio: 'ca_asientos_ejercicios',
    idempresa: 'ca_asientos_empresas',
  },
  atributos_valores: {
    codatributo: 'ca_atributos_valores',
  },
  attached_files_rel: {
    idfile: 'ca_attached_files_rel_files',
    nick: 'ca_attached_files_rel_users',
  },
  ciudades: {
    idprovincia: 'ca_ciudades_provincias',
    last_nick: 'ca_ciudades_users_last_nick',
    nick: 'ca_ciudades_users_nick',
  },
  clientes: {
    codagente: 'ca_clientes_agentes',
    codpago: 'ca_clientes_formaspago',
    codgrupo: 'ca_clientes_grupos',
    codretencion: 'ca_clientes_retenciones',
    codserie: 'ca_clientes_series',
    codtarifa: 'ca_clientes_tarifas',
  },
  codigos_postales: {
    idciudad: 'ca_codigos_postales_ciudades',
    codpais: 'ca_codigos_postales_paises',
    idprovincia: 'ca_codigos_postales_provincias',
    last_nick: 'ca_codigos_postales_users_last_nick',
    nick: 'ca_codigos_postales_users_nick',
  },
  contactos: {
    codagente: 'ca_contactos_agentes',
    codcliente: 'ca_contactos_clientes',
    codproveedor: 'ca_contactos_proveedores',
  },
  cuentas: {
    codcuentaesp: 'ca_cuentas_cuentasesp',
    codejercicio: 'ca_cuentas_ejercicios',
    parent_idcuenta: 'ca_cuentas_parent',
  },
  cuentasbanco: {
    idempresa: 'ca_cuentasbanco_empresas',
  },
  cuentasbcocli: {
    codcliente: 'ca_cuentasbcocli_clientes',
  },
  cuentasbcopro: {
    codproveedor: 'ca_cuentasbcopro_proveedores',
  },
  ejercicios: {
    idempresa: 'ca_ejercicios_empresas',
  },
  emails_sent: {
    nick: 'emails_sent_user',
  },
  empresas: {
    idlogo: 'ca_empresas_attached_files',
  },
  familias: {
    idattachedfile: 'ca_familias_attached_files',
  },
  formaspago: {
    codcuentabanco: 'ca_formaspago_cuentasbanco',
    idempresa: 'ca_formaspago_empresas',
  },
  formatos_documentos: {
    idlogo: 'ca_formatos_documentos_attached_files',
    idempresa: 'ca_formatos_documentos_empresas',
    codserie: 'ca_formatos_documentos_series',
  },
  gruposclientes: {
    codtarifa: 'ca_gruposclientes_tarifas',
  },
  impuestoszonas: {
    codimpuesto: 'ca_impuestoszonas_impuestos',
    codimpuestosel: 'ca_impuestoszonas_impuestos2',
  },
  lineasalbaranescli: {
    idalbaran: 'ca_lineasalbaranescli_albaranescli2',
    codimpuesto: 'ca_lineasalbaranescli_impuestos',
    idproducto: 'ca_lineasalbaranescli_productos',
  },
  lineasalbaranesprov: {
    idalbaran: 'ca_lineasalbaranesprov_albaranesprov2',
    codimpuesto: 'ca_lineasalbaranesprov_impuestos',
    idproducto: 'ca_lineasalbaranesprov_productos',
  },
  lineasfacturascli: {
    idfactura: 'ca_lineasfacturascli_facturascli2',
    codimpuesto: 'ca_lineasfacturascli_impuestos',
    idlinearect: 'ca_lineasfacturascli_linearect2',
    idproducto: 'ca_lineasfacturascli_productos',
  },
  lineasfacturasprov: {
    idfactura: 'ca_lineasfacturasprov_facturasprov2',
    codimpuesto: 'ca_lineasfacturasprov_impuestos',
    idlinearect: 'ca_lineasfacturasprov_linearect2',
    idproducto: 'ca_lineasfacturasprov_productos',
  },
  lineaspedidoscli: {
    codimpuesto: 'ca_lineaspedidoscli_impuestos',
    idpedido: 'ca_lineaspedidoscli_pedidoscli',
    idproducto: 'ca_lineaspedidoscli_productos',
  },
  lineaspedidosprov: {
    codimpuesto: 'ca_lineaspedidosprov_impuestos',
    idpedido: 'ca_lineaspedidosprov_pedidosprov',
    idproducto: 'ca_lineaspedidosprov_productos',
  },
  lineaspresupuestoscli: {
    codimpuesto: 'ca_lineaspresupuestoscli_impuestos',
    idpresupuesto: 'ca_lineaspresupuestoscli_presupuestoscli',
    idproducto: 'ca_lineaspresupuestoscli_productos',
  },
  lineaspresupuestosprov: {
    codimpuesto: 'ca_lineaspresupuestosprov_impuestos',
    idpresupuesto: 'ca_lineaspresupuestosprov_presupuestosprov',
    idproducto: 'ca_lineaspresupuestosprov_productos',
  },
  pages_filters: {
    nick: 'ca_pagesfilters_users',
  },
  pages_options: {
    nick: 'ca_pagesoptions_users',
  },
  pagoscli: {
    idasiento: 'ca_pagoscli_asiento',
    idrecibo: 'ca_pagoscli_recibo',
  },
  pagosprov: {
    idasiento: 'ca_pagosprov_asiento',
    idrecibo: 'ca_pagosprov_recibo',
  },
  paises: {
    last_nick: 'ca_paises_users_last_nick',
    nick: 'ca_paises_users_nick',
  },
  partidas: {
    idasiento: 'ca_partidas_asientos',
    idsubcuenta: 'ca_partidas_subcuentas',
    idcontrapartida: 'ca_partidas_subcuentas2',
  },
  pedidosprov: {
    codpago: 'ca_pedidosprov_codpagos',
  },
  productos: {
    codfabricante: 'ca_productos_fabricantes',
    codfamilia: 'ca_productos_familias',
    codimpuesto: 'ca_productos_impuestos',
  },
  productos_imagenes: {
    idfile: 'ca_productos_imagenes_attachedfiles',
    idproducto: 'ca_productos_imagenes_productos',
    referencia: 'ca_productos_imagenes_variantes',
  },
  productosprov: {
    coddivisa: 'ca_productosprov_divisas',
    idproducto: 'ca_productosprov_productos',
    codproveedor: 'ca_productosprov_proveedores',
  },
  proveedores: {
    codpago: 'ca_proveedores_formaspago',
    codretencion: 'ca_proveedores_retenciones',
    codserie: 'ca_proveedores_series',
  },
  provincias: {
    codpais: 'ca_provincias_paises',
    last_nick: 'ca_provincias_users_last_nick',
    nick: 'ca_provincias_users_nick',
  },
  recibospagoscli: {
    codcliente: 'ca_recibospagoscli_clientes',
    coddivisa: 'ca_recibospagoscli_divisas',
    idfactura: 'ca_recibospagoscli_facturascli',
  },
  recibospagosprov: {
    coddivisa: 'ca_recibospagosprov_divisas',
    idfactura: 'ca_recibospagosprov_facturasprov',
    codproveedor: 'ca_recibospagosprov_proveedores',
  },
  regularizacionimpuestos: {
    idasiento: 'ca_regularizacionimpuestos_asientos',
    codejercicio: 'ca_regularizacionimpuestos_ejercicios',
    idempresa: 'ca_regularizacionimpuestos_empresas',
    idsubcuentaacr: 'ca_regularizacionimpuestos_subcuentas1',
    idsubcuentadeu: 'ca_regularizacionimpuestos_subcuentas2',
  },
  roles_access: {
    codrole: 'ca_roles_access_roles',
  },
  roles_users: {
    codrole: 'ca_roles_users_roles',
    nick: 'ca_roles_users_user',
  },
  secuencias_documentos: {
    codejercicio: 'ca_secuencias_documentos_ejercicio',
    idempresa: 'ca_secuencias_documentos_empresas',
    codserie: 'ca_secuencias_documentos_serie',
  },
  series: {
    iddiario: 'ca_series_diarios',
  },
  stocks: {
    codalmacen: 'ca_stocks_almacenes',
    idproducto: 'ca_stocks_productos',
    referencia: 'ca_stocks_variantes',
  },
  subcuentas: {
    idcuenta: 'ca_subcuentas_cuentas',
    codcuentaesp: 'ca_subcuentas_cuentasesp',
    codejercicio: 'ca_subcuentas_ejercicios',
  },
  users: {
    idempresa: 'ca_users_company',
    homepage: 'ca_users_pages',
    codserie: 'ca_users_series',
  },
  variantes: {
    idatributovalor1: 'ca_variantes_atributo1',
    idatributovalor2: 'ca_variantes_atributo2',
    idatributovalor3: 'ca_variantes_atributo3',
    idatributovalor4: 'ca_variantes_atributo4',
    idproducto: 'ca_variantes_productos',
  },
};

/** The name of the foreign key of a column. */
export function foreignKeyName(table: string, column: string): string {
  return NAMES[table]?.[column] ?? plainForeignKeyName(table, column);
}

/** The name made of table and column, under which the embedded engine has its index. */
export function plainForeignKeyName(table: string, column: string): string {
  return `ca_${table}_${column}`;
}
