  # --- attention of sequences of different lengths: in plain operators ------------------------------

  # What flash says, computed in float32, one sequence after the other: what it is held to.
  def flash(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, first_rows: Tensor, first_keys: Tensor, used: Tensor, most_rows: int, most_keys: int, window: int, scale: float) -> Tensor:
    rows : List[int] = first_rows.to(4).tolist()
    keys : List[int] = first_keys.to(4).tolist()
    counts : List[int] = used.to(4).tolist()
    share = q.size(1) // k.size(1)
    parts : List[Tensor] = []
    for sequence in range(len(counts)):
      seen = counts[sequence]
      first = keys[sequence]
      own = q[rows[sequence]:rows[sequence + 1]].to(6).transpose(0, 1)
      wide = torch.repeat_interleave(k[first:first + seen].to(6), share, 1).transpose(0, 1)
      values = torch.repeat_interleave(v[first:first + seen].to(6), share, 1).transpose(0, 1)
      scores = torch.matmul(own, wide.transpose(1, 2)) * scale
      last = torch.arange(seen - own.size(1), seen, device=q.device).unsqueeze(1)
      place = torch.arange(seen, device=q.device).unsqueeze(0)
      hidden = place > last
      if window > 0:
        hidden = torch.logical_or(hidden, place <= last - window)
      weights = torch.softmax(scores.masked_fill(hidden, float("-inf")), -1)
      parts.append(torch.matmul(weights, values).transpose(0, 1).to(q.dtype))
    return torch.cat(parts, 0)
