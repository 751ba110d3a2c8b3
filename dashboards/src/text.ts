/** The languages that every dashboard is made in. */
export type Lang = 'zh' | 'en';

/** Words in both languages. */
export interface Text {
  zh: string;
  en: string;
}

/** What a dashboard is made with: the language, and a reader of words in it. */
export interface Context {
  lang: Lang;
  /** Picks the words of the dashboard's language. */
  say: (text: Text) => string;
  /** The label that holds the name of an indicator or region in that language. */
  nameLabel: 'name' | 'name_en';
}

export function context(lang: Lang): Context {
  return { lang, say: (text) => text[lang], nameLabel: lang === 'zh' ? 'name' : 'name_en' };
}

/** How the issuers of targets are shown; the labels hold the codes. */
export const issuers: Record<string, Text> = {
  province: { zh: '省下达', en: 'province' },
  city: { zh: '市下达', en: 'city' },
  district: { zh: '区定', en: 'district' },
};

/** The stages of a project; the labels hold the codes. */
export const stages = {
  planned: { zh: '谋划', en: 'planned' },
  signed: { zh: '签约', en: 'signed' },
  started: { zh: '开工', en: 'started' },
  building: { zh: '在建', en: 'building' },
  completed: { zh: '竣工', en: 'completed' },
  production: { zh: '投产', en: 'production' },
} satisfies Record<string, Text>;

/** About how wide a text is in ems: a Chinese character is one, others are a good half. */
export function ems(text: string): number {
  const one = (c: string) => (c > '⺀' || c === '%' ? 1 : /[ .,:;il'|()-]/.test(c) ? 0.33 : /[A-Zmw]/.test(c) ? 0.75 : 0.58);
  return [...text].reduce((sum, c) => sum + one(c), 0);
}
