import { Injectable } from '@nestjs/common';
import { Warehouse } from '../company/index.js';
import { refuse } from '../kernel/errors/problem.js';
import { isCode } from '../kernel/text/alphanumeric-code.js';
import { isEmail } from '../kernel/text/email.js';
import { escapeText, unescapeText } from '../kernel/text/escape.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Agent } from '../parties/index.js';
import { cutText } from '../kernel/text/cut-text.js';
import { Page } from './page.entity.js';
import { newPasswordHash } from './password.js';
import { randomText } from '../kernel/text/random-text.js';
import { RoleAccess } from './role-access.entity.js';
import { RoleUser } from './role-user.entity.js';
import { Role } from './role.entity.js';
import { User } from './user.entity.js';

const NICK = { min: 3, max: 50 };
const PAGE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,49}$/;
const ADMIN_LEVEL = 99;
const LOGKEY_LENGTH = 99;
const LONGEST_HOMEPAGE = 30;

/**
 * People who sign in to the web interface. Their password comes typed twice, in fields that are
 * no columns, and is stored as a hash only.
 */
@Injectable()
export class UserRules extends ModelRules<User> {
  readonly model = User;
  override readonly extraFields = ['newPassword', 'newPassword2'];

  override defaults(record: User, context: Context): void {
    record.langcode = context.language;
  }

  override async validate(record: User, test: RecordTest<User>): Promise<void> {
    testNick(record);
    testEmail(record);
    test.emptyToNull('homepage', 'codserie', 'codagente', 'codalmacen');
    if (record.homepage !== null && !PAGE_NAME.test(record.homepage)) {
      refuse('invalid-homepage', 'homepage', { value: record.homepage });
    }
    record.lastbrowser = cutText(escapeText(record.lastbrowser ?? ''), 200);
    record.lastip = cutText(escapeText(record.lastip ?? ''), 45);
    if (record.admin) record.level = ADMIN_LEVEL;
    await takePassword(test);
    await resolveAgent(record, test.context);
    await resolveWarehouse(record, test.context);
    test.columns();
  }

  override async afterInsert(record: User, context: Context): Promise<void> {
    const role = await context.records.find(Role, context.settings.text('codrole'));
    if (record.admin || !role) return;
    await context.records.insert(RoleUser, { codrole: role.codrole, nick: record.nick });
    if (record.homepage !== null) return;
    record.homepage = await firstPage(role.codrole, context);
    await context.records.assign(User, { nick: record.nick }, { homepage: record.homepage });
  }

  override async beforeDelete(_record: User, context: Context): Promise<void> {
    const users = await context.records.list(User, {}, { limit: 2, lock: true });
    if (users.length < 2) refuse('last-user-can-not-be-deleted');
  }
}

function testNick(record: User): void {
  record.nick = (record.nick ?? '').trim();
  const { nick } = record;
  if (nick.length >= NICK.min && isCode(nick, NICK.max, '@')) return;
  refuse('invalid-alphanumeric-code', 'nick', { value: nick, column: 'nick', ...NICK });
}

function testEmail(record: User): void {
  const email = unescapeText(record.email ?? '')
    .trim()
    .toLowerCase();
  record.email = null;
  if (email !== '' && !isEmail(email)) refuse('not-valid-email', 'email', { email });
  record.email = escapeText(email);
}

async function takePassword({ record, context, sent }: RecordTest<User>): Promise<void> {
  const { newPassword, newPassword2 } = sent.extra;
  if (isEmpty(newPassword) && isEmpty(newPassword2)) return;
  record.password = await newPasswordHash(newPassword, newPassword2);
  record.logkey = randomText(LOGKEY_LENGTH);
  record.lastactivity = context.now;
}

async function resolveAgent(record: User, context: Context): Promise<void> {
  if (!(await context.records.find(Agent, record.codagente))) record.codagente = null;
}

/** A user works in a warehouse of a company: either both are known and fit, or neither is kept. */
async function resolveWarehouse(record: User, context: Context): Promise<void> {
  const warehouse = await context.records.find(Warehouse, record.codalmacen);
  if (warehouse && record.idempresa && warehouse.idempresa === record.idempresa) return;
  record.codalmacen = null;
  record.idempresa = null;
}

/** The first list that the role may see, else its last screen. */
async function firstPage(codrole: string, context: Context): Promise<string | null> {
  const pages: string[] = [];
  for (const { pagename } of await context.records.list(RoleAccess, { codrole })) {
    const fits = pagename.length <= LONGEST_HOMEPAGE && PAGE_NAME.test(pagename);
    if (!fits || !(await context.records.find(Page, pagename))) continue;
    if (pagename.startsWith('List')) return pagename;
    pages.push(pagename);
  }
  return pages.at(-1) ?? null;
}
