import { foldText } from './foldText.ts';

/** Words that carry no subject in a question. They are left out of a query unless it has no others. */
const lists: Readonly<Record<string, string>> = {
  en: `a about after all also am an and any are as at be been being both but by can could did do does doing don for from get had has have he her him his
    how i if in into is isn it its just let me my no not of on or our ours out over shall she should so some than that the their them then there these
    they this those to too t s ll re ve d up us very was we were what when where which while who whom whose why will with would you your yours
    tell explain please want need`,
  fr: `a ai au aux avec c ce ces cet cette ceux combien comment d dans de des donc du elle elles en est et etre eux fait faire faut il ils j je l la le les leur
    leurs lui m ma mais me mes mon n ne nos notre nous on ou où par pas peut peux plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans
    se ses si sont son sur t ta te tes toi ton tu un une vos votre vous y à`,
  es: `a al ante como con cual cuales cuando cuanto cuantos cómo de debe debo del desde donde e el ella ellas ellos en entre es esa ese eso esta este esto están
    está fue ha hace hacer hacia han hasta hay la las le les lo los me mi mis muy más ni no nos o os para pero por porque puede puedo que quien quienes qué se
    ser si sin sobre son su sus sí te tengo ti tu tus un una uno unos y ya yo él`,
  ar: `من في على إلى الى عن مع هو هي هم هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كيف لماذا كم هل أن إن أو أم ثم لا لم لن قد كان كانت يكون تكون كل بعض
    بين عند حتى إذا أنا نحن أنت و ف ب ل ك يا أي`,
};

const sets = new Map(Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/).map((word) => foldText(word).folded))]));
const none: ReadonlySet<string> = new Set();

/** @param language primary subtag: "en" of "en-GB" */
export const stopWords = (language: string): ReadonlySet<string> => sets.get(language) ?? none;
