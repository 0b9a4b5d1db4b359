package io.aifactory.languagemodel.importing;

/** Reads a tensor's rows, in any order. */
@FunctionalInterface
public interface RowSource {
    /**
     * Reads one row: the values along the innermost dimension.
     *
     * @param row counts over all other dimensions, the outermost slowest
     * @param into takes exactly the row
     */
    void read(long row, float[] into);
}
