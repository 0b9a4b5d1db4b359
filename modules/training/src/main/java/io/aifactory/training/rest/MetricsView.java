package io.aifactory.training.rest;

import io.aifactory.training.store.MetricPoint;
import java.util.List;

/**
 * The curves of a job.
 *
 * @param points in the order of their steps, at most 2,000
 */
public record MetricsView(List<MetricPoint> points) {}
