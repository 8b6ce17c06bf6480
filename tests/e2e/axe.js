// The rules of accessibility that axe can check.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

/** Scans the page, or the part of it that a selector finds. */
export async function expectNoViolations(page, part) {
  // Not among the rules that axe applies by itself: what one sees of a control is in its name.
  const rules = { "label-content-name-mismatch": { enabled: true } };
  const axe = new AxeBuilder({ page }).options({ rules });
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}
