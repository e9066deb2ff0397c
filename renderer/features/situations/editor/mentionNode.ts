import { Node } from '@tiptap/core';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { type Mention, mentionKinds, mentionNode } from '../../../../shared/domain/vault/noteText.ts';

export interface MentionOptions {
  /** The present title of what is linked to; null where it is not there. */
  readonly titleOf: (mention: Mention) => string | null;
  readonly open: (mention: Mention) => void;
  /** Asked for when two opening brackets were typed, or by Ctrl Shift K. The brackets stand from `from` to the caret. */
  readonly choose: (from: number | null) => void;
  readonly missing: string;
}

const longestLabel = 300;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

export const mentionOf = (node: DocumentNode): Mention | null => {
  const kind = mentionKinds.find((known) => known === node.attrs['kind']);
  const id: unknown = node.attrs['target'];
  return kind === undefined || typeof id !== 'string' || !idPattern.test(id) ? null : { kind, id };
};

/**
 * A link to a note, a section or a task, one piece of the line. It shows the title as it is now; `label` is the title as it was, for
 * search and exports, and stays empty for notes of other situations, so that no title leaves its compartment.
 */
export const MentionNode = Node.create<MentionOptions, { readonly redraw: Set<() => void> }>({
  name: mentionNode,
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ titleOf: () => null, open: () => undefined, choose: () => undefined, missing: '' }),
  addStorage: () => ({ redraw: new Set<() => void>() }),
  addAttributes: () => ({ kind: { default: 'note' }, target: { default: '' }, label: { default: '' } }),
  // Never read from what is pasted from elsewhere: a link of this app carries a mark of its own.
  parseHTML: () => [
    {
      tag: 'span[data-mention]',
      getAttrs: (element) => {
        const [kind = '', target = ''] = (element.getAttribute('data-mention') ?? '').split(':');
        return mentionKinds.some((known) => known === kind) && idPattern.test(target) ? { kind, target, label: (element.textContent ?? '').slice(0, longestLabel) } : false;
      },
    },
  ],
  renderHTML: ({ node }) => ['span', { 'data-mention': `${String(node.attrs['kind'])}:${String(node.attrs['target'])}` }, String(node.attrs['label'])],
  renderText: ({ node }) => String(node.attrs['label']),
  addNodeView() {
    const { options, storage } = this;
    return ({ node }) => {
      const dom = document.createElement('a');
      dom.dataset['mention'] = String(node.attrs['kind']);
      dom.setAttribute('role', 'link');
      dom.dir = 'auto';
      const mention = mentionOf(node);
      const draw = (): void => {
        const title = mention === null ? null : options.titleOf(mention);
        const label = String(node.attrs['label']);
        dom.textContent = title ?? (label === '' ? options.missing : label);
        dom.toggleAttribute('data-missing', title === null);
      };
      draw();
      storage.redraw.add(draw);
      const follow = (event: MouseEvent): void => {
        event.preventDefault();
        if (mention !== null) options.open(mention);
      };
      dom.addEventListener('click', follow);
      return { dom, destroy: () => storage.redraw.delete(draw), ignoreMutation: () => true };
    };
  },
  addKeyboardShortcuts() {
    return {
      'Mod-Shift-k': () => {
        this.options.choose(null);
        return true;
      },
      Enter: () => {
        const { selection } = this.editor.state;
        const node = 'node' in selection ? (selection.node as DocumentNode) : null;
        const mention = node?.type.name === mentionNode ? mentionOf(node) : null;
        if (mention === null) return false;
        this.options.open(mention);
        return true;
      },
    };
  },
  addProseMirrorPlugins() {
    const { choose } = this.options;
    return [
      new Plugin({
        props: {
          handleTextInput: (view, from, _to, text) => {
            if (text === '[' && from > 0 && view.state.doc.textBetween(from - 1, from) === '[') queueMicrotask(() => choose(from - 1));
            return false;
          },
        },
      }),
    ];
  },
});
