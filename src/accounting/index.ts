import type { ModelBundle } from '../models/index.js';
import { Account } from './account.entity.js';
import { AccountRules } from './account.rules.js';
import { EntryConcept } from './entry-concept.entity.js';
import { EntryConceptRules } from './entry-concept.rules.js';
import { FiscalYear } from './fiscal-year.entity.js';
import { FiscalYearRules } from './fiscal-year.rules.js';
import { JournalEntryLine } from './journal-entry-line.entity.js';
import { JournalEntryLineRules } from './journal-entry-line.rules.js';
import { JournalEntry } from './journal-entry.entity.js';
import { JournalEntryRules } from './journal-entry.rules.js';
import { Journal } from './journal.entity.js';
import { JournalRules } from './journal.rules.js';
import { SpecialAccount } from './special-account.entity.js';
import { SpecialAccountRules } from './special-account.rules.js';
import { Subaccount } from './subaccount.entity.js';
import { SubaccountRules } from './subaccount.rules.js';
import { VatSettlement } from './vat-settlement.entity.js';
import { VatSettlementRules } from './vat-settlement.rules.js';

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

export {
  existingSubaccounts,
  specialSubaccount,
  specialSubaccounts,
  type Tag,
  type WantedCode,
} from './account-choice.js';
export { ChartImportModule } from './chart-import/chart-import.module.js';
export { CHART_IMPORT_PART } from './chart-import/chart-import.openapi.js';
export { ChartImport } from './chart-import/chart-import.service.js';
export { bookInvoice, unbookInvoice, type Booked } from './book-invoice.js';
export { postingTerms } from './posting-terms.js';
export { paymentEntry } from './posting/payment-entry.js';
export type { PaymentAccounts, PostedPayment } from './posting/posted-payment.js';
export type { PostedInvoice } from './posting/posted-invoice.js';
export { fiscalYearOf } from './fiscal-year-of-day.js';
export { postEntry, removeEntry, settleBalances } from './ledger.js';
export type { EntryDraft } from './posting/entry-draft.js';
export { LedgerTables1795360000002 } from './ledger-tables.migration.js';
export { partyAccount, type Party } from './party-account.js';
export { isPeriodLocked } from './period-lock.js';
export { isOpen, openYear } from './open-year.js';
export { ReportsModule } from './reports/reports.module.js';
export { REPORTS_PART } from './reports/reports.openapi.js';
export { YearEndModule } from './year-end/year-end.module.js';
export { YEAR_END_PART } from './year-end/year-end.openapi.js';
export { YearEnd, type YearEndResult } from './year-end/year-end.service.js';

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
    JournalEntryLineRules,
    JournalEntryRules,
    JournalRules,
    SpecialAccountRules,
    SubaccountRules,
    VatSettlementRules,
  ],
};
