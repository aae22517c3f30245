// The chat on any page: <script src="https://desk.example/widget.js" async></script>
// Adds a launcher button and, when first opened, a frame with the chat page. Nothing else of the page
// is touched: all of it lives in one shadow root, styled by /web/widget.css of the same server.
// Attributes: data-lang="zh|en" (else the browser's language), data-position="left|right".
(() => {
  const script = document.currentScript;
  if (!script || window.handoffWidget) return;
  const origin = new URL(script.src).origin;
  const wanted = script.dataset.lang || navigator.language || 'en';
  const chinese = wanted.toLowerCase().startsWith('zh');
  const words = chinese
    ? { open: '打开在线客服', close: '关闭在线客服', title: '在线客服', unread: (n) => `，${n} 条新消息` }
    : { open: 'Open chat', close: 'Close chat', title: 'Chat', unread: (n) => `, ${n} new` };

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  let frame = null;
  let loaded = false;
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

  const speech = svg('M4.5 6.5A2 2 0 0 1 6.5 4.5h11a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-4.5 4v-4a2 2 0 0 1-2-2ZM8.5 9h7M8.5 12h4.5');
  const down = svg('m5.5 9 6.5 6.5L18.5 9');
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.hidden = true;
  badge.setAttribute('aria-hidden', 'true');

  const box = document.createElement('div');
  box.className = `box ${script.dataset.position === 'left' ? 'left' : 'right'}`;
  box.hidden = true; // until the style sheet is there
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.addEventListener('click', () => (opened ? close() : open()));
  box.append(button);

  function draw() {
    button.replaceChildren(opened ? down : speech, badge);
    badge.hidden = opened || unread === 0;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    const label = opened ? words.close : words.open + (unread ? words.unread(unread) : '');
    button.setAttribute('aria-label', label);
    button.setAttribute('aria-expanded', String(opened));
    button.title = opened ? words.close : words.open;
    box.classList.toggle('open', opened);
    if (frame) frame.hidden = !opened;
  }

  function tell(type, focus) {
    if (loaded) frame.contentWindow.postMessage({ source: 'handoff-widget', type, focus }, origin);
  }

  /** Kept while the visitor walks through the site: `open`, or `closed` after it was open once. */
  function remember(state) {
    try {
      sessionStorage.setItem('handoff-widget', state);
    } catch {
      // then it starts closed on every page
    }
  }

  function remembered() {
    try {
      return sessionStorage.getItem('handoff-widget');
    } catch {
      return null;
    }
  }

  function load() {
    if (!frame) {
      frame = document.createElement('iframe');
      frame.className = 'frame';
      frame.title = words.title;
      frame.src = `${origin}/?embed=1${script.dataset.lang ? `&lang=${encodeURIComponent(script.dataset.lang)}` : ''}`;
      frame.addEventListener('load', () => {
        loaded = true;
        if (opened) tell('opened', document.activeElement === host);
      });
      box.prepend(frame);
    }
    draw();
  }

  function open(focus = true) {
    opened = true;
    unread = 0;
    remember('open');
    load();
    tell('opened', focus);
    if (focus) frame.focus();
  }

  function close() {
    opened = false;
    remember('closed');
    tell('closed');
    draw();
    button.focus();
  }

  window.addEventListener('message', (event) => {
    if (!frame || event.origin !== origin || event.source !== frame.contentWindow) return;
    if (event.data?.source !== 'handoff') return;
    if (event.data.type === 'close' && opened) close();
    if (event.data.type === 'unread' && !opened) {
      unread = Number(event.data.count) || 0;
      draw();
    }
  });

  const style = link('/web/widget.css');
  style.addEventListener('load', () => { box.hidden = false; });
  draw();
  root.append(link('/web/tokens.css'), style, box);
  (document.body || document.documentElement).append(host);

  // On the next page of the site the chat is as it was, without taking the focus; on a phone, where it
  // fills the screen, only its button comes back, with the count of new messages.
  const before = remembered();
  if (before === 'open' && !matchMedia('(max-width: 480px)').matches) open(false);
  else if (before) load();

  /** For the page's own buttons: `handoffWidget.open()`. */
  window.handoffWidget = { open: () => open(), close };
})();
