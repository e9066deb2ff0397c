/** Names of the vaults' databases in the window's storage. Apart from the store, so that whoever only deletes one need not load it. */
export const databaseName = 'focalpoint-vault';
export const practiceDatabaseName = 'focalpoint-practice';
