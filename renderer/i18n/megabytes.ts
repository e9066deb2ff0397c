import type { TextTools } from './useText.ts';

/** A size as one says it, in megabytes with one decimal and never less than a tenth. */
export const megabytes = (text: TextTools, bytes: number): string => text('backup.size', { size: text.intl.formatNumber(Math.max(0.1, bytes / 1_000_000), { maximumFractionDigits: 1 }) });
