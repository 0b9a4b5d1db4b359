package io.aifactory.languagemodel.importing;

/**
 * The two orders of a head's rows in query and key projections. Rotary embedding turns pairs of
 * rows: in the original Llama (llama2.c, GGUF) rows 2i and 2i + 1 are a pair, in Hugging Face's
 * layout rows i and i + headSize/2.
 */
public final class RotaryRows {
    private RotaryRows() {}

    /**
     * @param row in Hugging Face's order
     * @param headSize rows of a head, even
     * @return the row in the order of pairs
     */
    public static long paired(long row, long headSize) {
        long inHead = row % headSize;
        long half = headSize / 2;
        return row - inHead + 2 * (inHead % half) + inHead / half;
    }
}
