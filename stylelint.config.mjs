/** Biome does not read SCSS; this keeps the style sheets. */
export default {
  extends: 'stylelint-config-standard-scss',
  rules: {
    // CSS modules: a class is a name in a component's code.
    'selector-class-pattern': [
      '^[a-z][a-zA-Z0-9]*$',
      { message: 'Class names are camelCase: they are used as styles.name' },
    ],
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['global', 'local'] }],
    'keyframes-name-pattern': '^[a-z][a-zA-Z0-9]*$',
  },
};
