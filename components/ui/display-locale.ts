/**
 * The page's language with the reader's region: words match the page, while the order of a date and
 * the 12 or 24 hours are what the reader is used to (`en` read in Germany is `en-DE`). Browser only.
 */
export function displayLocale() {
  const page = document.documentElement.lang;
  if (!page) return navigator.language;
  const { region } = new Intl.Locale(navigator.language).maximize();
  return new Intl.Locale(page, { region }).toString();
}
