'use strict';
(() => {
  const REFRESH_MILLIS = 2000;
  const MAX_ROWS = 100;
  const MAX_FLAME_LOCKS = 30;
  const MIN_FRAME = 0.004;

  const byId = (id) => document.getElementById(id);

  // Everything that comes from the report goes through here, as text: never as markup.
  function element(tag, className, ...content) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...content.filter((part) => part !== null && part !== undefined));
    return made;
  }

  // ---- numbers as people read them

  function digits(value) {
    return value < 9.995 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
  }

  function duration(seconds) {
    if (!seconds) return '0 s';
    if (seconds < 1e-6) return digits(seconds * 1e9) + ' ns';
    if (seconds < 1e-3) return digits(seconds * 1e6) + ' µs';
    if (seconds < 1) return digits(seconds * 1e3) + ' ms';
    if (seconds < 100) return digits(seconds) + ' s';
    if (seconds < 6000) return digits(seconds / 60) + ' min';
    return seconds < 360000 ? digits(seconds / 3600) + ' h' : digits(seconds / 86400) + ' d';
  }

  function percent(ratio) {
    if (ratio > 0 && ratio < 0.0005) return '<0.1 %';
    return (ratio < 0.0995 ? (ratio * 100).toFixed(1).replace(/\.0$/, '') : Math.round(ratio * 100)) + ' %';
  }

  const count = (number, one, many) => number.toLocaleString('en') + ' ' + (number === 1 ? one : many);
  const clock = (date) => date.toLocaleTimeString('en-GB');
  const mean = (total, times) => (times > 0 ? total / times : 0);

  /** Package and rest of a name such as com.acme.OrderBook.lock. */
  function split(name) {
    const parts = /^((?:[a-z_][\w]*\.)+)([^.a-z].*)$/.exec(name);
    return parts ? { of: parts[1].slice(0, -1), short: parts[2] } : { of: '', short: name };
  }

  // ---- state

  let report = null;
  let locks = [];
  let sort = { key: 'wait', down: true };
  let chosen = null;
  let quietShown = false;
  let plot = null;
  const zoom = { waits: [], holds: [] };

  const id = (lock) => lock.kind + ' ' + lock.lock;
  const now = () => new Date(Date.parse(report.startedAt) + report.uptimeSeconds * 1000);

  // When a program has ended, its last window says little; while it runs, it says what is wrong now.
  const embedded = byId('report');
  const ratio = (lock) => (embedded ? lock.waitRatio : lock.waitRatioWindow);
  const otherRatio = (lock) => (embedded ? lock.waitRatioWindow : lock.waitRatio);
  const ratioOf = embedded ? 'over the run' : 'in the last window';
  const otherRatioOf = embedded ? 'in the last window' : 'over the run';

  const SORTS = {
    flag: (lock) => (lock.flagged ? 2 : lock.everFlagged ? 1 : 0),
    lock: (lock) => split(lock.lock).short.toLowerCase(),
    kind: (lock) => lock.kind,
    now: ratio,
    peak: (lock) => lock.waitRatioPeak,
    run: otherRatio,
    wait: (lock) => lock.waitSeconds,
    waits: (lock) => lock.contended,
    waiters: (lock) => lock.waiters,
    hold: (lock) => lock.holdSeconds,
    instances: (lock) => lock.instances,
  };

  function sorted(list) {
    const value = SORTS[sort.key];
    const sign = sort.down ? -1 : 1;
    return [...list].sort((a, b) => {
      const x = value(a);
      const y = value(b);
      return x < y ? -sign : x > y ? sign : b.waitSeconds - a.waitSeconds;
    });
  }

  // ---- what is flagged

  function facts(list, entries) {
    list.replaceChildren();
    for (const [term, ...text] of entries) {
      if (text.length && text[0] !== null) {
        list.append(element('dt', '', term), element('dd', '', ...text));
      }
    }
  }

  function shares(places, total, most) {
    const shown = places.slice(0, most).map((place) => {
      const thread = place.thread ? ', last by ' + place.thread : '';
      return element('div', '', percent(mean(place.waitSeconds, total)) + ' ', element('code', '', place.site), thread);
    });
    if (!shown.length) shown.push('not known yet');
    return shown;
  }

  function todo(lock) {
    const holder = lock.holders[0];
    const held = mean(lock.holdSeconds, lock.acquisitions);
    const each = held > 0 ? ' It is held ' + duration(held) + ' at a time.' : '';
    return 'Do less under the lock' + (holder ? ', first on the way to ' + split(holder.site).short : '')
        + ': no I/O, no waiting, nothing that could be worked out before.' + each
        + ' If that cannot be, divide the lock or take another: docs/operations/runbook.md leads on.';
  }

  function card(lock) {
    const name = split(lock.lock);
    const since = lock.flaggedSince ? new Date(lock.flaggedSince) : null;
    const list = element('dl');
    facts(list, [
      ['Since', since ? clock(since) + ' (' + duration(Math.max(0, (now() - since) / 1000)) + ')' : null],
      ['Waiting now', lock.waiters ? count(lock.waiters, 'thread', 'threads') : 'no thread'],
      ['Held by', ...shares(lock.holders, lock.waitSeconds, 3)],
      ['Waited at', ...shares(lock.sites, lock.waitSeconds, 3)],
      ['What to do', todo(lock)],
    ]);
    const details = element('button', '', 'Details');
    details.type = 'button';
    details.setAttribute('aria-label', 'Details of ' + lock.lock);
    details.addEventListener('click', () => choose(lock, true));
    const box = element('article', 'card',
        element('h3', '', name.short, ' ', element('span', 'of', [name.of, lock.kind].filter(Boolean).join(' · '))),
        element('p', 'lead', element('span', 'big', percent(ratio(lock))),
            ' of their time its threads waited for it, ' + ratioOf + '; ',
            percent(otherRatio(lock)) + ' ' + otherRatioOf + ', ' + percent(lock.waitRatioPeak) + ' at worst'),
        list, details);
    box.dataset.id = id(lock);
    return box;
  }

  function showVerdict() {
    const flagged = locks.filter((lock) => lock.flagged).sort((a, b) => ratio(b) - ratio(a));
    const was = locks.filter((lock) => lock.everFlagged && !lock.flagged).length;
    const limit = percent(report.flagRatio);
    const title = byId('verdict');
    title.className = flagged.length ? 'alarm' : '';
    title.textContent = flagged.length
        ? '▲ ' + count(flagged.length, 'lock', 'locks') + ' over the limit of ' + limit
        : '✓ No lock is over the limit of ' + limit + (was ? '; ' + count(was, 'was', 'were') + ' before' : '');
    document.title = (flagged.length ? '▲ ' + flagged.length + ' · ' : '') + 'Lockmeter';
    keepFocus(byId('flagged'), () => byId('flagged').replaceChildren(...flagged.map(card)));
  }

  /** Renews what is in a box without taking the focus from the button that has it. */
  function keepFocus(box, renew) {
    const label = box.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
    renew();
    if (label) {
      const again = [...box.querySelectorAll('button')].find((button) => button.getAttribute('aria-label') === label);
      if (again) again.focus({ preventScroll: true });
    }
  }

  // ---- the table

  function svg(tag, attributes) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  function trend(lock) {
    const ratios = lock.windowRatios;
    const top = Math.max(report.flagRatio * 2, lock.waitRatioPeak);
    const height = (ratio) => (23 - 22 * ratio / top).toFixed(1);
    const drawing = svg('svg', {
      'class': 'trend', viewBox: '0 0 120 24', preserveAspectRatio: 'none', role: 'img',
      'aria-label': ratios.length ? 'at most ' + percent(Math.max(...ratios)) + ' in ' + count(ratios.length, 'window', 'windows') : 'no windows yet',
    });
    const limit = height(report.flagRatio);
    drawing.append(svg('line', { x1: 0, x2: 120, y1: limit, y2: limit }));
    if (ratios.length > 1) {
      const step = 120 / (ratios.length - 1);
      drawing.append(svg('polyline', { points: ratios.map((ratio, i) => (i * step).toFixed(1) + ',' + height(ratio)).join(' ') }));
    }
    return drawing;
  }

  function row(lock) {
    const name = split(lock.lock);
    const button = element('button', 'name', name.short);
    button.type = 'button';
    button.setAttribute('aria-label', lock.lock + ', ' + lock.kind);
    button.addEventListener('click', () => choose(lock, true));
    const heading = element('th', '', button, element('span', 'of', name.of));
    heading.scope = 'row';
    for (const [text, places] of [['waited at ', lock.sites], ['held by ', lock.holders]]) {
      if (lock.waitSeconds > 0 && places.length) {
        heading.append(element('span', 'of wide', text, element('code', '', split(places[0].site).short)));
      }
    }
    const flag = lock.flagged ? ['▲', ' flagged'] : lock.everFlagged ? ['△', ' was'] : ['', ''];
    const made = element('tr', lock.flagged ? 'flagged' : lock.everFlagged ? 'was' : '',
        element('td', 'flag', flag[0], element('span', 'wide', flag[1])),
        heading,
        element('td', 'kind wide', lock.kind.replace('_', ' ')),
        element('td', 'number ratio', percent(ratio(lock))),
        element('td', 'wide', trend(lock)),
        element('td', 'number wide', percent(otherRatio(lock))),
        element('td', 'number', duration(lock.waitSeconds)),
        element('td', 'number wide', lock.contended.toLocaleString('en')),
        element('td', 'number wide', String(lock.waiters)),
        element('td', 'number wide', lock.holdSeconds > 0 ? duration(lock.holdSeconds) : '–'),
        element('td', 'number wide', lock.instances.toLocaleString('en')));
    if (flag[1]) made.cells[0].setAttribute('aria-label', flag[1].trim());
    if (chosen === id(lock)) made.classList.add('chosen');
    made.dataset.id = id(lock);
    return made;
  }

  function showTable() {
    const wanted = byId('filter').value.trim().toLowerCase();
    const all = locks.filter((lock) => lock.lock.toLowerCase().includes(wanted));
    const quiet = wanted || quietShown ? 0 : all.filter((lock) => !lock.contended).length;
    const found = sorted(quiet ? all.filter((lock) => lock.contended) : all);
    const body = byId('locks').tBodies[0];
    keepFocus(body, () => body.replaceChildren(...found.slice(0, MAX_ROWS).map(row)));
    const rest = found.length - MAX_ROWS;
    byId('more').textContent = rest > 0 ? 'and ' + count(rest, 'more lock', 'more locks') + '; filter by name to see them'
        : found.length ? '' : wanted ? 'No lock has such a name.' : 'No thread waited for a lock yet.';
    byId('quiet').hidden = !quiet;
    byId('quiet').textContent = 'Show ' + count(quiet, 'lock', 'locks') + ' that no thread waited for';
    for (const button of document.querySelectorAll('[data-sort]')) {
      const heading = button.closest('th');
      if (button.dataset.sort === sort.key) heading.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
      else heading.removeAttribute('aria-sort');
    }
  }

  // ---- one lock

  function choose(lock, byHand) {
    chosen = id(lock);
    zoom.waits = [chosen];
    zoom.holds = [chosen];
    show();
    if (byHand) {
      byId('chosen').focus({ preventScroll: true });
      byId('detail').scrollIntoView({ block: 'start' });
    }
  }

  function showShares(list, places, total) {
    list.replaceChildren(...places.map((place) => {
      const part = mean(place.waitSeconds, total);
      const bar = element('span');
      bar.style.width = Math.min(100, part * 100) + '%';
      return element('li', '', element('span', 'percent', percent(part) + ', ' + duration(place.waitSeconds)),
          element('code', '', place.site), place.thread ? ' last by ' + place.thread : null,
          element('span', 'share', bar));
    }));
    if (!places.length) list.append(element('li', 'muted', 'nothing recorded'));
  }

  function showDetail() {
    const lock = locks.find((one) => id(one) === chosen);
    byId('detail').hidden = !lock;
    if (!lock) return;
    byId('chosen').textContent = lock.lock;
    facts(byId('figures'), [
      ['Kind', lock.kind.replace('_', ' ') + ', ' + lock.class],
      ['Wait ratio', percent(lock.waitRatioWindow) + ' in the last window, ' + percent(lock.waitRatio) + ' over the run, ' + percent(lock.waitRatioPeak) + ' at worst'],
      ['Flag', lock.flagged ? 'flagged since ' + clock(new Date(lock.flaggedSince)) : lock.everFlagged ? 'was flagged, cleared since' : 'none'],
      ['Waiting now', lock.waiters ? count(lock.waiters, 'thread', 'threads') : 'no thread'],
      ['Waits', lock.contended.toLocaleString('en') + (lock.abandoned ? ' (' + lock.abandoned.toLocaleString('en') + ' given up)' : '')],
      ['Wait', duration(lock.waitSeconds) + ' in all, ' + duration(mean(lock.waitSeconds, lock.contended)) + ' on average, ' + duration(lock.waitMaxSeconds) + ' at most'],
      ['Acquisitions', lock.acquisitions.toLocaleString('en')],
      ['Hold', lock.holdSeconds > 0 ? duration(lock.holdSeconds) + ' in all, ' + duration(mean(lock.holdSeconds, lock.acquisitions)) + ' on average' : 'not measured'],
      ['Lock objects', lock.instances.toLocaleString('en')],
    ]);
    showShares(byId('sites'), lock.sites, lock.waitSeconds);
    showShares(byId('holders'), lock.holders, lock.waitSeconds);
    showPlot(lock);
  }

  function showPlot(lock) {
    const box = byId('plot');
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue('--' + name).trim();
    const times = report.windowEnds.slice(-lock.windowRatios.length).map((end) => Date.parse(end) / 1000);
    const values = lock.windowRatios.map((ratio) => ratio * 100);
    const key = [id(lock), times.length, times[times.length - 1], box.clientWidth, color('text')].join();
    if (box.dataset.key === key) return;
    box.dataset.key = key;
    if (plot) plot.destroy();
    plot = null;
    box.replaceChildren();
    if (!values.length) {
      box.append(element('p', 'muted', 'No window of this lock is kept yet; one takes ' + duration(report.windowSeconds) + '.'));
      return;
    }
    const axis = { stroke: color('muted'), grid: { stroke: color('line'), width: 1 }, ticks: { stroke: color('line'), width: 1 } };
    plot = new uPlot({
      width: Math.max(200, box.clientWidth),
      height: 170,
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: (u, low, high) => [0, Math.min(100, Math.max(high * 1.1, report.flagRatio * 200))] } },
      series: [
        { label: 'Time', value: (u, at) => (at ? clock(new Date(at * 1000)) : '–') },
        { label: 'Wait ratio', stroke: color('bar'), width: 2, points: { show: values.length < 30 }, value: (u, ratio) => (ratio == null ? '–' : percent(ratio / 100)) },
        { label: 'Limit', stroke: color('alarm'), width: 1, dash: [6, 4], points: { show: false }, value: () => percent(report.flagRatio) },
      ],
      axes: [
        { ...axis, values: (u, ticks) => ticks.map((at) => clock(new Date(at * 1000))), space: 80 },
        { ...axis, values: (u, ticks) => ticks.map((ratio) => ratio + ' %'), size: 56 },
      ],
    }, [times, values, times.map(() => report.flagRatio * 100)], box);
    const drawing = box.querySelector('.u-wrap');
    drawing.setAttribute('role', 'img');
    drawing.setAttribute('aria-label', 'Wait ratio of the last ' + count(values.length, 'window', 'windows') + ', between '
        + percent(Math.min(...values) / 100) + ' and ' + percent(Math.max(...values) / 100) + '; the limit is ' + percent(report.flagRatio));
  }

  // ---- flame graphs, hanging: root, locks, places, callers

  function tree(places) {
    const called = (place) => ({
      key: place.site, name: split(place.site).short, full: place.site + (place.thread ? ', last by ' + place.thread : ''),
      value: place.waitSeconds, children: (place.callers || []).map(called),
    });
    const waited = locks.filter((lock) => lock.waitSeconds > 0).sort((a, b) => b.waitSeconds - a.waitSeconds);
    const children = waited.slice(0, MAX_FLAME_LOCKS).map((lock) => ({
      key: id(lock), name: split(lock.lock).short, full: lock.lock + ' (' + lock.kind + ')', lock: true,
      value: lock.waitSeconds, children: lock[places].map(called),
    }));
    const total = waited.reduce((sum, lock) => sum + lock.waitSeconds, 0);
    return { key: '', name: 'all locks', full: 'all locks', root: true, value: total, children };
  }

  function showFlame(where, places, keepIfUsed) {
    const box = byId(where);
    if (keepIfUsed && (box.matches(':hover') || box.contains(document.activeElement))) return;
    const root = tree(places);
    const path = [root];
    for (const key of zoom[where]) {
      const next = path[path.length - 1].children.find((child) => child.key === key);
      if (!next) break;
      path.push(next);
    }
    const frames = [];
    let depth = 0;
    function add(node, left, width, level, keys) {
      depth = Math.max(depth, level + 1);
      frames.push({ node, left, width, level, keys });
      if (level < path.length - 1) {
        add(path[level + 1], 0, 1, level + 1, [...keys, path[level + 1].key]);
        return;
      }
      let at = left;
      for (const child of node.children) {
        const part = node.value > 0 ? width * child.value / node.value : 0;
        if (part >= MIN_FRAME) add(child, at, part, level + 1, [...keys, child.key]);
        at += part;
      }
    }
    if (root.value > 0) add(root, 0, 1, 0, []);
    box.style.height = 'calc(var(--row) * ' + Math.max(1, depth) + ')';
    box.replaceChildren(...frames.map((frame) => flameFrame(where, places, frame, root.value)));
    if (!frames.length) box.append(element('p', 'muted', 'No thread waited yet.'));
    else if (!box.querySelector('[tabindex="0"]')) box.firstChild.tabIndex = 0;
    tell(where, path[path.length - 1], root.value);
  }

  function tell(where, node, total) {
    byId(where + '-text').textContent = node.value > 0
        ? node.full + ': ' + duration(node.value) + (node.root ? '' : ', ' + percent(node.value / total) + ' of all wait') : '';
  }

  function flameFrame(where, places, frame, total) {
    const { node, left, width, level, keys } = frame;
    const shade = node.root ? 'root' : node.lock ? 'lock' : 'shade-' + [...node.key].reduce((hash, c) => (hash * 31 + c.charCodeAt(0)) % 3, 0);
    const made = element('button', 'frame ' + shade, node.name);
    made.type = 'button';
    made.title = node.full;
    made.tabIndex = keys.length === zoom[where].length && keys.every((key, i) => key === zoom[where][i]) ? 0 : -1;
    made.setAttribute('aria-label', node.full + ', ' + duration(node.value) + ', ' + percent(total > 0 ? node.value / total : 0));
    made.style.left = left * 100 + '%';
    made.style.width = width * 100 + '%';
    made.style.top = 'calc(var(--row) * ' + level + ')';
    made.dataset.level = level;
    for (const event of ['mouseenter', 'focus']) made.addEventListener(event, () => tell(where, node, total));
    made.addEventListener('click', () => {
      zoom[where] = keys;
      showFlame(where, places, false);
      byId(where).querySelector('[tabindex="0"]').focus({ preventScroll: true });
    });
    return made;
  }

  /** The arrow keys go to the frame above, below, or beside. */
  function move(event) {
    const from = event.target.closest('.frame');
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!from || !steps) return;
    const left = (frame) => parseFloat(frame.style.left);
    const level = Number(from.dataset.level) + steps[0];
    const there = [...event.currentTarget.querySelectorAll('.frame')].filter((frame) => Number(frame.dataset.level) === level);
    let to;
    if (steps[1]) to = there[there.indexOf(from) + steps[1]];
    else if (steps[0] > 0) to = there.find((frame) => left(frame) >= left(from) - 1e-6 && left(frame) < left(from) + parseFloat(from.style.width));
    else to = there.filter((frame) => left(frame) <= left(from) + 1e-6).pop();
    if (to) {
      from.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    }
    event.preventDefault();
  }

  // ---- the rest

  function showRun() {
    byId('run').textContent = 'Process ' + report.pid + ' on Java ' + report.java + ', agent ' + report.version + ', '
        + duration(report.uptimeSeconds) + ' since ' + new Date(report.startedAt).toLocaleString('en-GB') + ', windows of ' + duration(report.windowSeconds);
  }

  function showCoverage() {
    const coverage = report.coverage;
    const reasons = new Map();
    for (const skipped of coverage.classesSkipped) reasons.set(skipped.reason, (reasons.get(skipped.reason) || 0) + 1);
    facts(byId('coverage'), [
      ['Locks', coverage.locks.join(', ') || 'none'],
      ['Monitors', coverage.monitors + '; ' + count(coverage.classesRewritten, 'class', 'classes') + ' rewritten'],
      ...[...reasons].map(([reason, times]) => ['Left as they are', count(times, 'class', 'classes') + ': ' + reason]),
      ['Self-test', coverage.selfTest],
      ...Object.entries(report.dropped).filter(([, times]) => times > 0).map(([reason, times]) => ['Dropped', times.toLocaleString('en') + ' ' + reason]),
    ]);
  }

  function show() {
    showRun();
    showVerdict();
    showTable();
    showDetail();
    showFlame('waits', 'sites', true);
    showFlame('holds', 'holders', true);
    showCoverage();
  }

  function take(read) {
    report = read;
    locks = read.locks;
    document.querySelector('main').hidden = false;
    show();
  }

  // ---- refreshing

  let paused = false;
  let lastSeen = null;

  async function refresh() {
    const began = Date.now();
    if (!paused && !document.hidden) {
      try {
        const answer = await fetch('locks.json', { cache: 'no-store' });
        if (!answer.ok) throw new Error((await answer.text()).trim() || 'status ' + answer.status);
        take(await answer.json());
        lastSeen = new Date();
        byId('state').className = '';
        byId('age').textContent = 'Live';
      } catch (error) {
        byId('state').className = 'stale';
        byId('age').textContent = '⚠ No answer' + (lastSeen ? ' since ' + clock(lastSeen) : '') + ' (' + error.message + '); trying again';
      }
    }
    // A report so large that it takes long is asked for less often.
    setTimeout(refresh, Math.max(REFRESH_MILLIS, 10 * (Date.now() - began)));
  }

  for (const button of document.querySelectorAll('[data-sort]')) {
    button.addEventListener('click', () => {
      const key = button.dataset.sort;
      sort = { key, down: sort.key === key ? !sort.down : !['lock', 'kind'].includes(key) };
      showTable();
    });
  }
  for (const button of document.querySelectorAll('[data-reset]')) {
    const where = button.dataset.reset;
    button.addEventListener('click', () => {
      zoom[where] = [];
      showFlame(where, where === 'waits' ? 'sites' : 'holders', false);
    });
  }
  for (const where of ['waits', 'holds']) byId(where).addEventListener('keydown', move);
  byId('filter').addEventListener('input', showTable);
  byId('quiet').addEventListener('click', () => {
    quietShown = true;
    showTable();
  });
  addEventListener('resize', () => report && showDetail());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => report && showDetail());
  byId('pause').addEventListener('click', () => {
    paused = !paused;
    byId('pause').setAttribute('aria-pressed', String(paused));
    byId('age').textContent = paused ? 'Paused' + (lastSeen ? ' at ' + clock(lastSeen) : '') : 'Live';
  });

  if (embedded) {
    for (const [key, text, of] of [['now', 'Ratio', ratioOf], ['run', 'Last', otherRatioOf]]) {
      const button = document.querySelector('[data-sort=' + key + ']');
      button.textContent = text;
      button.title = 'Wait ratio ' + of;
    }
    take(JSON.parse(embedded.textContent));
    byId('age').textContent = 'Report of ' + now().toLocaleString('en-GB');
  } else {
    byId('pause').hidden = false;
    refresh();
  }
})();
