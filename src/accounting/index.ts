import { ProductAccounts } from '../catalogue/index.js';
import type { ModelBundle } from '../models/index.js';
import { AccountCodes } from '../parties/index.js';
import { AccountCodesOfYears } from './years/account-codes.js';
import { SubaccountsOfProducts } from './chart/product-accounts.js';
import { Account } from './chart/account.entity.js';
import { AccountRules } from './chart/account.rules.js';
import { EntryConcept } from './journal/entry-concept.entity.js';
import { EntryConceptRules } from './journal/entry-concept.rules.js';
import { FiscalYear } from './years/fiscal-year.entity.js';
import { FiscalYearRules } from './years/fiscal-year.rules.js';
import { JournalEntryLine } from './journal/journal-entry-line.entity.js';
import { JournalEntryLineRules } from './journal/journal-entry-line.rules.js';
import { JournalEntry } from './journal/journal-entry.entity.js';
import { JournalEntryRules } from './journal/journal-entry.rules.js';
import { Journal } from './journal/journal.entity.js';
import { JournalRules } from './journal/journal.rules.js';
import { SpecialAccount } from './chart/special-account.entity.js';
import { SpecialAccountRules } from './chart/special-account.rules.js';
import { Subaccount } from './chart/subaccount.entity.js';
import { SubaccountRules } from './chart/subaccount.rules.js';
import { VatSettlement } from './years/vat-settlement.entity.js';
import { VatSettlementRules } from './years/vat-settlement.rules.js';

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
} from './chart/account-choice.js';
export { ChartImportModule } from './chart-import/chart-import.module.js';
export { CHART_IMPORT_PART } from './chart-import/chart-import.openapi.js';
export { ChartImport } from './chart-import/chart-import.service.js';
export { bookInvoice, hasAmountOf, unbookInvoice } from './journal/book-invoice.js';
export { postingTerms } from './journal/posting-terms.js';
export { paymentEntry } from './posting/payment-entry.js';
export type { PaymentAccounts, PostedPayment } from './posting/posted-payment.js';
export type { PostedInvoice } from './posting/posted-invoice.js';
export { fiscalYearOf } from './years/fiscal-year-of-day.js';
export { postEntry, removeEntry, settleBalances } from './journal/ledger.js';
export type { EntryDraft } from './posting/entry-draft.js';
export { BooksRebuild, pendingBalances } from './journal/books-rebuild.service.js';
export { BooksRebuilds1795360000017 } from './journal/books-rebuilds.migration.js';
export { JournalModule } from './journal/journal.module.js';
export { LedgerTables1795360000002 } from './journal/ledger-tables.migration.js';
export { partyAccount, type Party } from './chart/party-account.js';
export { isPeriodLocked } from './years/period-lock.js';
export { fiscalYear, isOpen, openYear } from './years/open-year.js';
export { LedgerInvoices } from './reports/ledger-invoices.js';
export { ReportsModule } from './reports/reports.module.js';
export { REPORTS_PART } from './reports/reports.openapi.js';
export { testEntryLink } from './journal/entry-link.js';
export { BookedDocuments } from './journal/booked-documents.js';
export { LedgerBalances } from './journal/ledger-balances.js';
export { YearInvoices } from './year-end/year-invoices.js';
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
  ports: [
    { port: AccountCodes, by: AccountCodesOfYears },
    { port: ProductAccounts, by: SubaccountsOfProducts },
  ],
};
