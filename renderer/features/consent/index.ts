export { ConsentCard } from './ConsentCard.tsx';
export { ProgressSender } from './ProgressSender.tsx';
