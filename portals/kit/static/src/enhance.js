/* Makes pages smoother where scripts run; every page works without it. ES5, no dependency.
   Contract: portals/kit/README.md, "What the script adds". */
(function () {
  'use strict';
  var doc = document;
  var root = doc.documentElement;
  var WORDS = {
    zh: { sending: '正在提交…', saved: '已存', unsaved: '没存上，内容还在这一页上', resume: '接着上次填', speak: '朗读', stop: '停' },
    en: { sending: 'Sending…', saved: 'Saved', unsaved: 'Not saved; still on this page', resume: 'Go on where you stopped', speak: 'Read aloud', stop: 'Stop' }
  };
  var words = WORDS[(root.lang || 'zh').slice(0, 2)] || WORDS.zh;

  function each(list, visit) { Array.prototype.forEach.call(list, visit); }
  function all(selector, visit, within) { each((within || doc).querySelectorAll(selector), visit); }
  function closest(node, selector) {
    while (node && node.nodeType === 1) {
      if ((node.matches || node.webkitMatchesSelector).call(node, selector)) { return node; }
      node = node.parentNode;
    }
    return null;
  }
  function say(text) {
    var live = doc.getElementById('live');
    if (live) { live.textContent = text; }
  }
  function remember(key, value) {
    try {
      if (value === null) { sessionStorage.removeItem(key); } else { sessionStorage.setItem(key, value); }
    } catch (refused) { /* private browsing: the server's draft is enough */ }
  }
  function recall(key) {
    try { return sessionStorage.getItem(key); } catch (refused) { return null; }
  }

  /* The one place where text becomes elements: parts of our own pages, which the server escaped.
     Browsers with Trusted Types refuse every other (ADR 0020). */
  var ours = { createHTML: function (html) { return html; } };
  if (window.trustedTypes && window.trustedTypes.createPolicy) {
    ours = window.trustedTypes.createPolicy('mingbai', ours);
  }

  /* data-into: replace one part of the page instead of all of it. */
  function fetchInto(url, place, name, done, failed) {
    if (!window.fetch) { failed(); return; }
    fetch(url, { credentials: 'same-origin', headers: { 'X-Fragment': name } }).then(function (answer) {
      if (!answer.ok || answer.redirected || answer.headers.get('X-Fragment') !== name) { throw new Error(answer.status); }
      return answer.text();
    }).then(function (html) {
      place.innerHTML = ours.createHTML(html);
      prepare(place);
      done();
    })['catch'](failed);
  }
  function load(url, trigger) {
    var selector = trigger.getAttribute('data-into');
    var place = doc.querySelector(selector);
    if (!place) { return false; }
    place.setAttribute('aria-busy', 'true');
    fetchInto(url, place, trigger.getAttribute('data-fragment') || selector.slice(1), function () {
      var count = place.querySelector('[data-count]');
      place.removeAttribute('aria-busy');
      history.replaceState(null, '', url);
      if (count) { say(count.getAttribute('data-count')); }
    }, function () { location.href = url; });
    return true;
  }
  function formUrl(form) {
    var parts = [];
    each(form.elements, function (field) {
      if (!field.name || field.disabled || /^(submit|button|file)$/.test(field.type)) { return; }
      if (/^(radio|checkbox)$/.test(field.type) && !field.checked) { return; }
      if (field.value === '') { return; }
      parts.push(encodeURIComponent(field.name) + '=' + encodeURIComponent(field.value));
    });
    return form.getAttribute('action').split('?')[0] + (parts.length ? '?' + parts.join('&') : '');
  }
  doc.addEventListener('click', function (event) {
    var link = closest(event.target, 'a[data-into]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    if (load(link.href, link)) { event.preventDefault(); }
  });

  /* data-once: the second press of a send button is ignored. */
  doc.addEventListener('submit', function (event) {
    var form = event.target;
    var button;
    if (form.hasAttribute('data-into') && form.method === 'get') {
      if (load(formUrl(form), form)) { event.preventDefault(); }
      return;
    }
    if (!form.hasAttribute('data-once')) { return; }
    if (form.getAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', '1');
    button = form.querySelector('button:not([type=button])');
    if (!button) { return; }
    setTimeout(function () { /* after the browser has collected the fields */
      button.setAttribute('data-text', button.textContent);
      button.setAttribute('aria-disabled', 'true');
      button.textContent = words.sending;
      say(words.sending);
    }, 0);
  });
  window.addEventListener('pageshow', function (event) {
    if (!event.persisted) { return; }
    all('form[data-sent]', function (form) {
      var button = form.querySelector('[data-text]');
      form.removeAttribute('data-sent');
      if (button) { button.textContent = button.getAttribute('data-text'); button.removeAttribute('aria-disabled'); }
    });
  });

  /* data-draft: send what was typed every ten seconds; until then it is kept in this very tab
     (never longer: a phone may be shared). */
  function typed(form) {
    var values = [];
    each(form.elements, function (field) {
      if (!field.name || /^(csrf|key)$/.test(field.name) || /^(file|password|submit|button)$/.test(field.type)) { return; }
      if (/^(radio|checkbox)$/.test(field.type) && !field.checked) { return; }
      values.push([field.name, field.value]);
    });
    return JSON.stringify(values);
  }
  function fill(form, values) {
    each(form.elements, function (field) {
      each(values, function (pair) {
        if (pair[0] !== field.name) { return; }
        if (/^(radio|checkbox)$/.test(field.type)) { field.checked = field.checked || pair[1] === field.value; }
        else { field.value = pair[1]; }
      });
    });
  }
  function draft(form) {
    var name = 'draft:' + location.pathname + ':' + form.getAttribute('data-draft');
    var url = form.getAttribute('data-draft-url');
    var place = form.querySelector('.saved');
    var last = typed(form);
    var kept = recall(name);
    var button;
    function report(text) { if (place) { place.textContent = text; } }
    function clock() {
      var now = new Date();
      return ('0' + now.getHours()).slice(-2) + ':' + ('0' + now.getMinutes()).slice(-2);
    }
    function changed() {
      var values = typed(form);
      return values !== last && !form.getAttribute('data-sent') ? values : null;
    }
    function keep() {
      var values = changed();
      if (values === null) { return; }
      remember(name, values);
      if (!url || !window.fetch) { return; }
      fetch(url, { method: 'POST', credentials: 'same-origin', body: new FormData(form), headers: { 'X-Draft': '1' } })
        .then(function (answer) {
          if (!answer.ok) { throw new Error(answer.status); }
          last = values;
          remember(name, null);
          report(words.saved + ' ' + clock());
        })['catch'](function () { report(words.unsaved); });
    }
    if (kept && kept !== last && place) {
      button = doc.createElement('button');
      button.type = 'button';
      button.className = 'btn-2';
      button.textContent = words.resume;
      button.addEventListener('click', function () { fill(form, JSON.parse(kept)); button.hidden = true; });
      form.insertBefore(button, form.firstChild);
    }
    setInterval(keep, 10000);
    window.addEventListener('pagehide', function () { if (changed() !== null) { remember(name, changed()); } });
    form.addEventListener('submit', function () { remember(name, null); });
  }

  /* data-poll: look again, less often while nothing answers, never while the page is hidden. */
  function poll(place) {
    var first = parseInt(place.getAttribute('data-poll'), 10) || 5;
    var steps = [first, first * 3, first * 12];
    var misses = 0;
    function again() {
      if (!doc.body.contains(place)) { return; }
      setTimeout(look, steps[Math.min(misses, 2)] * 1000);
    }
    function look() {
      if (doc.hidden) { again(); return; }
      fetchInto(place.getAttribute('data-poll-url') || location.href, place, place.getAttribute('data-fragment') || place.id,
        function () {
          var next = place.querySelector('[data-next]');
          misses = 0;
          if (next) { location.href = next.getAttribute('data-next'); return; }
          again();
        },
        function () { misses += 1; again(); });
    }
    again();
  }

  /* data-speak: read one part of the page aloud. */
  function speaker(button) {
    var voice = window.speechSynthesis;
    var text = doc.querySelector(button.getAttribute('data-speak'));
    var label = button.querySelector('span') || button;
    if (!voice || !window.SpeechSynthesisUtterance || !text) { return; }
    button.hidden = false;
    function quiet() { label.textContent = words.speak; button.setAttribute('aria-pressed', 'false'); }
    button.addEventListener('click', function () {
      var speech;
      if (voice.speaking) { voice.cancel(); quiet(); return; }
      speech = new SpeechSynthesisUtterance(text.textContent);
      speech.lang = text.lang || 'zh-CN';
      speech.rate = 0.9;
      speech.onend = quiet;
      voice.speak(speech);
      label.textContent = words.stop;
      button.setAttribute('aria-pressed', 'true');
    });
  }

  /* data-sms: how many characters and how many messages (70 in one, 67 a part beyond). */
  function counter(field) {
    var place = doc.getElementById(field.getAttribute('data-sms'));
    function count() {
      var length = field.value.length;
      place.querySelector('[data-length]').textContent = length;
      place.querySelector('[data-parts]').textContent = length <= 70 ? (length ? 1 : 0) : Math.ceil(length / 67);
    }
    if (place) { field.addEventListener('input', count); count(); }
  }

  function prepare(within) {
    all('form[data-draft]', draft, within);
    all('[data-poll]', poll, within);
    all('[data-speak]', speaker, within);
    all('[data-sms]', counter, within);
    all('[data-print]', function (button) {
      button.hidden = false;
      button.addEventListener('click', function () { window.print(); });
    }, within);
    all('[data-auto]', function (field) {
      field.addEventListener('change', function () {
        var form = field.form;
        if (form.hasAttribute('data-into')) { load(formUrl(form), form); } else { form.submit(); }
      });
    }, within);
  }
  prepare(doc);
  all('form[data-resume]', function (form) { form.submit(); }, doc); /* what waited for the second factor */
  var problem = doc.querySelector('.errors');
  if (problem) { problem.focus(); }

  /* "/" goes to the search box; pages that review add their own keys by [data-key]. */
  doc.addEventListener('keydown', function (event) {
    var target = event.target;
    var found;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) { return; }
    if (event.key === '/') {
      found = doc.querySelector('input[type=search]');
      if (found) { event.preventDefault(); found.focus(); }
      return;
    }
    if (root.hasAttribute('data-keys-off') || !/^[a-z]$/i.test(event.key)) { return; }
    found = doc.querySelector('[data-key="' + event.key.toLowerCase() + '"]');
    if (found) { event.preventDefault(); found.focus(); found.click(); }
  });
})();
