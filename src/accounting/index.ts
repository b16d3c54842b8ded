import type { ModelBundle } from '../models/index.js';
import { Account } from './account.entity.js';
import { AccountRules } from './account.rules.js';
import { EntryConcept } from './entry-concept.entity.js';
import { EntryConceptRules } from './entry-concept.rules.js';
import { FiscalYear } from './fiscal-year.entity.js';
import { FiscalYearRules } from './fiscal-year.rules.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';
import { Journal } from './journal.entity.js';
import { JournalRules } from './journal.rules.js';
import { SpecialAccount } from './special-account.entity.js';
import { SpecialAccountRules } from './special-account.rules.js';
import { Subaccount } from './subaccount.entity.js';
import { SubaccountRules } from './subaccount.rules.js';
import { VatSettlement } from './vat-settlement.entity.js';

export {
  Account,
  EntryConcept,
  FiscalYear,
  JournalEntryLine,
  JournalEntry,
  Journal,
  SpecialAccount,
  Subaccount,
  VatSettlement,
};

export { fiscalYearOf } from './fiscal-year-of-day.js';
export { isOpen, openYear } from './open-year.js';

/** The models of this folder and their rules. */
export const ACCOUNTING: ModelBundle = {
  entities: [
    Account,
    EntryConcept,
    FiscalYear,
    JournalEntryLine,
    JournalEntry,
    Journal,
    SpecialAccount,
    Subaccount,
    VatSettlement,
  ],
  rules: [
    AccountRules,
    EntryConceptRules,
    FiscalYearRules,
    JournalRules,
    SpecialAccountRules,
    SubaccountRules,
  ],
};
