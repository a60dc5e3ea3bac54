// Russian stands in the page, English in its data-en attributes; the widget follows the page's language by itself.
const english = new URLSearchParams(location.search).get('lang') === 'en';
if (english) {
  document.documentElement.lang = 'en';
  for (const element of document.querySelectorAll('[data-en]')) element.textContent = element.dataset.en;
  document.querySelector('script[data-widget]').dataset.title = 'Glaze and Kiln';
  const other = document.querySelector('.language');
  other.href = '?lang=ru';
  other.hreflang = other.lang = 'ru';
  other.textContent = 'По-русски';
}
