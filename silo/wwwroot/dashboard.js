// The theme, before anything is drawn; and the way past the menu.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const key = 'userrep-theme';
  let page = null;

  const choice = () => localStorage.getItem(key) ?? 'system';

  const apply = () => {
    const isDark = choice() === 'dark' || (choice() === 'system' && dark.matches);
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    document.cookie = `userrep-dark=${isDark ? 1 : 0}; path=/; max-age=31536000; samesite=strict`;
    return isDark;
  };

  dark.addEventListener('change', () => {
    const isDark = apply();
    page?.invokeMethodAsync('SystemChanged', isDark);
  });

  document.addEventListener('click', click => {
    if (click.target.closest?.('a.skip')) {
      click.preventDefault();
      click.stopPropagation();
      document.getElementById('main')?.focus();
    }
  }, true);

  window.userrep = {
    theme: {
      choice,
      choose: chosen => {
        localStorage.setItem(key, chosen);
        return apply();
      },
      watch: reference => {
        page = reference;
        document.documentElement.dataset.live = '';
        return apply();
      },
      leave: () => {
        page = null;
      },
    },
  };
  apply();
})();
