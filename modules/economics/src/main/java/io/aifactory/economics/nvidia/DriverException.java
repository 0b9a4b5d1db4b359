package io.aifactory.economics.nvidia;

/** What the NVIDIA driver does not do: the message names the function and the driver's reason. */
final class DriverException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param function of the driver's library
     * @param reason in the library's own words where it has any
     */
    DriverException(String function, String reason) {
        super(function + ": " + reason);
    }
}
