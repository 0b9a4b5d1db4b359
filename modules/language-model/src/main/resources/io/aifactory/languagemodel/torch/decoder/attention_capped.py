  # --- attention: scores s become cap * tanh(s / cap) (Gemma 2) -----------------------------------

  # q: [B, H, T, hd]; k, v: [B, H, S, hd]; mask: added to the scores, or none and causal
  def attend(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], causal: bool, c: List[float]) -> Tensor:
    scores = torch.matmul(q.to(6), k.to(6).transpose(-2, -1)) * c[1]
    scores = torch.tanh(scores / c[2]) * c[2]
    if mask is not None:
      scores = scores + mask
    if causal:
      later = torch.ones([q.size(2), k.size(2)], dtype=11, device=q.device).triu(1)
      scores = scores.masked_fill(later, float("-inf"))
    return torch.matmul(torch.softmax(scores, -1).to(v.dtype), v)

