import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
const [light = '', dark = ''] = css.split(":root[data-theme='dark']");

type Rgb = readonly [number, number, number];

/** Linear-light sRGB of an OKLCH colour, clipped to what a screen can show. */
function linear(l: number, c: number, hue: number): Rgb {
  const [a, b] = [c * Math.cos((hue * Math.PI) / 180), c * Math.sin((hue * Math.PI) / 180)];
  const [x, y, z] = [l + 0.3963377774 * a + 0.2158037573 * b, l - 0.1055613458 * a - 0.0638541728 * b, l - 0.0894841775 * a - 1.291485548 * b].map((value) => value ** 3) as unknown as Rgb;
  const rgb = [4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z, -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z, -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z];
  return rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb;
}

/** CIE lightness, 0 to 100, of what is left when a printer drops the colour. */
function greyLightness([r, g, b]: Rgb): number {
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
}

/** What a deuteranope sees: Machado, Oliveira and Fernandes 2009, full severity, on linear light. */
const deuteranope = ([r, g, b]: Rgb): Rgb => [0.367322 * r + 0.860646 * g - 0.227968 * b, 0.280085 * r + 0.672501 * g + 0.047413 * b, -0.01182 * r + 0.04294 * g + 0.968881 * b].map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb;

const scale = (theme: string): Rgb[] =>
  [0, 1, 2, 3, 4].map((step) => {
    const [, l, c, hue] = new RegExp(`--risk-${step}: oklch\\(([\\d.]+)% ([\\d.]+) ([\\d.]+)\\)`).exec(theme) ?? [];
    return linear(Number(l) / 100, Number(c), Number(hue));
  });

/** Two cells side by side are told apart from about this difference of lightness on. */
const leastStep = 4;

describe.each([['light', light, -1], ['dark', dark, 1]] as const)('the scale of risk in the %s theme', (_name, theme, direction) => {
  it.each([['in grey', (colour: Rgb) => colour], ['to a deuteranope', deuteranope]] as const)('is ordered in lightness %s', (_how, seen) => {
    const lightness = scale(theme).map((colour) => greyLightness(seen(colour)));
    const steps = lightness.slice(1).map((value, at) => (value - lightness[at]!) * direction);
    for (const step of steps) expect(step, lightness.map((value) => value.toFixed(1)).join(' ')).toBeGreaterThan(leastStep);
  });
});
