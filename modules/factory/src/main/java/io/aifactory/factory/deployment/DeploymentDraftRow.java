package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** The draft model of a deployment as it is stored. */
@Embeddable
class DeploymentDraftRow {
    @Column(name = "draft_reference")
    String reference;

    @Column(name = "draft_version")
    String modelVersion;

    @Column(name = "draft_manifest")
    String manifest;

    static DeploymentDraftRow of(DraftSpec draft) {
        var row = new DeploymentDraftRow();
        row.reference = draft.reference();
        row.modelVersion = draft.modelVersion();
        row.manifest = draft.manifest().value();
        return row;
    }

    DraftSpec draft() {
        return new DraftSpec(reference, modelVersion, new Digest(manifest));
    }
}
