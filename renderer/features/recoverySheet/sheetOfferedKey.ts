/** Personal setting: the first start offered a recovery sheet, and it was made and tried or put off. */
export const sheetOfferedKey = 'sheet.offered';
