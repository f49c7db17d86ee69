// cups_web.mjs: what a person does in the web interface of CUPS, done in a real Chromium with Playwright.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node cups_web.mjs BROWSER URL [PICTURES]
//
// Starts the program BROWSER, and does what it is told at the CUPS at URL: each line on its input is a task in JSON,
// {"task": "addPrinter", …}, and is answered by a line {"answer": …}, or {"error": "…"} when the page is not as it should
// be. Ends with its input. Everything is found by what a person sees: links, buttons and labels. Pictures of the main
// steps go to the folder PICTURES. Every wait ends after 30 seconds, with an error.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [, , browserPath, address, pictures] = process.argv;

// Without a sandbox, as root has none; the pages are CUPS's own.
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1000, height: 560 } });
page.setDefaultTimeout(30_000);

// The address of the fax service in a picture is what it would be in somebody's office, and there is nothing below the
// words of the page.
async function keepPicture(name) {
  if (!pictures) return;
  await page.evaluate(() => {
    const renamed = (text) => text.replace(/127\.0\.0\.1:\d+/, "pbx.example.com");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) walk.currentNode.data = renamed(walk.currentNode.data);
    for (const input of document.querySelectorAll("input:not([type=hidden])")) {
      input.dataset.kept = input.value;
      input.value = renamed(input.value);
    }
  });
  await page.addStyleTag({ content: ".cups-footer { display: none !important }" });
  const bottom = await page.evaluate(() => {
    scrollTo(0, 0);
    // All groups of options lie below each other, and one of them is shown.
    const shown = document.querySelector(location.hash || ".tab") ?? document.body;
    const last = (each) => each.getBoundingClientRect().bottom - (each.closest(".tab") ?? document.body).getBoundingClientRect().top;
    const top = shown.getBoundingClientRect().top;
    return Math.ceil(top + Math.max(...[...shown.querySelectorAll("input, select, td, p, pre")].map(last)));
  });
  await page.setViewportSize({ width: 1000, height: bottom + 24 });
  await page.screenshot({ path: `${pictures}/web-${name}.png`, animations: "disabled", caret: "hide" });
  await page.evaluate(() => {
    for (const input of document.querySelectorAll("input[data-kept]")) input.value = input.dataset.kept;
  });
}

// Presses the button that stands in the form of the page, beside the one of the search and those of jobs.
async function press(name) {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.getByRole("button", { name, exact: true }).first().click()]);
}

// The text below the page's headings, in one line.
async function words() {
  return (await page.locator("body").innerText()).replace(/\s+/g, " ");
}

async function hasWords(wanted) {
  await page.waitForFunction((text) => document.body.innerText.includes(text), wanted);
  return words();
}

// A field of a form by the label in the left column, which is no label to the browser.
function field(label) {
  return page.locator(`xpath=//tr[th[normalize-space()="${label}:"]]/td`).first()
    .locator("xpath=input[not(@type='hidden')] | select").first();
}

// The two choices in the head of a printer's page: choosing is doing.
async function choose(printer, deed) {
  await page.goto(`${address}/printers/${printer}`);
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    page.locator('select[name="OP"]', { hasText: deed }).selectOption({ label: deed }),
  ]);
}

// Name, connection and model of a new printer, as the pages ask for them one by one.
async function addPrinter({ device, connection, name, description, make, model }) {
  await page.goto(`${address}/admin`);
  await press("Add Printer");
  // "Looking for printers…", then the list by itself.
  const found = page.getByLabel(device);
  await found.check();
  const group = await page.locator("tr", { has: found }).last().locator("th").innerText();
  const label = await page.locator("label", { hasText: device }).first().innerText();
  await keepPicture("device");
  await press("Continue");
  await field("Connection").fill(connection);
  await keepPicture("connection");
  await press("Continue");
  await field("Name").fill(name);
  await field("Description").fill(description);
  await keepPicture("name");
  await press("Continue");
  await field("Make").selectOption({ label: make });
  await press("Continue");
  await field("Model").selectOption({ label: model });
  await keepPicture("model");
  await press("Add Printer");
  return { group, label, words: await hasWords("has been added successfully") };
}

// Goes through "Modify Printer" and changes nothing but the description.
async function modifyPrinter({ name, description }) {
  await choose(name, "Modify Printer");
  const connection = page.locator("input[type=radio]:checked");
  await connection.waitFor();
  const current = await connection.getAttribute("value");
  await press("Continue");
  await field("Description").fill(description);
  await press("Continue");
  const driver = (await field("Model").locator("option:checked").innerText()).trim();
  await press("Modify Printer");
  return { connection: current, driver, words: await hasWords("has been modified successfully") };
}

// Where a browser shows one group of options at a time, the group of this one.
async function showTab(label) {
  const id = await page.locator(`xpath=//tr[th[normalize-space()="${label}:"]]/ancestor::div[@class="tab"]`).first()
    .getAttribute("id");
  await page.locator(`a[href="#${id}"]`).click();
}

// `options` are {"Fax number": "5550100"}: a choice of the list, or what is typed under "Custom".
async function setDefaults({ name, options, pictures: wanted = {} }) {
  await choose(name, "Set Default Options");
  for (const [label, value] of Object.entries(options)) {
    await showTab(label);
    const list = field(label);
    const choices = (await list.locator("option").allInnerTexts()).map((each) => each.trim());
    if (choices.includes(value)) {
      await list.selectOption({ label: value });
    } else {
      await list.selectOption({ label: "Custom" });
      await list.locator("xpath=..").locator("table input").fill(value);
    }
    if (wanted[label]) await keepPicture(wanted[label]);
  }
  await press("Set Default Options");
  return hasWords("default options have been set successfully");
}

// What the form shows: {"Fax number": {chosen, typed, choices}}.
async function defaults({ name }) {
  await choose(name, "Set Default Options");
  return page.locator("select:not([name=OP])").evaluateAll((lists) => Object.fromEntries(lists.map((list) => {
    const label = list.closest("tr").querySelector("th").innerText.trim().replace(/:$/, "");
    const typed = list.parentElement.querySelector("table input");
    return [label, {
      chosen: list.selectedOptions[0]?.text.trim(), typed: typed ? typed.value : null,
      choices: [...list.options].map((each) => each.text.trim()),
    }];
  })));
}

async function printTestPage({ name }) {
  await choose(name, "Print Test Page");
  const [, job] = (await hasWords("Test page sent")).match(/job ID is \S+-(\d+)/);
  return Number(job);
}

// What the page of the printer says about the job: its row in the list.
async function job({ name, job, has, which = "not-completed", picture }) {
  const row = page.locator("table.list tr", { hasText: `${name}-${job}` });
  await page.goto(`${address}/printers/${name}?which_jobs=${which}`);
  for (const end = Date.now() + 30_000; ;) {
    const text = (await row.count()) ? (await row.first().innerText()).replace(/\s+/g, " ") : "";
    if (text.includes(has)) {
      if (picture) await keepPicture(picture);
      return text;
    }
    if (Date.now() > end) throw new Error(`job ${job} on the page is "${text}", and not "${has}"`);
    await page.waitForTimeout(200);
    await page.reload();
  }
}

async function releaseJob({ name, job }) {
  await page.goto(`${address}/printers/${name}?which_jobs=not-completed`);
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    page.locator("table.list tr", { hasText: `${name}-${job}` }).getByRole("button", { name: "Release Job" }).click(),
  ]);
  return hasWords("has been released");
}

const tasks = { addPrinter, modifyPrinter, setDefaults, defaults, printTestPage, job, releaseJob };

for await (const line of createInterface({ input: process.stdin })) {
  const { task, ...more } = JSON.parse(line);
  let said;
  try {
    said = { answer: await tasks[task](more) };
  } catch (error) {
    said = { error: `${error.message}; the page ${page.url()} says: ${(await words().catch(() => "")).slice(0, 500)}` };
    await keepPicture("failure");
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
await browser.close();
