package io.aifactory.factory.quality;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Measured qualities in the database; each measurement stays, the newest counts. */
@ApplicationScoped
public class QualityStore {
    @Transactional
    public void add(MeasuredQuality quality) {
        QualityRow.of(quality).persist();
    }

    /**
     * What is known of a model version in a precision: the newest measurement on held-out text of
     * its own dataset, else the newest on any other text.
     */
    @Transactional
    public Optional<MeasuredQuality> of(String manifest, String precision) {
        return QualityRow.<QualityRow>find(
                        "manifest = ?1 and precision = ?2 order by heldOut desc, id desc",
                        manifest,
                        precision)
                .firstResultOptional()
                .map(QualityRow::quality);
    }

    /** The newest measurements, the latest first, of all versions. */
    @Transactional
    public List<MeasuredQuality> newest(int limit) {
        return list(QualityRow.find("order by id desc"), limit);
    }

    /** The newest measurements of one version, the latest first. */
    @Transactional
    public List<MeasuredQuality> newest(String manifest, int limit) {
        return list(QualityRow.find("manifest = ?1 order by id desc", manifest), limit);
    }

    private static List<MeasuredQuality> list(PanacheQuery<QualityRow> rows, int limit) {
        return rows.page(Page.ofSize(limit)).stream().map(QualityRow::quality).toList();
    }
}
