package io.aifactory.inference.quality;

import io.aifactory.languagemodel.Precision;

/**
 * What one precision makes of a text, beside float32.
 *
 * @param precision that the model was kept in
 * @param bitsPerByte length of the text's code, in bits for each of its UTF-8 bytes
 * @param exactBitsPerByte the same in float32
 * @param topTokenAgreement part of the text's places at which the best next token is float32's, in
 *     [0, 1]
 * @param tokens that were predicted
 * @param bytes that these stand for
 */
public record QualityFigure(
        Precision precision,
        double bitsPerByte,
        double exactBitsPerByte,
        double topTokenAgreement,
        int tokens,
        long bytes) {
    static QualityFigure of(
            Precision precision, JudgedText text, TextReading exact, TextReading reading) {
        return new QualityFigure(
                precision,
                text.tokens().bitsPerByte(reading.nats()),
                text.tokens().bitsPerByte(exact.nats()),
                exact.agreement(reading),
                text.tokens().targets(),
                text.tokens().bytes());
    }
}
