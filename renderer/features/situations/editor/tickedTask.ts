import { TaskItem } from '@tiptap/extension-list';
import type { Command } from '@tiptap/pm/state';
import { isInTable } from '@tiptap/pm/tables';

/** Ticks the task in which the caret stands, or opens it again. */
const tick: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const item = $from.node(depth);
    if (item.type.name !== 'taskItem') continue;
    dispatch?.(state.tr.setNodeAttribute($from.before(depth), 'checked', item.attrs['checked'] !== true));
    return true;
  }
  return false;
};

/** A task that is ticked without leaving the text: Ctrl Enter. In a table the same keys go behind it. */
export const TickedTask = TaskItem.extend({
  addKeyboardShortcuts() {
    return { ...this.parent?.(), 'Mod-Enter': () => !isInTable(this.editor.state) && tick(this.editor.state, this.editor.view.dispatch) };
  },
});
