/** What a statement may be given: everything else is converted by the columns before. */
export type SqlValue = string | number | null;

/** A row in the order of the selected columns; the schema has no binary columns. */
export type SqlRow = SqlValue[];
