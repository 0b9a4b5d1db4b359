  # --- attention of sequences of different lengths: FlashAttention-2 (Dao 2023) ---------------------

  # q: [T, H, hd], sequence after sequence, each from first_rows on; k, v: [S, K, hd], keys of each from
  # first_keys on, so many as used says; the last row of a sequence sees all of them, each before it one
  # less; window: newest keys that are seen, 0 = all
  def flash(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, first_rows: Tensor, first_keys: Tensor, used: Tensor, most_rows: int, most_keys: int, window: int, scale: float) -> Tensor:
    out, logsumexp, state, unused, weights, = torch._flash_attention_forward(q, k, v, first_rows, first_keys, most_rows, most_keys, 0., True, False, scale=scale, window_size_left=window - 1, window_size_right=-1, seqused_k=used)
    return out
