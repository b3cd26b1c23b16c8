/** Every question that the ledger answers. Each takes the pool or a client, the question, and the time where it matters. */
export { balance } from './balance';
export { listBudgets, periodOf } from './budgets';
export { explain } from './explain';
export { getGrant, listGrants } from './grants';
export { getHold, listHolds } from './holds';
export { getTransaction, listTransactions } from './transactions';
export { usage } from './usage';
export { getWallet, listWallets, workspaceFigures } from './wallets';
