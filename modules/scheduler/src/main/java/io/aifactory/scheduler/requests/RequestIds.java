package io.aifactory.scheduler.requests;

/**
 * The id of a request stands in header {@code x-request-id} and in the {@code id} of its answer.
 */
public final class RequestIds {
    private RequestIds() {}

    /** The request's own id, also from one that an answer carries ({@code cmpl-…}). */
    public static String bare(String given) {
        return given.substring(given.lastIndexOf('-') + 1);
    }
}
