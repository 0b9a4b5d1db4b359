package io.aifactory.scheduler.testing;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.restassured.RestAssured;

/** The official client of the OpenAI API, pointed at the service under test. */
public final class OpenAiClients {
    private OpenAiClients() {}

    /** Never tries again, so that every answer is seen; to be closed. */
    public static OpenAIClient here() {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + RestAssured.port + "/v1")
                .apiKey("sk-test")
                .maxRetries(0)
                .build();
    }
}
