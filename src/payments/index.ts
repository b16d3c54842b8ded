import type { ModelBundle } from '../models/index.js';
import { BankAccount } from './bank-accounts/bank-account.entity.js';
import { BankAccountRules } from './bank-accounts/bank-account.rules.js';
import { CustomerBankAccount } from './bank-accounts/customer-bank-account.entity.js';
import { CustomerBankAccountRules } from './bank-accounts/customer-bank-account.rules.js';
import { CustomerPayment } from './payments/customer-payment.entity.js';
import { CustomerPaymentRules } from './payments/customer-payment.rules.js';
import { CustomerReceipt } from './receipts/customer-receipt.entity.js';
import { CustomerReceiptRules } from './receipts/customer-receipt.rules.js';
import { PAYMENT_EXPANSIONS } from './expansions.js';
import { PaymentMethod } from './methods/payment-method.entity.js';
import { PaymentMethodRules } from './methods/payment-method.rules.js';
import { SupplierBankAccount } from './bank-accounts/supplier-bank-account.entity.js';
import { SupplierBankAccountRules } from './bank-accounts/supplier-bank-account.rules.js';
import { SupplierPayment } from './payments/supplier-payment.entity.js';
import { SupplierPaymentRules } from './payments/supplier-payment.rules.js';
import { SupplierReceipt } from './receipts/supplier-receipt.entity.js';
import { SupplierReceiptRules } from './receipts/supplier-receipt.rules.js';

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
export type { ReceiptInvoice } from './receipts/receipt-invoice.js';
export { payReceipts, removeReceipts, syncReceipts } from './receipts/receipts.js';

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
