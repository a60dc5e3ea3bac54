import { Widget } from './widget';

// A classic script knows its own tag only while it runs for the first time.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const begin = () => new Widget(script).begin();
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin, { once: true });
  else begin();
}
