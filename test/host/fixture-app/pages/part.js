export const greeting = 'module loaded';
