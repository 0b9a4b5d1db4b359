  # --- attention: fused ---------------------------------------------------------------------------

  # q: [B, H, T, hd]; k, v: [B, H, S, hd]; mask: added to the scores, or none and causal
  def attend(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], causal: bool, c: List[float]) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v, mask, 0., causal, scale=c[1])

