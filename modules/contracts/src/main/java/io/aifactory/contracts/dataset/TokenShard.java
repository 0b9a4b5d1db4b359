package io.aifactory.contracts.dataset;

import io.aifactory.contracts.Digest;

/**
 * Token ids of whole documents, each followed by the end-of-text id; little-endian, unsigned, no
 * header.
 *
 * @param data digest of the token blob
 * @param tokens number of ids, document ends included
 * @param documentEnds digest of the blob of cumulative token counts after each document, 8 bytes
 *     little-endian each (the layout of datatrove's {@code .index})
 * @param documents number of documents
 * @param textBytes UTF-8 bytes of the documents' text
 */
public record TokenShard(
        Digest data, long tokens, Digest documentEnds, long documents, long textBytes) {}
