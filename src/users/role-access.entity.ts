import { Bool, Code, GeneratedKey, Model, Text, to } from '../models/index.js';

@Model({
  name: 'RoleAccess',
  resource: 'roleaccess',
  table: 'roles_access',
  description: 'Permission of one role on one screen of the web interface.',
  example: { codrole: 'SALES', pagename: 'ListCliente', allowupdate: true },
  unique: [{ name: 'unique_roles_access', columns: ['codrole', 'pagename'] }],
  exampleChange: { allowupdate: false },
})
export class RoleAccess {
  @Bool('True if the role may delete records on the screen', { required: true, default: true })
  allowdelete!: boolean;

  @Bool('True if the role may export data from the screen', { required: true, default: true })
  allowexport!: boolean;

  @Bool('True if the role may import data on the screen', { required: true, default: true })
  allowimport!: boolean;

  @Bool('True if the role may change records on the screen', { required: true, default: true })
  allowupdate!: boolean;

  @Code(20, 'Role that receives the permission', {
    required: true,
    references: to('roles', 'CASCADE'),
  })
  codrole!: string;

  @GeneratedKey('Internal number of the permission')
  id!: number;

  @Bool('True to show only the records of the user', { required: true, default: false })
  onlyownerdata!: boolean;

  @Text(40, 'Name of the screen, e.g. EditCliente', { required: true })
  pagename!: string;
}
