// The interface is in English, so dates and numbers are too: a "vor 3 Stunden" inside an English
// sentence reads as a mistake. Of the reader's own English variants the first wins; people who list
// none most likely expect day before month and 24 hours.
export const locale: string =
  navigator.languages.find((language) => language === 'en' || language.startsWith('en-')) ?? 'en-GB'
