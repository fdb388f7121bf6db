// Operates Swagger UI through its buttons and fields.
export class SwaggerPage {
  constructor(page) {
    this.page = page;
  }

  // Types a key or token into the dialog behind "Authorize".
  async authorize(scheme, value) {
    await this.page.locator('.btn.authorize').first().click();
    const form = this.page.locator('.auth-container', { has: this.page.locator(`code:text-is("${scheme}")`) })
      .or(this.page.locator('.auth-container', { has: this.page.locator(`h4:has-text("${scheme}")`) })).first();
    await form.locator('input').fill(value);
    await form.getByRole('button', { name: 'Apply credentials' }).click();
    await this.page.getByRole('button', { name: 'Close' }).first().click();
  }

  // Sends an operation. A text is the body, an object has the fields of a form. Returns when the page shows the answer.
  async send(operationId, given) {
    const block = this.page.locator(`[id$="-${operationId}"].opblock`);
    if (!await block.locator('.opblock-body').isVisible()) {
      await block.locator('.opblock-summary-control').click();
    }

    await block.locator('.try-out__btn').first().waitFor();
    const tryOut = block.getByRole('button', { name: 'Try it out' });
    if (await tryOut.count()) {
      await tryOut.click();
    }

    // The previous answer must not be read as the new one.
    const clear = block.getByRole('button', { name: 'Clear' });
    if (await clear.count()) {
      await clear.click();
    }

    await this.#fill(block, given);
    const answered = this.page.waitForResponse(response => ['fetch', 'xhr'].includes(response.request().resourceType()));
    await block.locator('.btn.execute').click();
    const response = await answered;
    const shown = block.locator('.live-responses-table .response-col_status', { hasText: String(response.status()) });
    await shown.first().waitFor();
    return { status: response.status(), body: await response.json() };
  }

  async #fill(block, given) {
    if (typeof given === 'string') {
      await block.locator('textarea.body-param__text').fill(given);
      return;
    }

    for (const [name, value] of Object.entries(given)) {
      await block.locator('tr', { hasText: name }).filter({ has: this.page.locator('input') }).locator('input').first().fill(value);
    }
  }
}
