import type { ModelBundle } from '../models/index.js';
import { PageFilter } from './page-filter.entity.js';
import { PageFilterRules } from './page-filter.rules.js';
import { PageOption } from './page-option.entity.js';
import { PageOptionRules } from './page-option.rules.js';
import { Page } from './page.entity.js';
import { PageRules } from './page.rules.js';
import { RoleAccess } from './role-access.entity.js';
import { RoleUser } from './role-user.entity.js';
import { RoleUserRules } from './role-user.rules.js';
import { Role } from './role.entity.js';
import { RoleRules } from './role.rules.js';
import { User } from './user.entity.js';
import { UserRules } from './user.rules.js';

export { PageFilter, PageOption, Page, RoleAccess, RoleUser, Role, User };

/** The models of this folder and their rules. */
export const USERS: ModelBundle = {
  entities: [PageFilter, PageOption, Page, RoleAccess, RoleUser, Role, User],
  rules: [PageFilterRules, PageOptionRules, PageRules, RoleUserRules, RoleRules, UserRules],
};
