// The interface is in English, so dates and numbers are too: "vor 3 Stunden" inside an English sentence looks
// like a mistake. Uses the reader's first English variant. People who list none most likely expect day before
// month and 24 hours.
export const locale: string =
  navigator.languages.find((language) => language === 'en' || language.startsWith('en-')) ?? 'en-GB'
