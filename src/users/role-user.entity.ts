import { Code, GeneratedKey, Model, to } from '../models/index.js';

@Model({
  name: 'RoleUser',
  resource: 'roleusers',
  table: 'roles_users',
  description: 'The assignment of a role to a user.',
  example: { codrole: 'SALES', nick: 'marta' },
  unique: [{ name: 'unique_roles_users', columns: ['codrole', 'nick'] }],
})
export class RoleUser {
  @Code(20, 'Role that the user receives', { required: true, references: to('roles', 'CASCADE') })
  codrole!: string;

  @GeneratedKey('Internal number of the assignment')
  id!: number;

  @Code(50, 'User who receives the role', { required: true, references: to('users', 'CASCADE') })
  nick!: string;
}
