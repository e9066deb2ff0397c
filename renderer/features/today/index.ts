export { introKey } from './components/IntroCard.tsx';
export { TodayScreen } from './TodayScreen.tsx';
