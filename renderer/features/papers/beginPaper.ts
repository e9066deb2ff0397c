import type { PaperTemplate } from '../../../shared/domain/papers/templateFields.ts';
import { templateValues } from '../../../shared/domain/papers/templateValues.ts';
import type { Result } from '../../../shared/errors/result.ts';
import { gatherFacts } from '../../data/gatherFacts.ts';
import type { TextTools } from '../../i18n/useText.ts';
import { vault } from '../../platform/vault.ts';
import { valueWords } from './paperWords.ts';

/** Begins a paper on a template, filled with what the app knows. Answers its id. */
export async function beginPaper(text: TextTools, { id, title, body, placeholders }: PaperTemplate, taskId: string | null): Promise<Result<{ readonly id: string }>> {
  const template = { id, title, body, placeholders: placeholders.map(({ name, label }) => ({ name, label })) };
  const facts = await gatherFacts();
  const values = templateValues(template, facts, valueWords(text, facts.profile, 'office'));
  return vault.commands.saveEntry(null, { type: 'paper', title: title.slice(0, 200), taskId, template, values, handling: 'office' });
}
