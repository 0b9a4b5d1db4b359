package io.aifactory.factory.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aifactory.factory.client.FactoryClient;
import org.junit.jupiter.api.Test;

class ChatPiecesTest {
    private static final long MIB = 1 << 20;

    @Test
    void aLlamasShapeGivesItsSlotAndAnswer() throws JsonProcessingException {
        ModelShape shape =
                shape(
                        """
                        {"architectures":["LlamaForCausalLM"],"num_hidden_layers":22,
                         "num_attention_heads":32,"num_key_value_heads":4,"hidden_size":2048,
                         "max_position_embeddings":2048}
                        """);

        assertTrue(shape.writesText());
        assertEquals(512, shape.answerTokens());
        // keys and values, 22 layers, 4 heads of 64, float32, 2,048 tokens
        assertEquals(2L * 22 * 4 * 64 * 4 * 2048, shape.slotBytes());
    }

    @Test
    void aSmallContextLeavesRoomForTheConversation() throws JsonProcessingException {
        assertEquals(
                96,
                shape("{\"model_type\":\"llama\",\"max_position_embeddings\":256}").answerTokens());
        assertEquals(96, ModelShape.unknown().answerTokens());
    }

    @Test
    void anEncoderWritesNoText() throws JsonProcessingException {
        ModelShape shape = shape("{\"architectures\":[\"BertModel\"],\"model_type\":\"bert\"}");

        assertFalse(shape.writesText());
        assertEquals("BertModel", shape.kind());
    }

    @Test
    void slotsAreAsManyAsFitAtMostFourAndAtLeastOne() {
        assertEquals(4, ChatSlots.of(1000 * MIB, 100 * MIB, 10 * MIB));
        assertEquals(2, ChatSlots.of(1000 * MIB, 600 * MIB, 100 * MIB));
        assertEquals(1, ChatSlots.of(1000 * MIB, 2000 * MIB, 100 * MIB));
        assertEquals(4, ChatSlots.of(1000 * MIB, 100 * MIB, 0));
    }

    private static ModelShape shape(String config) throws JsonProcessingException {
        return ModelShape.of(FactoryClient.JSON.readTree(config));
    }
}
