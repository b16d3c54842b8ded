import type { ModelBundle } from '../models/index.js';
import { BankAccount } from './bank-account.entity.js';
import { BankAccountRules } from './bank-account.rules.js';
import { CustomerBankAccount } from './customer-bank-account.entity.js';
import { CustomerBankAccountRules } from './customer-bank-account.rules.js';
import { CustomerPayment } from './customer-payment.entity.js';
import { CustomerPaymentRules } from './customer-payment.rules.js';
import { CustomerReceipt } from './customer-receipt.entity.js';
import { CustomerReceiptRules } from './customer-receipt.rules.js';
import { PAYMENT_EXPANSIONS } from './expansions.js';
import { PaymentMethod } from './payment-method.entity.js';
import { PaymentMethodRules } from './payment-method.rules.js';
import { SupplierBankAccount } from './supplier-bank-account.entity.js';
import { SupplierBankAccountRules } from './supplier-bank-account.rules.js';
import { SupplierPayment } from './supplier-payment.entity.js';
import { SupplierPaymentRules } from './supplier-payment.rules.js';
import { SupplierReceipt } from './supplier-receipt.entity.js';
import { SupplierReceiptRules } from './supplier-receipt.rules.js';

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

export { OverdueReceipts } from './overdue.js';
export { PaymentsModule } from './payments.module.js';
export { PAYMENTS_PART } from './payments.openapi.js';
export { splitAmount } from './receipt-plan.js';
export type { InvoiceFlags, ReceiptInvoice } from './receipt-invoice.js';
export { payReceipts, removeReceipts, syncReceipts, unpayReceipts } from './receipts.js';

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
  expansions: PAYMENT_EXPANSIONS,
};
