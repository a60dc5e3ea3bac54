const SVG = 'http://www.w3.org/2000/svg';

/** Tabler outline icons (MIT), as path data. */
const PATHS = {
  back: ['M5 12l14 0', 'M5 12l6 6', 'M5 12l6 -6'],
  send: ['M12 5l0 14', 'M18 11l-6 -6', 'M6 11l6 -6'],
  telegram: ['M15 10l-4 4l6 6l4 -16l-18 7l4 2l2 6l3 -4'],
  check: ['M5 12l5 5l10 -10'],
  checks: ['M7 12l5 5l10 -10', 'M2 12l5 5m5 -5l5 -5'],
  moon: ['M12 3c.132 0 .263 0 .393 0a7.5 7.5 0 0 0 7.92 12.446a9 9 0 1 1 -8.313 -12.454'],
  bell: [
    'M10 5a2 2 0 1 1 4 0a7 7 0 0 1 4 6v3a4 4 0 0 0 2 3h-16a4 4 0 0 0 2 -3v-3a7 7 0 0 1 4 -6',
    'M9 17v1a3 3 0 0 0 6 0v-1',
  ],
  silent: [
    'M9.346 5.353c.21 -.129 .428 -.246 .654 -.353a2 2 0 1 1 4 0a7 7 0 0 1 4 6v3m-1 3h-13a4 4 0 0 0 2 -3v-3a6.996 6.996 0 0 1 1.273 -3.707',
    'M9 17v1a3 3 0 0 0 6 0v-1',
    'M3 3l18 18',
  ],
  clock: ['M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0', 'M12 7v5l3 3'],
  down: ['M6 9l6 6l6 -6'],
  right: ['M9 6l6 6l-6 6'],
  download: ['M4 17v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2 -2v-2', 'M7 11l5 5l5 -5', 'M12 4l0 12'],
  file: [
    'M14 3v4a1 1 0 0 0 1 1h4',
    'M17 21h-10a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2h7l5 5v11a2 2 0 0 1 -2 2',
    'M9 13l6 0',
    'M9 17l6 0',
  ],
  mail: ['M3 7a2 2 0 0 1 2 -2h14a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-10', 'M3 7l9 6l9 -6'],
  chat: [
    'M3 20l1.3 -3.9c-2.324 -3.437 -1.426 -7.872 2.1 -10.374c3.526 -2.501 8.59 -2.296 11.845 .48c3.255 2.777 3.695 7.266 1.029 10.501c-2.666 3.235 -7.615 4.215 -11.574 2.293l-4.7 1',
  ],
  clip: [
    'M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3l6.5 -6.5a3 3 0 0 0 -6 -6l-6.5 6.5a4.5 4.5 0 0 0 9 9l6.5 -6.5',
  ],
  close: ['M18 6l-12 12', 'M6 6l12 12'],
  warning: ['M12 9v4', 'M12 16v.01', 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0'],
} as const;

type Attributes = Record<string, string | boolean | ((event: Event) => void) | null>;

/** An element. Functions become listeners, false and null attributes are left out, strings become text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function icon(name: keyof typeof PATHS, px = 16): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `i i${px}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const data of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', data);
    svg.append(path);
  }
  return svg;
}

/** A row of a list that is kept as long as its `look` stays the same. */
export interface Row {
  key: string;
  look: string;
  make(): HTMLElement;
}

/** Makes the children of `parent` the rows, touching only what changed, so that nothing moves under a reader. */
export function reconcile(parent: HTMLElement, rows: Row[]): void {
  const kept = new Map<string, HTMLElement>();
  for (const child of [...parent.children] as HTMLElement[]) kept.set(child.dataset['key'] ?? '', child);
  let place: Element | null = parent.firstElementChild;
  for (const row of rows) {
    const old = kept.get(row.key);
    kept.delete(row.key);
    const node = old !== undefined && old.dataset['look'] === row.look ? old : row.make();
    if (node !== old) {
      node.dataset['key'] = row.key;
      node.dataset['look'] = row.look;
    }
    if (old !== undefined && node !== old) {
      if (place === old) place = old.nextElementSibling;
      old.remove();
    }
    if (node === place) place = node.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  kept.forEach((node) => node.remove());
}
