/** Light and dark: the system's choice until the user makes one. */

const KEY = 'netweight.theme';
const WORDS = { auto: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' };
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };

function stored() {
  try { return localStorage.getItem(KEY) ?? 'auto'; } catch { return 'auto'; }
}

function keep(theme) {
  try { localStorage.setItem(KEY, theme); } catch { /* private mode: not remembered */ }
}

function apply(theme) {
  document.documentElement.dataset.theme = WORDS[theme] ? theme : 'auto';
}

/** Wires the button that steps through system, light and dark. */
export function startTheme(button) {
  let theme = WORDS[stored()] ? stored() : 'auto';
  const show = () => {
    apply(theme);
    button.title = WORDS[theme];
    button.setAttribute('aria-label', WORDS[theme]);
  };
  button.addEventListener('click', () => {
    theme = NEXT[theme];
    keep(theme);
    show();
  });
  show();
}
