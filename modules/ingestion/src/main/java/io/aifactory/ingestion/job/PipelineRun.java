package io.aifactory.ingestion.job;

import io.aifactory.ingestion.pipeline.Dataset;
import io.aifactory.ingestion.pipeline.JobControl;

/** Does the work of a job. */
@FunctionalInterface
public interface PipelineRun {
    /** Makes the dataset version; blocks. */
    Dataset run(JobSpec spec, JobControl control);
}
