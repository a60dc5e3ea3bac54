import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// Mantine draws with the same tokens as everything else, so one definition of dark serves both.
const accent: MantineColorsTuple = [
  'var(--accent-soft)', 'var(--accent-soft)', 'var(--selected)', 'var(--selected)', 'var(--accent)',
  'var(--accent)', 'var(--accent)', 'var(--accent-hover)', 'var(--accent-hover)', 'var(--accent-hover)',
];

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '18px', sm: '18px', md: '18px', lg: '20px', xl: '22px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '14px' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'sm',
  colors: { accent },
  primaryColor: 'accent',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 0 }, withArrow: false } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, withInitialFocusPlaceholder: false, radius: 'lg', shadow: 'md' } },
    Modal: { defaultProps: { transitionProps: { duration: 0 }, radius: 'xl', centered: false } },
    Drawer: { defaultProps: { transitionProps: { duration: 0 } } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-shadow-md': 'var(--shadow-2)',
  '--mantine-shadow-xl': 'var(--shadow-2)',
};

export const resolver: CSSVariablesResolver = () => ({ variables: shared, light: shared, dark: shared });
