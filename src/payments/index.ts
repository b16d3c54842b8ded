import type { ModelBundle } from '../models/index.js';
import { BankAccount } from './bank-account.entity.js';
import { CustomerBankAccount } from './customer-bank-account.entity.js';
import { CustomerPayment } from './customer-payment.entity.js';
import { CustomerReceipt } from './customer-receipt.entity.js';
import { PaymentMethod } from './payment-method.entity.js';
import { SupplierBankAccount } from './supplier-bank-account.entity.js';
import { SupplierPayment } from './supplier-payment.entity.js';
import { SupplierReceipt } from './supplier-receipt.entity.js';

export { BankAccount, CustomerBankAccount, CustomerPayment, CustomerReceipt, PaymentMethod, SupplierBankAccount, SupplierPayment, SupplierReceipt };

/** The models of this folder and their rules. */
export const PAYMENTS: ModelBundle = {
  entities: [BankAccount, CustomerBankAccount, CustomerPayment, CustomerReceipt, PaymentMethod, SupplierBankAccount, SupplierPayment, SupplierReceipt],
  rules: [],
};
