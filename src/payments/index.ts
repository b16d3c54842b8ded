import type { ModelBundle } from '../models/index.js';
import { BankAccount } from './bank-account.entity.js';
import { BankAccountRules } from './bank-account.rules.js';
import { CustomerBankAccount } from './customer-bank-account.entity.js';
import { CustomerBankAccountRules } from './customer-bank-account.rules.js';
import { CustomerPayment } from './customer-payment.entity.js';
import { CustomerReceipt } from './customer-receipt.entity.js';
import { PaymentMethod } from './payment-method.entity.js';
import { PaymentMethodRules } from './payment-method.rules.js';
import { SupplierBankAccount } from './supplier-bank-account.entity.js';
import { SupplierBankAccountRules } from './supplier-bank-account.rules.js';
import { SupplierPayment } from './supplier-payment.entity.js';
import { SupplierReceipt } from './supplier-receipt.entity.js';

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
  rules: [BankAccountRules, CustomerBankAccountRules, PaymentMethodRules, SupplierBankAccountRules],
};
