package io.aifactory.factory.quality;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A measured quality as it is stored. */
@Entity
@Table(schema = "factory", name = "quality")
class QualityRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "manifest")
    String manifest;

    @Column(name = "model_version")
    String modelVersion;

    @Column(name = "precision")
    String precision;

    @Column(name = "text")
    String text;

    @Column(name = "text_digest")
    String textDigest;

    @Column(name = "held_out")
    boolean heldOut;

    @Column(name = "tokens")
    int tokens;

    @Column(name = "bytes")
    long bytes;

    @Column(name = "bits_per_byte")
    double bitsPerByte;

    @Column(name = "bits_per_byte_f32")
    double bitsPerByteF32;

    @Column(name = "top_token_agreement")
    double topTokenAgreement;

    @Column(name = "measured_at")
    Instant measuredAt;

    static QualityRow of(MeasuredQuality quality) {
        var row = new QualityRow();
        row.manifest = quality.manifest();
        row.modelVersion = quality.modelVersion();
        row.precision = quality.precision();
        row.text = quality.text();
        row.textDigest = quality.textDigest();
        row.heldOut = quality.heldOut();
        row.tokens = quality.tokens();
        row.bytes = quality.bytes();
        row.bitsPerByte = quality.bitsPerByte();
        row.bitsPerByteF32 = quality.bitsPerByteF32();
        row.topTokenAgreement = quality.topTokenAgreement();
        row.measuredAt = quality.measuredAt();
        return row;
    }

    MeasuredQuality quality() {
        return new MeasuredQuality(
                manifest,
                modelVersion,
                precision,
                text,
                textDigest,
                heldOut,
                tokens,
                bytes,
                bitsPerByte,
                bitsPerByteF32,
                topTokenAgreement,
                measuredAt);
    }
}
