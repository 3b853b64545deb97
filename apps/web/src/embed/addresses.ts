const LINKS = [
  ['a', 'href'],
  ['img', 'src'],
] as const;

/** http or https, whole. */
export function isOwnAddress(address: string): boolean {
  return /^https?:\/\//.test(address) && URL.canParse(address);
}

/** Links and pictures of the newsroom's views are relative to it; in a page of elsewhere they have to name it. */
export function madeAbsolute(root: ShadowRoot, newsroom: string): void {
  for (const [name, attribute] of LINKS)
    for (const element of root.querySelectorAll(`${name}[${attribute}^="/"]`))
      element.setAttribute(attribute, newsroom + element.getAttribute(attribute));
  for (const image of root.querySelectorAll('source[srcset^="/"], img[srcset^="/"]'))
    image.setAttribute('srcset', absoluteSet(image.getAttribute('srcset') ?? '', newsroom));
  for (const link of root.querySelectorAll('a[href]:not([target])')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener');
  }
}

const absoluteSet = (set: string, newsroom: string): string =>
  set
    .split(',')
    .map((one) => one.trim().replace(/^\//, `${newsroom}/`))
    .join(', ');
