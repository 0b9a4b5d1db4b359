// Sentences of the page. Another language is another text.<language>.json with the same keys.
const LANGUAGES = ['en', 'es'];

let table = {};

export async function loadTexts() {
  const wanted = (navigator.language || 'en').slice(0, 2);
  const language = LANGUAGES.includes(wanted) ? wanted : 'en';
  const [base, own] = await Promise.all([read('en'), language === 'en' ? {} : read(language)]);
  table = { ...base, ...own };
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
}

async function read(language) {
  const answer = await fetch(`/dashboard/text.${language}.json`);
  return answer.ok ? answer.json() : {};
}

export function text(key, ...values) {
  const sentence = table[key] ?? key;
  return values.reduce((result, value, i) => result.replace(`{${i}}`, value), sentence);
}

export function number(value, digits = 0) {
  return value === null || value === undefined
    ? '–'
    : value.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function time(value) {
  return value ? new Date(value).toLocaleTimeString() : '–';
}

export function short(digest) {
  return digest ? digest.replace('sha256:', '').slice(0, 12) : '–';
}
