import { PaymentMethods } from '../company/index.js';
import { MethodsOfCompany } from './methods/methods-of-company.js';
import type { ModelBundle } from '../models/index.js';
import { BankAccount } from './bank-accounts/bank-account.entity.js';
import { BankAccountRules } from './bank-accounts/bank-account.rules.js';
import {
  CustomerBankAccount,
  SupplierBankAccount,
} from './bank-accounts/party-bank-account.entity.js';
import {
  CustomerBankAccountRules,
  SupplierBankAccountRules,
} from './bank-accounts/party-bank-account.rules.js';
import { PaymentMethod } from './methods/payment-method.entity.js';
import { PaymentMethodRules } from './methods/payment-method.rules.js';
import { CustomerPayment, SupplierPayment } from './payments/payment.entity.js';
import { CustomerPaymentRules, SupplierPaymentRules } from './payments/payment.rules.js';
import { CustomerReceipt, SupplierReceipt } from './receipts/receipt.entity.js';
import { CustomerReceiptRules, SupplierReceiptRules } from './receipts/receipt.rules.js';

export {
  BankAccount,
  CustomerBankAccount,
  CustomerPayment,
  CustomerReceipt,
  PaymentMethod,
  SupplierBankAccount,
  SupplierPayment,
  SupplierReceipt,
};

export { OverdueReceipts } from './receipts/overdue.js';
export { PaymentsModule } from './payments.module.js';
export { PAYMENTS_PART } from './payments/payments.openapi.js';
export { InvoiceLedger, type StoredInvoice } from './receipts/invoice-ledger.js';
export type { ReceiptInvoice } from './receipts/receipt-invoice.js';
export { payReceipts, removeReceipts, syncReceipts, unpayReceipts } from './receipts/receipts.js';

/** The models of this folder and their rules. */
export const PAYMENTS: ModelBundle = {
  entities: [
    BankAccount,
    CustomerBankAccount,
    CustomerPayment,
    CustomerReceipt,
    PaymentMethod,
    SupplierBankAccount,
    SupplierPayment,
    SupplierReceipt,
  ],
  rules: [
    BankAccountRules,
    CustomerBankAccountRules,
    CustomerPaymentRules,
    CustomerReceiptRules,
    PaymentMethodRules,
    SupplierBankAccountRules,
    SupplierPaymentRules,
    SupplierReceiptRules,
  ],
  ports: [{ port: PaymentMethods, by: MethodsOfCompany }],
};
