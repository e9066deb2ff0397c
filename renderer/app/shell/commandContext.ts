import { createContext, useContext } from 'react';
import type { CommandId } from '../../../shared/domain/commands.ts';

/** Carries out a command of the registry. Screens use it for their buttons, so that a button and its shortcut do the same. */
export const CommandContext = createContext<(id: CommandId) => void>(() => undefined);
export const useCommand = () => useContext(CommandContext);
