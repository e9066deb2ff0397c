import { expect, test } from 'vitest';
import { classFaults, stylesheetFaults } from './stylesheets.ts';

const faults = (text: string) => stylesheetFaults({ file: 'a.module.css', text }, new Set(['--ink', '--space-1']));

test('logical properties and tokens are no fault', () => {
  expect(faults(`.a {\n  margin-inline-start: auto; /* left: 3px */\n  padding: 1px 2px 3px 2px;\n  color: var(--ink);\n  border: 1px solid currentColor;\n  text-align: start;\n  inline-size: var(--trigger-width);\n}\n@media (min-width: 900px) { .a { inset-block-start: calc(1px + var(--space-1)); background: transparent } }`)).toEqual([]);
});

test.each(['margin-left: 1px', 'padding-right: 0', 'border-left: 0', 'border-top-left-radius: 1px', 'left: 0', 'width: 10px', 'min-height: 1px', 'text-align: left', 'float: right', 'margin: 1px 2px 3px 4px'])('%s does not turn round with the language', (declaration) => {
  expect(faults(`.a {\n  ${declaration};\n}`)).toHaveLength(1);
});

test.each(['color: #fff', 'background: oklch(50% 0 0)', 'border: 1px solid rgba(0, 0, 0, 0.5)', 'color: white', 'box-shadow: 0 0 1px darkgrey'])('%s is a colour that is no token', (declaration) => {
  expect(faults(`.a { ${declaration} }`)).toEqual([expect.stringContaining('a colour that is no token')]);
});

test('a token that does not exist is reported, with its line, unless there is a fallback', () => {
  expect(faults('.a {\n  color: var(--ikn);\n  margin: var(--other, 1px);\n}')).toEqual(['a.module.css:2  --ikn: there is no such token']);
});

test('classes that are missing or idle are reported', () => {
  const stylesheet = { file: 'x/A.module.css', text: '.used {}\n.idle:hover {}\n@media (width > 1px) { .wide .inner { margin: .5px } }' };
  const component = { file: 'x/A.tsx', text: `import styles from './A.module.css';\n<p className={styles.used}><b className={styles['wide']} /><i className={styles.gone} /></p>` };
  expect(classFaults([stylesheet], [component])).toEqual(['x/A.tsx  styles.gone: A.module.css has no such class', 'x/A.module.css  .idle is used nowhere', 'x/A.module.css  .inner is used nowhere']);
});
