import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const warmDark: MantineColorsTuple = [
  '#ece7e0',
  '#b8afa4',
  '#9c9388',
  '#81786c',
  '#4a443c',
  '#38332d',
  '#28241f',
  '#171513',
  '#131110',
  '#0f0d0c',
]

const warmGray: MantineColorsTuple = [
  '#faf8f4',
  '#f1ede5',
  '#e8e3d9',
  '#e0dbd0',
  '#c9c2b5',
  '#a79e91',
  '#8a8174',
  '#574f46',
  '#3a342d',
  '#24201b',
]

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'inherit' },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  defaultRadius: '8px',
  focusRing: 'auto',
  respectReducedMotion: true,
  colors: { dark: warmDark, gray: warmGray },
  primaryColor: 'gray',
  components: {
    TextInput: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
    PasswordInput: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
    NativeSelect: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
    Textarea: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
  },
})

const both: Record<string, string> = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-soft)',
  '--mantine-color-error': 'var(--error)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-default-border': 'var(--line-strong)',
}

/** Mantine draws with our tokens, so that one file holds every color. */
export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: both, dark: both })
