// The theme, before anything is drawn; and the way past the menu.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const key = 'userrep-theme';
  const choice = () => localStorage.getItem(key) ?? 'system';

  // The page comes with the colours of both.
  const apply = () => {
    const isDark = choice() === 'dark' || (choice() === 'system' && dark.matches);
    const theme = isDark ? 'dark' : 'light';
    if (document.documentElement.dataset.theme !== theme) {
      document.documentElement.dataset.theme = theme;
    }
  };

  dark.addEventListener('change', apply);

  // Whoever follows a link before the page is live gets the next one in its place, which says light.
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ['data-theme'] });

  document.addEventListener('click', click => {
    if (click.target.closest?.('a.skip')) {
      click.preventDefault();
      click.stopPropagation();
      document.getElementById('main')?.focus();
    }
  }, true);

  window.userrep = {
    theme: {
      begin: () => {
        document.documentElement.dataset.live = '';
        return choice();
      },
      choose: chosen => {
        localStorage.setItem(key, chosen);
        apply();
      },
    },
  };
  apply();
})();
