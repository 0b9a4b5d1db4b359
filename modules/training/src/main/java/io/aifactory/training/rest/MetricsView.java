package io.aifactory.training.rest;

import io.aifactory.training.store.MetricPoint;
import java.util.List;

/** The curves of a job. */
public record MetricsView(List<MetricPoint> points) {}
