package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;

/** Decides which graph a decoder that serves has on a device. */
interface DecoderGraphs {
    /** Those that are fastest on the device and were found to compute correctly there. */
    DecoderGraphs FASTEST =
            (config, precision, device, adapters) ->
                    switch (device) {
                        case Device.Cpu _ ->
                                new DecoderForm(
                                        precision,
                                        Packing.serves(config, precision, device)
                                                ? DecoderForm.Products.PACKED
                                                : DecoderForm.Products.PLAIN,
                                        DecoderForm.SlotAttention.MASKED,
                                        DecoderForm.Copies.AT_ONCE,
                                        adapters);
                        case Device.Cuda cuda ->
                                DecoderForm.onCuda(
                                        config, precision, adapters, CudaProbe.kernels(cuda));
                    };

    /**
     * @param adapters whether any stand beside the weights
     */
    DecoderForm form(ModelConfig config, Precision precision, Device device, boolean adapters);

    default GraphSource source(ModelConfig config, DecoderForm form) {
        return GraphSource.decoder(config, form);
    }
}
