/** What a language has forms for; `other` stands in where one is not given. `#` is the number, as the language writes it. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** How many there are, in words: `plural('ru')(21, { one: '# новость', few: '# новости', other: '# новостей' })`. */
export function plural(language: string): (n: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('#', numbers.format(n));
}
