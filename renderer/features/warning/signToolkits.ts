/** Lists of signs that are looked at together: the three tiers, the gender lens and early signs of hate speech. */
export const signToolkits = ['early-warning-tiers', 'gender-lens', 'hate-speech-signs'] as const;

/** Those that are asked for again in the hour of an alarm, because they are the ones forgotten. */
export const alarmLooks = ['gender-lens', 'hate-speech-signs'] as const;
