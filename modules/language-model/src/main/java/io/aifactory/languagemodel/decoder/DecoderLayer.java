package io.aifactory.languagemodel.decoder;

/**
 * What may differ from one block to the next.
 *
 * @param position how positions enter attention
 * @param window a token attends to so many newest tokens, itself included (Beltagy et al.,
 *     "Longformer", 2020; Jiang et al., "Mistral 7B", 2023); 0 = to all
 */
public record DecoderLayer(Position position, int window, FeedForward feedForward) {}
