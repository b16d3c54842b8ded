/** Codes of ledger accounts are abbreviated with a dot; parties, which know no ledger, too. */
export { expandedCode } from '../../kernel/text/dotted-code.js';
