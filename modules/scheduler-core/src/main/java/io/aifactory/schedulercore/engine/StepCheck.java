package io.aifactory.schedulercore.engine;

import io.aifactory.economics.step.StepContent;
import java.util.Optional;

/** Tells reports of one worker's steps that can be true from those that cannot. */
final class StepCheck {
    /** Ten minutes. */
    private static final long LONGEST_NANOS = 600_000_000_000L;

    private static final double JUMP = 20;
    private static final int FROZEN_AFTER = 16;

    /** So many jumps in a row are no jumps: the worker has changed. */
    private static final int BELIEVED_AFTER = 8;

    private long lastNanos;
    private StepContent lastContent = new StepContent(0, 0, 0);
    private int sameTimes;
    private int jumps;
    private boolean changed;

    /** Whether so many jumps came in a row that the worker must have changed; said once. */
    boolean hasChanged() {
        boolean answer = changed;
        changed = false;
        return answer;
    }

    /** Why the report cannot be true; empty if it can. */
    Optional<Rejection> judge(StepContent content, long nanos, StepLaw law) {
        if (nanos <= 0) {
            return Optional.of(Rejection.NO_TIME);
        }
        if (content.decodeSequences() == 0 && content.prefillTokens() == 0) {
            return Optional.of(Rejection.EMPTY_STEP);
        }
        if (nanos > LONGEST_NANOS) {
            return Optional.of(Rejection.CLOCK_JUMP);
        }
        sameTimes = nanos == lastNanos && !content.equals(lastContent) ? sameTimes + 1 : 0;
        lastNanos = nanos;
        lastContent = content;
        if (sameTimes >= FROZEN_AFTER) {
            return Optional.of(Rejection.FROZEN);
        }
        if (law.knows(content) && isJump(nanos / 1e6 / law.millis(content))) {
            if (++jumps < BELIEVED_AFTER) {
                return Optional.of(Rejection.CLOCK_JUMP);
            }
            changed = true;
        }
        jumps = 0;
        return Optional.empty();
    }

    private static boolean isJump(double ratio) {
        return ratio > JUMP || ratio < 1 / JUMP;
    }
}
