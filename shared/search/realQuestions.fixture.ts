/**
 * What a focal point types in a hurry, and the sections that would answer it; any one of them will do. Written from the tasks of the post
 * and not from what the search finds. Slips and unfinished words are as they come from the keyboard.
 */
export const realQuestions: readonly { readonly ask: string; readonly sections: readonly string[] }[] = [
  { ask: 'what do i do in the first week', sections: ['first-week'] },
  { ask: 'who decides on sanctoins', sections: ['ladder-of-measures', 'pillar-three-measures'] },
  { ask: 'how to brief minister one page', sections: ['one-page-for-the-minister'] },
  { ask: 'upr recommendation', sections: ['universal-periodic-review'] },
  { ask: 'secret notes border', sections: ['travelling-with-notes'] },
  { ask: 'my predeccessor left nothing', sections: ['first-week', 'handing-over'] },
  { ask: 'is it genocide or war crime', sections: ['four-crimes'] },
  { ask: 'colleague says r2p means regime chang', sections: ['explaining-r2p'] },
  { ask: 'veto blocks the council what now', sections: ['security-council', 'general-assembly'] },
  { ask: 'anonymous tip can i trust the sorce', sections: ['grading-sources'] },
  { ask: 'minister doesnt listen to warnings', sections: ['advising-leaders', 'alarm-route', 'one-page-for-the-minister'] },
  { ask: 'journalist asks for contact of a survivor', sections: ['survivors'] },
  { ask: 'which ministrys should i invite to the first meeting', sections: ['convening-ministries'] },
  { ask: 'need a budget for the post', sections: ['what-makes-it-last', 'national-action-plan', 'writing-the-mandate'] },
  { ask: 'hatespeech radio', sections: ['hate-speech-and-social-media'] },
  { ask: 'child soldeirs', sections: ['children-and-protection-of-civilians'] },
  { ask: 'women gender indicat', sections: ['women-peace-security', 'framework-of-analysis', 'conflict-related-sexual-violence'] },
  { ask: 'write to the secretariat what do they keep about me', sections: ['the-secretariat'] },
  { ask: 'leaving the post next month successor', sections: ['handing-over'] },
  { ask: 'no embassy there small country', sections: ['nobodys-priority'] },
  { ask: 'can we send observers or mediators to help', sections: ['pillar-two-measures'] },
  { ask: 'eu au un working together on one strategy', sections: ['trilateral-cooperation', 'regional-organisations'] },
  { ask: 'red tier what must i do', sections: ['three-tiers-of-warning'] },
  { ask: 'neighbouring country wants to appoint focal poi', sections: ['outreach-to-other-states'] },
  { ask: 'civilsociety meeting safe for ngos', sections: ['civil-society-women-youth', 'do-no-harm'] },
];
