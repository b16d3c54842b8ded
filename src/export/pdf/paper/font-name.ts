/** The weights of the paper. */
export type FontName = 'regular' | 'bold';
