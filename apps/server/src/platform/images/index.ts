/** Pictures from outside, decoded and made anew: nothing of what was sent goes out again. */
export { createImages, type Images, type WantedSquare } from './images.ts';
