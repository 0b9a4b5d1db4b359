package io.aifactory.factory.importing;

/** Which importer reads which format. */
public final class Importers {
    private Importers() {}

    public static ModelImporter of(ModelFormat format) {
        return switch (format) {
            case HUGGING_FACE -> new HuggingFaceImporter();
            case GGUF -> new GgufImporter();
            case LLAMA2C -> new Llama2cImporter();
        };
    }
}
