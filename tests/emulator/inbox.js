// The inbox page of voipnow-emulator: shows what /api/faxes says, and looks again when something changes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recipients, names and reasons come from outside. They reach the page through textContent and properties only, never
// as HTML.
'use strict';

const kStates = { sent: 'Sent', created: 'Waiting for its files', failed: 'Failed' };
const kWaitSeconds = 25;
const kPauseAfterFailure = 3000;

const byId = (id) => document.getElementById(id);
const shown = new Map();  // fax id → { article, stamp }

function durationText(seconds) {
  if (seconds === null) {
    return 'not measured';
  }
  const whole = Math.max(1, Math.round(seconds));
  const text = whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${text} at 14,400 bit/s`;
}

function timeText(iso) {
  const time = new Date(iso);
  const today = time.toDateString() === new Date().toDateString();
  return today ? time.toLocaleTimeString() : time.toLocaleString();
}

function factsOf(fax) {
  const facts = [
    ['From extension', `${fax.extension} (${fax.user})`],
    [fax.sent ? 'Received' : 'Created', timeText(fax.sent || fax.created)],
    ['Fax id', String(fax.id)],
  ];
  if (fax.state === 'sent') {
    facts.push(['Pages', String(fax.pages)], ['On the line', durationText(fax.seconds)]);
  }
  return facts;
}

// Everything that can change about a fax.
function stampOf(fax) {
  return JSON.stringify([fax.state, fax.seconds, fax.files.map((file) => [file.sha256, file.uploads])]);
}

function pagesOf(fax) {
  const pages = [];
  fax.files.forEach((file, index) => {
    const version = `?v=${file.sha256.slice(0, 12)}`;
    for (let number = 1; number <= file.pages; ++number) {
      const place = `/faxes/${fax.id}/${index + 1}/${number}`;
      pages.push({
        source: `${place}.png${version}`,
        small: `${place}-small.png${version}`,
        measure: file.measures[number - 1],
      });
    }
  });
  return pages;
}

// A fax pixel is not square: the picture gets the proportion of the paper, whatever its pixels are.
function shape(image, measure) {
  image.style.aspectRatio = measure ? `${measure.widthPoints} / ${measure.heightPoints}` : '';
}

function pageItem(fax, pages, index) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  const image = document.createElement('img');
  image.loading = 'lazy';
  image.src = pages[index].small;
  image.alt = `Page ${index + 1} of ${pages.length}, open in full size`;
  shape(image, pages[index].measure);
  button.type = 'button';
  button.append(image);
  button.addEventListener('click', () => viewer.open(fax, pages, index));
  item.append(button, `Page ${index + 1}`);
  return item;
}

function fill(article, fax) {
  article.querySelector('h2').textContent = `To ${fax.recipients.join(', ')}`;
  const state = article.querySelector('.state');
  state.textContent = kStates[fax.state] || fax.state;
  state.dataset.state = fax.state;

  const facts = factsOf(fax).map(([name, value]) => {
    const group = document.createElement('div');
    const term = document.createElement('dt');
    const description = document.createElement('dd');
    term.textContent = name;
    description.textContent = value;
    group.append(term, description);
    return group;
  });
  article.querySelector('dl').replaceChildren(...facts);

  const problems = fax.files.filter((file) => file.problem).map((file) => {
    const item = document.createElement('li');
    item.textContent = `${file.name}: ${file.problem}`;
    return item;
  });
  const list = article.querySelector('.problems');
  list.hidden = problems.length === 0;
  list.replaceChildren(...problems);

  // Without measures the proportion of the pages is not known yet; they follow a moment later.
  const pages = pagesOf(fax).filter((page) => page.measure || fax.seconds !== null);
  article.querySelector('.pages').replaceChildren(...pages.map((_, index) => pageItem(fax, pages, index)));
}

function show(faxes) {
  const present = new Set(faxes.map((fax) => fax.id));
  for (const [id, { article }] of shown) {
    if (!present.has(id)) {
      article.remove();
      shown.delete(id);
    }
  }
  for (const fax of faxes) {
    let entry = shown.get(fax.id);
    if (!entry) {
      const article = byId('fax').content.firstElementChild.cloneNode(true);
      entry = { article, stamp: '' };
      shown.set(fax.id, entry);
      byId('faxes').prepend(article);
    }
    if (entry.stamp !== stampOf(fax)) {
      entry.stamp = stampOf(fax);
      fill(entry.article, fax);
    }
  }
  byId('empty').hidden = faxes.length > 0;
  const sent = faxes.filter((fax) => fax.state === 'sent').length;
  const waiting = faxes.length - sent;
  say(faxes.length === 0 ? 'Waiting for the first fax.'
    : (sent === 1 ? '1 fax' : `${sent} faxes`) + ' sent' + (waiting ? `, ${waiting} not` : '') + '.');
}

function say(text) {
  if (byId('summary').textContent !== text) {
    byId('summary').textContent = text;
  }
}

async function ask(path) {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.json();
}

// At first what is known at once, then with the measures of the pages.
async function look() {
  const { faxes } = await ask('/api/faxes?measured=no');
  show(faxes);
  if (faxes.some((fax) => fax.state === 'sent' && fax.seconds === null)) {
    show((await ask('/api/faxes')).faxes);
  }
}

async function follow() {
  let revision = -1;
  for (;;) {
    try {
      const since = revision < 0 ? 0 : revision;
      const seconds = revision < 0 ? 0 : kWaitSeconds;
      const now = (await ask(`/api/changes?since=${since}&seconds=${seconds}`)).revision;
      if (now !== revision) {
        await look();
        revision = now;
      }
    } catch {
      say('The emulator does not answer. This page tries again by itself.');
      revision = -1;
      await new Promise((resolve) => setTimeout(resolve, kPauseAfterFailure));
    }
  }
}

// The dialog that shows one page large.
const viewer = {
  pages: [],
  index: 0,

  open(fax, pages, index) {
    this.pages = pages;
    this.title = `To ${fax.recipients.join(', ')}`;
    this.turnTo(index);
    byId('viewer').showModal();
  },

  turnTo(index) {
    if (index < 0 || index >= this.pages.length) {
      return;
    }
    this.index = index;
    const place = `Page ${index + 1} of ${this.pages.length}`;
    byId('viewer-title').textContent = `${this.title} · ${place}`;
    byId('page').src = this.pages[index].source;
    byId('page').alt = place;
    shape(byId('page'), this.pages[index].measure);
    byId('previous').disabled = index === 0;
    byId('next').disabled = index === this.pages.length - 1;
    byId('sheet').scrollTop = 0;
  },

  listen() {
    byId('previous').addEventListener('click', () => this.turnTo(this.index - 1));
    byId('next').addEventListener('click', () => this.turnTo(this.index + 1));
    byId('close').addEventListener('click', () => byId('viewer').close());
    byId('viewer').addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 }[event.key];
      if (step) {
        event.preventDefault();
        this.turnTo(this.index + step);
      }
    });
  },
};

viewer.listen();
follow();
