package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** An adapter of a deployment as it is stored. */
@Embeddable
class DeploymentAdapterRow {
    @Column(name = "name")
    String name;

    @Column(name = "model_reference")
    String reference;

    @Column(name = "model_version")
    String modelVersion;

    @Column(name = "manifest")
    String manifest;

    static DeploymentAdapterRow of(AdapterSpec adapter) {
        var row = new DeploymentAdapterRow();
        row.name = adapter.name();
        row.reference = adapter.reference();
        row.modelVersion = adapter.modelVersion();
        row.manifest = adapter.manifest().value();
        return row;
    }

    AdapterSpec adapter() {
        return new AdapterSpec(name, reference, modelVersion, new Digest(manifest));
    }
}
