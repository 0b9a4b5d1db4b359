package io.aifactory.scheduler.requests;

/** A row that is appended about a request, once, and never changed. */
public sealed interface RequestRow permits UsageRecord, RequestEvent {
    String requestId();
}
