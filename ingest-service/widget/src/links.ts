const LINK = /https?:\/\/[^\s<>"'«»]+/g;
const AFTER = /[.,;:!?)\]}…]+$/;

/** What somebody wrote as nodes: text as text, web addresses as links. Nothing in it can become markup. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(AFTER, '');
    const at = match.index;
    const link = anchor(address);
    if (link === null) continue;
    if (at > from) nodes.push(document.createTextNode(text.slice(from, at)));
    nodes.push(link);
    from = at + address.length;
  }
  if (from < text.length) nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

function anchor(address: string): HTMLAnchorElement | null {
  const url = webAddress(address);
  if (url === null) return null;
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
  link.textContent = address;
  return link;
}

/** An absolute http or https address, or null for anything else, such as `javascript:`. */
export function webAddress(address: string, base?: string): string | null {
  try {
    const url = new URL(address, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
