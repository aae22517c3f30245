// The chat on any page: <script src="https://desk.example/widget.js" async></script>
// Adds a launcher button and, when first opened, a frame with the chat page. Nothing else of the page
// is touched: all of it lives in one shadow root, styled by /web/widget.css of the same server.
// Attributes: data-lang, one of the languages below (else the browser's), data-position="left|right".
(() => {
  const script = document.currentScript;
  if (!script || window.handoffWidget) return;
  const origin = new URL(script.src).origin;
  const languages = {
    de: ['Chat öffnen', 'Chat schließen', 'Chat', ', {n} neu', 'Der Chat wird geöffnet …',
      'Der Chat ist gerade nicht erreichbar. Er öffnet sich von selbst, wenn die Verbindung wieder da ist.', 'Erneut versuchen'],
    en: ['Open chat', 'Close chat', 'Chat', ', {n} new', 'Opening the chat…',
      'The chat cannot be reached right now. It opens by itself when the connection is back.', 'Try again'],
    es: ['Abrir el chat', 'Cerrar el chat', 'Chat', ', {n} nuevos', 'Abriendo el chat…',
      'El chat no está disponible ahora. Se abrirá solo cuando vuelva la conexión.', 'Reintentar'],
    fr: ['Ouvrir le chat', 'Fermer le chat', 'Chat', ', {n} nouveaux', 'Ouverture du chat…',
      'Le chat est injoignable pour le moment. Il s’ouvrira de lui-même au retour de la connexion.', 'Réessayer'],
    it: ['Apri la chat', 'Chiudi la chat', 'Chat', ', {n} nuovi', 'Apertura della chat…',
      'La chat non è raggiungibile al momento. Si aprirà da sola quando torna la connessione.', 'Riprova'],
    nl: ['Chat openen', 'Chat sluiten', 'Chat', ', {n} nieuw', 'De chat wordt geopend…',
      'De chat is nu niet bereikbaar. Hij opent vanzelf als de verbinding terug is.', 'Opnieuw proberen'],
    pl: ['Otwórz czat', 'Zamknij czat', 'Czat', ', nowe: {n}', 'Otwieranie czatu…',
      'Czat jest teraz nieosiągalny. Otworzy się sam, gdy wróci połączenie.', 'Ponów'],
    zh: ['打开在线客服', '关闭在线客服', '在线客服', '，{n} 条新消息', '正在打开…',
      '暂时无法打开在线客服。连接恢复后会自动重试。', '重试'],
  };
  const known = [script.dataset.lang, ...(navigator.languages || [navigator.language])]
    .map((tag) => String(tag || '').toLowerCase().split('-')[0]).find((base) => languages[base]);
  const [openWord, closeWord, titleWord, unreadWord, loadingWord, failedWord, retryWord] = languages[known || 'en'];
  const READY_MS = 12000; // a page that has not said a word by then does not come
  const SPOKEN_MS = 4000; // or that long after its frame was loaded: that was the browser's error page
  const RETRY_MS = 15000;
  const STORE = 'handoff.'; // keys in this site's storage, for a frame that may not have its own
  const MAX_KEPT = 200000;

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  let frame = null;
  let ready = false; // the page in the frame has spoken
  let failed = false;
  let timer = 0;
  let keeper = false; // the frame has no storage of its own, this site's is used
  const leaving = new Set();
  let opened = false;
  let unread = 0;

  function svg(path) {
    const ns = 'http://www.w3.org/2000/svg';
    const node = document.createElementNS(ns, 'svg');
    node.setAttribute('viewBox', '0 0 24 24');
    node.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS(ns, 'path');
    line.setAttribute('d', path);
    node.append(line);
    return node;
  }

  function link(path) {
    const node = document.createElement('link');
    node.rel = 'stylesheet';
    node.href = origin + path;
    return node;
  }

  function make(name, className, text = '') {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = text;
    if (name === 'button') node.type = 'button';
    return node;
  }

  const speech = svg('M4.5 6.5A2 2 0 0 1 6.5 4.5h11a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-4.5 4v-4a2 2 0 0 1-2-2ZM8.5 9h7M8.5 12h4.5');
  const down = svg('m5.5 9 6.5 6.5L18.5 9');
  const badge = make('span', 'badge');
  badge.hidden = true;
  badge.setAttribute('aria-hidden', 'true');

  const box = make('div', `box ${script.dataset.position === 'left' ? 'left' : 'right'}`);
  box.hidden = true; // until the style sheet is there
  const button = make('button', 'launcher');
  button.addEventListener('click', () => (opened ? close() : open()));

  // What is ours stands outside the frame: whatever the browser shows in there, there is a way out.
  const panel = make('div', 'panel');
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', titleWord);
  const cover = make('div', 'cover');
  cover.setAttribute('role', 'status');
  const coverText = make('p', '');
  const retry = make('button', 'retry', retryWord);
  retry.addEventListener('click', () => load());
  cover.append(coverText, retry);
  const shut = make('button', 'shut');
  shut.append(svg('m6 6 12 12M18 6 6 18'));
  shut.setAttribute('aria-label', closeWord);
  shut.title = closeWord;
  shut.addEventListener('click', () => close());
  panel.append(cover, shut);
  box.append(panel, button);

  function draw() {
    button.replaceChildren(opened ? down : speech, badge);
    badge.hidden = opened || unread === 0;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    const label = opened ? closeWord : openWord + (unread ? unreadWord.replace('{n}', unread) : '');
    button.setAttribute('aria-label', label);
    button.setAttribute('aria-expanded', String(opened));
    button.title = opened ? closeWord : openWord;
    box.classList.toggle('open', opened);
    panel.hidden = !opened;
    cover.hidden = ready;
    const text = failed ? failedWord : loadingWord;
    if (coverText.textContent !== text) coverText.textContent = text;
    retry.hidden = !failed;
    if (frame) frame.classList.toggle('covered', !ready);
  }

  function tell(message) {
    frame.contentWindow.postMessage({ source: 'handoff-widget', ...message }, origin);
  }

  function tellOpened(focus) {
    if (ready) tell({ type: opened ? 'opened' : 'closed', focus });
    if (ready && focus) frame.focus();
  }

  /** A storage of this site, or nothing where the browser forbids it. */
  function storage(name) {
    try {
      return window[name];
    } catch {
      return null;
    }
  }

  function write(area, key, value) {
    try {
      if (value === null) area?.removeItem(key);
      else area?.setItem(key, value);
    } catch {
      // full: kept as long as this page
    }
  }

  /** Loads the chat into a new frame; asked again, it starts anew. */
  function load() {
    frame?.remove();
    clearTimeout(timer);
    ready = false;
    failed = false;
    frame = make('iframe', 'frame');
    frame.title = titleWord;
    frame.src = `${origin}/?embed=1${script.dataset.lang ? `&lang=${encodeURIComponent(script.dataset.lang)}` : ''}`;
    frame.addEventListener('load', () => {
      if (ready || failed) return;
      clearTimeout(timer);
      timer = setTimeout(fail, SPOKEN_MS);
    });
    panel.prepend(frame);
    timer = setTimeout(fail, READY_MS);
    draw();
  }

  function fail() {
    failed = true;
    draw();
    timer = setTimeout(() => { if (opened) load(); }, RETRY_MS);
  }

  function open(focus = true) {
    opened = true;
    unread = 0;
    write(storage('sessionStorage'), 'handoff-widget', 'open'); // while the visitor walks through the site
    write(storage('localStorage'), 'handoff-widget', 'used');   // then there may be news to be counted
    if (!frame || failed) load();
    else draw();
    tellOpened(focus);
    if (focus && !ready) shut.focus();
  }

  function close() {
    opened = false;
    write(storage('sessionStorage'), 'handoff-widget', 'closed');
    tellOpened(false);
    draw();
    button.focus();
  }

  // ---- what the frame asks to be kept here, because the browser gives it no storage of its own

  function keptHere() {
    const area = storage('localStorage');
    if (!area) return null;
    const entries = {};
    for (const key of Object.keys(area).filter((k) => k.startsWith(STORE))) {
      try {
        entries[key.slice(STORE.length)] = JSON.parse(area.getItem(key));
      } catch {
        // not ours
      }
    }
    return entries;
  }

  function keep({ key, value }) {
    if (!keeper || !/^[a-z]+(\.\w+)?$/.test(key)) return;
    const text = value === null ? null : JSON.stringify(value);
    if (text?.length > MAX_KEPT) return;
    if (text !== null && key.startsWith('tab.')) leaving.add(key);
    else leaving.delete(key);
    write(storage('localStorage'), STORE + key, text);
  }

  window.addEventListener('storage', ({ key, newValue, storageArea }) => {
    if (!keeper || !ready || !key?.startsWith(STORE) || storageArea !== storage('localStorage')) return;
    tell({ type: 'changed', key: key.slice(STORE.length), value: newValue === null ? null : JSON.parse(newValue) });
  });

  // As the page's own shelf does it: what this tab did not deliver is left to the next one.
  window.addEventListener('pagehide', () => {
    const area = storage('localStorage');
    for (const key of leaving) {
      write(area, STORE + key.replace('tab.', 'left.'), area.getItem(STORE + key));
      write(area, STORE + key, null);
    }
    leaving.clear();
  });

  window.addEventListener('message', (event) => {
    if (!frame || event.origin !== origin || event.source !== frame.contentWindow) return;
    if (event.data?.source !== 'handoff') return;
    switch (event.data.type) {
      case 'shelf': {
        const entries = keptHere();
        keeper = entries !== null;
        tell({ type: 'kept', entries });
        break;
      }
      case 'keep':
        keep(event.data);
        break;
      case 'ready': {
        clearTimeout(timer);
        ready = true;
        failed = false;
        const waiting = opened && (root.activeElement === shut || root.activeElement === retry);
        draw();
        tellOpened(waiting);
        break;
      }
      case 'close':
        if (opened) close();
        break;
      case 'unread':
        if (opened) break;
        unread = Number(event.data.count) || 0;
        draw();
        break;
    }
  });
  window.addEventListener('online', () => { if (failed && opened) load(); });

  const style = link('/web/widget.css');
  style.addEventListener('load', () => { box.hidden = false; });
  draw();
  root.append(link('/web/tokens.css'), style, box);
  (document.body || document.documentElement).append(host);

  // On the next page of the site the chat is as it was, without taking the focus; on a phone, where it
  // fills the screen, only its button comes back, with the count of new messages.
  const before = storage('sessionStorage')?.getItem('handoff-widget');
  if (before === 'open' && !matchMedia('(max-width: 480px)').matches) open(false);
  else if (before || storage('localStorage')?.getItem('handoff-widget')) load();

  /** For the page's own buttons: `handoffWidget.open()`. */
  window.handoffWidget = { open: () => open(), close };
})();
