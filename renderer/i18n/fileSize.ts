import type { TextTools } from './useText.ts';

/** A size as one says it: whole kilobytes below a tenth of a megabyte, then megabytes with one decimal, in the reader's own way of writing units. */
export function fileSize(text: TextTools, bytes: number): string {
  const unit = bytes < 100_000 ? ({ size: 1_000, name: 'kilobyte', digits: 0 } as const) : ({ size: 1_000_000, name: 'megabyte', digits: 1 } as const);
  const amount = bytes === 0 ? 0 : Math.max(10 ** -unit.digits, bytes / unit.size);
  return text.intl.formatNumber(amount, { style: 'unit', unit: unit.name, unitDisplay: 'short', maximumFractionDigits: unit.digits });
}
