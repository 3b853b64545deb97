// What is done at a screen to get to the next, and how it is known to be there.
export const seen =
  (...selectors) =>
  async (page) => {
    for (const selector of selectors) await page.locator(selector).first().waitFor();
  };
/** As a key or a thumb does it; where only a mouse would see the button too. */
export const press = (page, selector) => page.locator(selector).first().dispatchEvent('click');

/** On a narrow screen one pane is shown at a time: 0 queue, 1 timeline, 2 board. */
export async function toPane(page, place) {
  const tab = page.locator('.tabs button').nth(place);
  if (await tab.isVisible()) await tab.click();
}
/** Everything that can be unfolded is. */
export const unfold = (page) =>
  page.locator('main details').evaluateAll((all) => {
    for (const each of all) each.open = true;
  });
